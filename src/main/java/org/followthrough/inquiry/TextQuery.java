package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words that a text has to have, all of them.
 *
 * @param words what is looked for, in lower case; those that end with an asterisk are
 * beginnings
 */
record TextQuery(List<String> words) {

	/** Shorter words aren't in the index. */
	private static final int SHORTEST = 3;

	private static final int LONGEST = 84;

	private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}_*]+|\\*(?=[^\\s])");

	/** What the index leaves out, being in every other text. */
	private static final Set<String> COMMON = Set.of("about", "are", "com", "for", "from", "how", "that", "the", "this",
			"was", "what", "when", "where", "who", "will", "with", "und", "www");

	static TextQuery of(String given) {
		List<String> words = new ArrayList<>();
		for (String word : BETWEEN.split(given.toLowerCase(Locale.ROOT))) {
			String bare = word.replace("*", "");
			if (bare.length() >= SHORTEST && bare.length() <= LONGEST && !COMMON.contains(bare)) {
				words.add(word.endsWith("*") ? bare + "*" : bare);
			}
		}
		return new TextQuery(words);
	}

	boolean isEmpty() {
		return this.words.isEmpty();
	}

	/** The same as the database's full-text search writes it. */
	String expression() {
		return "+" + String.join(" +", this.words);
	}

	/** The same as regular expressions, each of which has to match. */
	List<String> patterns() {
		return this.words.stream()
			.map((word) -> "(*UCP)\\b" + (word.endsWith("*") ? word.substring(0, word.length() - 1) : word + "\\b"))
			.toList();
	}

}
