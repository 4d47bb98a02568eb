package org.followthrough.correspondence;

import java.util.Set;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The words of an HTML mail: paragraphs, lines and lists as a reader sees them, links
 * with where they lead, and nothing that runs or styles.
 */
final class HtmlText implements NodeVisitor {

	private static final String NO_WORDS = "script, style, head, title, noscript, template, object, applet";

	private static final Set<String> PARAGRAPHS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
			"table", "blockquote", "pre", "hr", "form", "fieldset", "figure");

	private static final Set<String> LINES = Set.of("div", "li", "tr", "dt", "dd", "section", "article", "header",
			"footer", "main", "nav", "aside", "address", "center", "caption", "option", "legend", "figcaption", "body");

	private static final Set<String> VERBATIM = Set.of("pre", "textarea");

	private final StringBuilder text = new StringBuilder();

	private int verbatim;

	private HtmlText() {
	}

	static String of(String html) {
		Document page = Jsoup.parse(html);
		page.select(NO_WORDS).remove();
		HtmlText words = new HtmlText();
		NodeTraversor.traverse(words, page);
		return words.text.toString().replaceAll("(?<![ \t])[ \t]++\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
	}

	@Override
	public void head(Node node, int depth) {
		if (node instanceof TextNode words) {
			write(words.getWholeText());
		}
		else if (node instanceof Element element) {
			begin(element.normalName(), element);
		}
	}

	@Override
	public void tail(Node node, int depth) {
		if (node instanceof Element element) {
			end(element.normalName(), element);
		}
	}

	private void begin(String name, Element element) {
		breakBefore(name);
		if (VERBATIM.contains(name)) {
			this.verbatim++;
		}
		switch (name) {
			case "br" -> this.text.append('\n');
			case "li" -> this.text.append("- ");
			case "hr" -> this.text.append("---\n");
			case "td", "th" -> write(" ");
			case "img" -> write(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt").strip() + "]");
			default -> {
				// Its children are what counts.
			}
		}
	}

	private void end(String name, Element element) {
		if (VERBATIM.contains(name)) {
			this.verbatim--;
		}
		if ("a".equals(name)) {
			String target = element.attr("href").strip();
			if (target.matches("(?i)https?://.+") && !element.text().contains(target)) {
				write(" <" + target + ">");
			}
		}
		breakBefore(name);
	}

	private void breakBefore(String name) {
		if (PARAGRAPHS.contains(name)) {
			atLineStart();
			if (!this.text.isEmpty()) {
				this.text.append('\n');
			}
		}
		else if (LINES.contains(name)) {
			atLineStart();
		}
	}

	private void atLineStart() {
		if (!this.text.isEmpty() && this.text.charAt(this.text.length() - 1) != '\n') {
			this.text.append('\n');
		}
	}

	private void write(String words) {
		if (this.verbatim > 0) {
			this.text.append(words);
			return;
		}
		String plain = words.replaceAll("[\\s\u00a0]+", " ");
		boolean spaceFollows = this.text.isEmpty() || Character.isWhitespace(this.text.charAt(this.text.length() - 1));
		this.text.append(spaceFollows ? plain.stripLeading() : plain);
	}

}
