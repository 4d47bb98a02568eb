package org.followthrough.guide;

import java.util.Locale;

/**
 * One piece of advice on what somebody writes.
 *
 * @param kind what it is about
 * @param words the words it is about, as they were written
 * @param sentence what to do instead
 */
public record Advice(Kind kind, String words, String sentence) {

	/**
	 * What advice can be about.
	 */
	public enum Kind {

		/** A word that the customer need not know. */
		JARGON,
		/** A promise that doesn't say by when. */
		NO_DATE,
		/** Words that sound as if it were the customer's fault. */
		BLAME;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
