package org.followthrough.trackers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Texts as Jira Cloud has them: a tree of nodes with {@code type}, {@code content},
 * {@code text} and {@code attrs} (<a href=
 * "https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">Atlassian
 * Document Format</a>). What we write is paragraphs of plain text, in which nothing has a
 * meaning of its own; of what we read, the text is kept.
 */
final class AtlassianDocument {

	private static final int DEEPEST = 50;

	private static final Set<String> LINES = Set.of("paragraph", "heading", "codeBlock", "listItem", "tableRow",
			"blockquote", "panel", "rule", "taskItem", "decisionItem");

	private AtlassianDocument() {
	}

	/**
	 * Makes a document.
	 * @param text plain, with empty lines between paragraphs
	 * @return the document
	 */
	static Map<String, Object> of(String text) {
		List<Object> paragraphs = new ArrayList<>();
		for (String paragraph : text.strip().split("\n\\s*\n")) {
			List<Object> content = new ArrayList<>();
			for (String line : paragraph.split("\n")) {
				if (!content.isEmpty()) {
					content.add(Map.of("type", "hardBreak"));
				}
				// A text node is never empty.
				if (!line.isEmpty()) {
					content.add(Map.of("type", "text", "text", line));
				}
			}
			paragraphs.add(Map.of("type", "paragraph", "content", content));
		}
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("type", "doc");
		document.put("version", 1);
		document.put("content", paragraphs);
		return document;
	}

	/**
	 * The text of a document.
	 * @param document as it came; nothing where a field is empty
	 * @return its text
	 */
	static String text(JsonNode document) {
		StringBuilder text = new StringBuilder();
		append(document, text, 0);
		return text.toString().strip();
	}

	private static void append(JsonNode node, StringBuilder text, int depth) {
		if (depth > DEEPEST) {
			return;
		}
		String type = node.path("type").asText();
		switch (type) {
			case "text" -> text.append(node.path("text").asText());
			case "hardBreak" -> text.append('\n');
			case "mention", "emoji", "status" -> text.append(node.at("/attrs/text").asText());
			case "inlineCard", "blockCard" -> text.append(node.at("/attrs/url").asText());
			default -> node.path("content").forEach((part) -> append(part, text, depth + 1));
		}
		if (LINES.contains(type) && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
			text.append('\n');
		}
	}

}
