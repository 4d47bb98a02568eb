package org.followthrough.correspondence;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * What is left of a mail's HTML when it is shown.
 */
class MailLooksTests {

	private static final List<Attachment> FILES = List.of(
			new Attachment(7, 1, 1, "logo.png", "image/png", 10, "logo@acme", "image/png"),
			new Attachment(8, 1, 2, "logo.svg", "image/png", 10, "drawn@acme", "image/svg+xml"));

	private static final MailLooks.Folds FOLDS = new MailLooks.Folds("Quoted text", "Signature");

	@Test
	void wordsStayAsTheyWereDressed() {
		assertThat(shown("<p style=\"color: red\"><b>Bold</b> and <a href=\"https://a.example/\">a link</a></p>"))
			.contains("<b>Bold</b>", "color:red", "href=\"https://a.example/\"", "target=\"_blank\"", "noopener",
					"noreferrer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
			"<a href=\"javascript:alert(1)\">x</a>", "<a href=\" jAvA\tscript:alert(1)\">x</a>",
			"<form action=https://a.example><input name=password></form>", "<iframe src=https://a.example></iframe>",
			"<meta http-equiv=refresh content=\"0;url=https://a.example\">", "<base href=https://a.example>",
			"<link rel=stylesheet href=https://a.example/a.css>", "<style>@import url(https://a.example)</style>",
			"<p style=\"background:url(https://a.example/a.png)\">x</p>", "<table background=https://a.example/a.png>",
			"<img srcset=https://a.example/a.png>", "<video poster=https://a.example/a.png>", "<img src=inline/99>",
			"<xmp><img src=x onerror=a></xmp>", "<noembed><img src=inline/7></noembed>",
			"<img src=../../../admin/mail>", "<img src=\"data:image/svg+xml;base64,AAAA\">",
			"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">" })
	void nothingRunsLoadsOrLeadsAnywhere(String html) {
		assertThat(shown("<p>before</p>" + html + "<p>after</p>")).doesNotContainIgnoringCase("script", "onerror=a",
				"onload", "<svg", "<form", "<input", "<iframe", "<meta", "<base", "<link", "<style", "url(", "<video",
				"background=", "src=", "srcset", "https://a.example/a");
	}

	@Test
	void picturesOfTheMailStandWhereItPutsThem() {
		assertThat(shown("<img src=\"cid:logo@acme\" alt=\"Acme\">")).contains("src=\"inline/7\"", "alt=\"Acme\"");
		assertThat(shown("<img src=\"cid:drawn@acme\" alt=\"Drawn\"><img src=\"cid:nobody\">")).doesNotContain("<img")
			.contains("[Drawn]");
	}

	@Test
	void picturesFromElsewhereWaitUntilSomebodyAsks() {
		String html = "<img src=\"https://a.example/1.png\" alt=\"One\"><img src=\"//a.example/2.png\">";
		MailLooks.Shown unasked = MailLooks.of(List.of(html), FILES, false, FOLDS);
		assertThat(unasked.html()).doesNotContain("<img", "a.example").contains("[One]");
		assertThat(unasked.remote()).containsExactly("https://a.example/1.png", "https://a.example/2.png");
		assertThat(MailLooks.of(List.of(html), FILES, true, FOLDS).html()).doesNotContain("a.example")
			.contains("src=\"remote/0\"", "src=\"remote/1\"");
	}

	@Test
	void picturesThatOnlyTellThatSomebodyReadsAreNeverAskedFor() {
		assertThat(MailLooks.of(List.of("<img src=https://a.example/1.gif width=1 height=1>"), FILES, true, FOLDS))
			.satisfies((shown) -> assertThat(shown.html()).doesNotContain("<img"))
			.satisfies((shown) -> assertThat(shown.remote()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Yes.<div class=gmail_quote>On Monday you wrote:<blockquote>Does it work?</blockquote></div> | Quoted text
			Yes.<blockquote type=cite>Does it work?</blockquote>                                       | Quoted text
			Yes.<div id=appendonsend></div><div id=divRplyFwdMsg>From: us</div><div>Does it work?</div>  | Quoted text
			Yes.<div class=gmail_signature>Ada, Does it work?</div>                                     | Signature
			""")
	void whatIsQuotedIsFolded(String html, String called) {
		String shown = shown(html);
		assertThat(shown).contains("<details><summary>" + called + "</summary>");
		assertThat(shown.indexOf("Does it work?")).isBetween(shown.indexOf("<details>"), shown.indexOf("</details>"));
		assertThat(shown.indexOf("Yes.")).isLessThan(shown.indexOf("<details>"));
	}

	@Test
	void aMailThatOnlyQuotesIsNotFolded() {
		assertThat(shown("<blockquote type=cite>All that there is</blockquote>")).doesNotContain("<details>")
			.contains("All that there is");
	}

	@Test
	void partsStandOneBelowTheOtherAndNoneReachesIntoTheNext() {
		assertThat(MailLooks.of(List.of("<b>One<!--", "<i>Two</i>"), List.of(), false, FOLDS).html())
			.contains("<b>One</b>", "<i>Two</i>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<div>", "<b>", "<table><tr><td>", "<a href=x>", "<blockquote type=cite>",
			"<img src=http://a>", "&", "<", "<!--", "<div class=gmail_quote>", "<p style=\"color:red;", "\"" })
	void noHtmlTakesLong(String repeated) {
		String html = repeated.repeat((1 << 18) / repeated.length());
		assertTimeout(Duration.ofSeconds(5), () -> shown(html));
	}

	private static String shown(String html) {
		return MailLooks.of(List.of(html), FILES, false, FOLDS).html();
	}

}
