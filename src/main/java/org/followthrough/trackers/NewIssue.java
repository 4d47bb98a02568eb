package org.followthrough.trackers;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.followthrough.web.Invalid;

/**
 * An issue that a person wants made.
 *
 * @param tracker what we call the tracker
 * @param title its title
 * @param text its text, without what we add
 * @param marker tells it from all others; the same one makes the same issue, once
 * @param mayNameCustomers whether the person says that it may tell who the customer is
 */
public record NewIssue(String tracker, String title, String text, String marker, boolean mayNameCustomers) {

	private static final Pattern MARKER = Pattern.compile("ft-[0-9a-f]{16}");

	private static final int MARKER_BYTES = 8;

	private static final SecureRandom RANDOM = new SecureRandom();

	/**
	 * An issue that a person wants made.
	 */
	public NewIssue {
		title = PlainText.line(title, Integer.MAX_VALUE);
		text = PlainText.of(text, Integer.MAX_VALUE);
		if (!MARKER.matcher(marker).matches()) {
			throw new Invalid("The form was changed on its way. Open it again, please.");
		}
	}

	/**
	 * Makes a marker.
	 * @return a fresh one
	 */
	public static String freshMarker() {
		byte[] random = new byte[MARKER_BYTES];
		RANDOM.nextBytes(random);
		return "ft-" + HexFormat.of().formatHex(random);
	}

}
