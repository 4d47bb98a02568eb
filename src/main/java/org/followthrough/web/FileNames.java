package org.followthrough.web;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What files that others send are called here, so that nobody is misled and no file
 * system upset.
 */
public final class FileNames {

	private static final int LONGEST_NAME = 200;

	private static final int LONGEST_TYPE = 127;

	private static final Pattern UNSAFE_IN_NAME = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\\\/:*?\"<>|"
			+ "\\x{061c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{feff}]+");

	private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

	private static final Map<String, String> ENDINGS = Map.of("text/plain", "txt", "message/rfc822", "eml",
			"image/jpeg", "jpg", "application/octet-stream", "bin", "text/calendar", "ics", "image/svg+xml", "svg");

	private FileNames() {
	}

	/**
	 * A media type as it is kept.
	 * @param type what a file says it is, in lower case
	 * @return the same, if it is a media type; else that of any bytes
	 */
	public static String type(String type) {
		return (type.length() <= LONGEST_TYPE && isType(type)) ? type : "application/octet-stream";
	}

	/**
	 * Whether something looks like a media type.
	 * @param text anything
	 * @return true if it does
	 */
	public static boolean isType(String text) {
		return TYPE.matcher(text).matches();
	}

	/**
	 * A name as it is kept.
	 * @param given what its sender calls the file
	 * @param type its media type
	 * @param number which of several files it is, for one that has no name
	 * @return a name of 200 characters at the most
	 */
	public static String name(Optional<String> given, String type, int number) {
		String safe = UNSAFE_IN_NAME.matcher(given.orElse(""))
			.replaceAll("_")
			.strip()
			.replaceAll("^\\.+|(?<![. ])[. ]++$", "_");
		if (safe.isEmpty()) {
			String ending = ENDINGS.getOrDefault(type,
					type.substring(type.indexOf('/') + 1).replaceAll("[^a-z0-9]", ""));
			return "file-" + number + "." + ending.substring(0, Math.min(ending.length(), 20));
		}
		String tail = safe.substring(Math.max(0, safe.length() - LONGEST_NAME));
		return Character.isLowSurrogate(tail.charAt(0)) ? tail.substring(1) : tail;
	}

}
