package org.followthrough.desk;

import org.followthrough.web.Invalid;

/**
 * Something that a customer filled in is wrong. They are told in their language.
 */
class Wrong extends Invalid {

	private final String key;

	/**
	 * Refuses what a customer filled in.
	 * @param key of the sentence that tells them
	 */
	Wrong(String key) {
		super("words", "That can't be taken as it is.");
		this.key = key;
	}

	String key() {
		return this.key;
	}

}
