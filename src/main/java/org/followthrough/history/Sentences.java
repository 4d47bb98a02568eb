package org.followthrough.history;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

/**
 * The sentences that actions are told in, to be searched: whoever looks for "broken"
 * means what the page says.
 */
@Component
class Sentences {

	private static final String PREFIX = "timeline.";

	private final Map<String, String> byAction = new TreeMap<>();

	Sentences() {
		ResourceBundle words = ResourceBundle.getBundle("messages", Locale.ROOT);
		words.keySet()
			.stream()
			.filter((key) -> key.startsWith(PREFIX))
			.forEach((key) -> this.byAction.put(key.substring(PREFIX.length()),
					words.getString(key).replaceAll("\\{[A-Za-z]+}", "\n").toLowerCase(Locale.ROOT)));
	}

	/**
	 * The actions whose sentences have some words, whatever the particulars are.
	 * @param text the words, in lower case
	 * @return the actions
	 */
	List<String> withWords(String text) {
		return this.byAction.entrySet()
			.stream()
			.filter((sentence) -> sentence.getValue().contains(text))
			.map(Map.Entry::getKey)
			.toList();
	}

	/** All actions that there are words for. */
	java.util.Set<String> actions() {
		return this.byAction.keySet();
	}

}
