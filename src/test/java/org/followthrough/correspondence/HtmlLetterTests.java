package org.followthrough.correspondence;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The HTML of our mails.
 */
class HtmlLetterTests {

	@Test
	void itSaysWhatTheTextSays() {
		Document html = html(
				"Dear Ada,\n\nline one\nline two\n\n> you wrote\n> > we wrote\n> again\n\nBye & <b>so</b>\n");
		assertThat(html.select("body > p").eachText()).containsExactly("Dear Ada,", "line one line two",
				"Bye & <b>so</b>");
		assertThat(html.select("body > blockquote > p").eachText()).containsExactly("you wrote", "again");
		assertThat(html.select("blockquote blockquote > p").eachText()).containsExactly("we wrote");
		assertThat(html.select("b")).isEmpty();
		assertThat(html.select("html").attr("lang")).isEqualTo("de");
		assertThat(html.title()).isEqualTo("A <title>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			See https://a.example/x?y=1&z=2.                  | https://a.example/x?y=1&z=2
			(https://a.example/x)                             | https://a.example/x
			https://a.example/x_(y)                           | https://a.example/x_(y)
			"https://a.example/x",                            | https://a.example/x
			<https://a.example/x>                             | https://a.example/x
			https://a.example/"onmouseover="alert(1)          | https://a.example/
			http://a.example!                                 | http://a.example
			""")
	void addressesBecomeLinksAndNothingMore(String text, String link) {
		Element found = html(text).select("a").first();
		assertThat(found).isNotNull();
		assertThat(found.attr("href")).isEqualTo(link);
		assertThat(found.text()).isEqualTo(link);
		assertThat(found.attributes().size()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			javascript:alert(1)
			data:text/html,x
			mailto:ada@example.org
			www.example.org
			""")
	void nothingElseIsALink(String text) {
		assertThat(html(text).select("a")).isEmpty();
	}

	@Test
	void spacesThatMeanSomethingStay() {
		assertThat(html("  a   b\n\tc").select("p").first().wholeText().replace('\u00a0', ' ')).contains("  a   b")
			.contains("    c");
	}

	@Property(tries = 300)
	void whateverIsWrittenItStaysTextAndLoadsNothing(@ForAll("words") List<String> words) {
		String text = String.join("", words);
		Document html = html(text);
		assertThat(html.select("body *"))
			.allSatisfy((element) -> assertThat(element.tagName()).isIn("p", "br", "a", "blockquote"));
		assertThat(html.select("body p")).allSatisfy((element) -> assertThat(element.attributes().size()).isEqualTo(1));
		assertThat(html.select("a")).allSatisfy((link) -> assertThat(link.attr("href")).matches("https?://.*"));
		assertThat(letters(html.body().wholeText())).isEqualTo(letters(text.replaceAll("(?m)^[> ]+", "")));
	}

	@Provide
	Arbitrary<List<String>> words() {
		return Arbitraries
			.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "https://a.example/", "\"", "'", ">", "> ",
					"\n", "\n\n", "&amp;", "&", "<", "style=", "word", "ümläut", "\t", "  ", "javascript:x", ")", "]")
			.list()
			.ofMaxSize(30);
	}

	/**
	 * Quoting at the beginning of lines is told by blocks instead, and spaces may move.
	 */
	private static String letters(String text) {
		return text.lines()
			.map((line) -> line.replaceFirst("^[\\s\u00a0>]+", ""))
			.reduce("", String::concat)
			.replaceAll("[\\s\u00a0]", "");
	}

	private static Document html(String text) {
		return Jsoup.parse(HtmlLetter.of("A <title>", text, "de"));
	}

}
