package org.followthrough.trackers;

import java.util.regex.Pattern;

/**
 * Makes text that can be kept and shown of what strangers wrote: no control characters,
 * none that turn the direction of what stands behind them, and no more than fits.
 */
final class PlainText {

	private static final Pattern UNSEEN = Pattern
		.compile("[\\p{Cc}&&[^\n\t]]|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]");

	private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

	private static final String CUT = "\n[…]";

	private PlainText() {
	}

	/**
	 * A text of several lines.
	 * @param text as it came
	 * @param most how many UTF-16 units are kept
	 * @return the text, with a sign where it was cut
	 */
	static String of(String text, int most) {
		String lines = text.replace("\r\n", "\n").replace('\r', '\n');
		String clean = LONE_SURROGATE.matcher(UNSEEN.matcher(lines).replaceAll("")).replaceAll("\ufffd").strip();
		return (clean.length() <= most) ? clean : beginning(clean, most - CUT.length()) + CUT;
	}

	/**
	 * A text in one line.
	 * @param text as it came
	 * @param most how many UTF-16 units are kept
	 * @return the line
	 */
	static String line(String text, int most) {
		String clean = of(text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " "), Integer.MAX_VALUE);
		return (clean.length() <= most) ? clean : beginning(clean, most - 1) + "…";
	}

	private static String beginning(String text, int most) {
		return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
	}

}
