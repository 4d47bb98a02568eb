package org.followthrough.desk;

import org.followthrough.web.Invalid;
import org.followthrough.web.Language;

/**
 * Something that a customer filled in is wrong. They are told in their language.
 */
class Wrong extends Invalid {

	private final String key;

	private final int most;

	/**
	 * Refuses what a customer filled in.
	 * @param key of the sentence that tells them
	 */
	Wrong(String key) {
		this(key, 0);
	}

	private Wrong(String key, int most) {
		super("words", "That can't be taken as it is.");
		this.key = key;
		this.most = most;
	}

	/** Refuses words that are too long. */
	static void ifLonger(String words, int most) {
		if (words.length() > most) {
			throw new Wrong("customer.wrong.long", most);
		}
	}

	String in(Language language) {
		return language.say(this.key, "most", this.most);
	}

}
