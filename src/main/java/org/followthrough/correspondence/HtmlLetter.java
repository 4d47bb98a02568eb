package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/**
 * The HTML of a mail, made from its text, so that both say the same: paragraphs, links,
 * and quoted lines within each other. It loads nothing, and says no colours of its own,
 * so that a dark mail program stays dark.
 */
final class HtmlLetter {

	private static final String HEAD = """
			<!DOCTYPE html>
			<html lang="%s">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<meta name="color-scheme" content="light dark">
			<meta name="supported-color-schemes" content="light dark">
			<title>%s</title>
			</head>
			<body style="margin:1em;max-width:44em;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.5">
			""";

	private static final String PARAGRAPH = "<p style=\"margin:0 0 1em\">";

	private static final String QUOTE = "<blockquote style=\"margin:0 0 1em;padding:0 0 0 .8em;border-left:3px solid #888\">";

	private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

	/** What follows an address in a sentence, and hardly ever ends one. */
	private static final String AFTER = ".,;:!?'\u2019\u201d\u201c*";

	private static final int DEEPEST = 20;

	private HtmlLetter() {
	}

	/**
	 * The HTML that says what a text says.
	 * @param subject the mail's subject
	 * @param text its text
	 * @param language the tag of its language
	 * @return a whole document
	 */
	static String of(String subject, String text, String language) {
		StringBuilder html = new StringBuilder(HEAD.formatted(escaped(language), escaped(subject)));
		write(html, text.lines().toList(), 0);
		return html.append("</body>\n</html>\n").toString();
	}

	private static void write(StringBuilder html, List<String> lines, int depth) {
		List<String> block = new ArrayList<>();
		boolean quoted = false;
		for (String line : lines) {
			boolean isQuoted = depth < DEEPEST && line.startsWith(">");
			boolean ends = isQuoted != quoted || (!isQuoted && line.isBlank());
			if (ends) {
				end(html, block, quoted, depth);
				quoted = isQuoted;
			}
			if (isQuoted || !line.isBlank()) {
				block.add(line);
			}
		}
		end(html, block, quoted, depth);
	}

	private static void end(StringBuilder html, List<String> block, boolean quoted, int depth) {
		if (block.isEmpty()) {
			return;
		}
		if (quoted) {
			html.append(QUOTE).append('\n');
			write(html, block.stream().map((line) -> line.replaceFirst("^> ?", "")).toList(), depth + 1);
			html.append("</blockquote>\n");
		}
		else {
			html.append(PARAGRAPH)
				.append(block.stream().map(HtmlLetter::line).collect(Collectors.joining("<br>\n")))
				.append("</p>\n");
		}
		block.clear();
	}

	private static String line(String line) {
		StringBuilder html = new StringBuilder();
		Matcher link = LINK.matcher(line);
		int at = 0;
		while (link.find(at)) {
			int end = end(line, link.start(), link.end());
			String address = escaped(line.substring(link.start(), end));
			html.append(spaced(line.substring(at, link.start())))
				.append("<a href=\"%s\">%s</a>".formatted(address, address));
			at = end;
		}
		return html.append(spaced(line.substring(at))).toString();
	}

	/** Where an address ends: a bracket that it doesn't open belongs to the sentence. */
	private static int end(String line, int start, int found) {
		int end = found;
		while (end > start && (AFTER.indexOf(line.charAt(end - 1)) >= 0 || closesOther(line.substring(start, end)))) {
			end--;
		}
		return end;
	}

	private static boolean closesOther(String address) {
		return (address.endsWith(")") && count(address, ')') > count(address, '('))
				|| (address.endsWith("]") && count(address, ']') > count(address, '['));
	}

	private static long count(String text, char of) {
		return text.chars().filter((one) -> one == of).count();
	}

	/** Several spaces stay several, as in a table or in code. */
	private static String spaced(String text) {
		String spaced = escaped(text).replace("\t", "    ").replace("  ", "&nbsp; ");
		return spaced.startsWith(" ") ? "&nbsp;" + spaced.substring(1) : spaced;
	}

	private static String escaped(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
