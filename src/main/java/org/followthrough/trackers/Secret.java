package org.followthrough.trackers;

import java.nio.charset.StandardCharsets;

/**
 * A text from the settings that is never shown: not on a page, not in the log, not in a
 * message of an exception.
 *
 * @param value the text
 */
record Secret(String value) {

	static final Secret NONE = new Secret("");

	/**
	 * How settings make one of a text.
	 * @param value the text
	 * @return the secret
	 */
	public static Secret of(String value) {
		return new Secret(value);
	}

	boolean isEmpty() {
		return this.value.isEmpty();
	}

	byte[] bytes() {
		return this.value.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "(secret)";
	}

}
