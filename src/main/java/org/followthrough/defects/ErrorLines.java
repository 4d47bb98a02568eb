package org.followthrough.defects;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a text that look like a program's complaint. Two cases that share one are
 * more likely the same fault than two whose customers chose the same words.
 */
final class ErrorLines {

	private static final int MOST_LINES = 12;

	private static final int LONGEST_LINE = 300;

	private static final Pattern COMPLAINT = Pattern.compile(
			"(?i)error|exception|fail(ed|ure)|fehler|fatal|panic|traceback|denied|refused|timed? ?out|cannot |can't "
					+ "|could not|unable to|\\b0x[0-9a-f]{2,}|\\b[A-Z]{2,}-?\\d{2,}\\b");

	private ErrorLines() {
	}

	/**
	 * The first such lines, each once.
	 */
	static Set<String> of(@Nullable String text) {
		Set<String> lines = new LinkedHashSet<>();
		if (text != null) {
			text.lines()
				.map((line) -> line.strip().substring(0, Math.min(line.strip().length(), LONGEST_LINE)))
				.filter((line) -> COMPLAINT.matcher(line).find())
				.limit(MOST_LINES)
				.forEach(lines::add);
		}
		return lines;
	}

}
