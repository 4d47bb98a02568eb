package org.followthrough.inquiry;

/**
 * Something that can be said of a case and that it is found by.
 *
 * @param kind a word of {@link Criterion} for what it is about
 * @param word what is so
 */
record Word(String kind, String word) {

	/** As long as a word may be. */
	static final int LONGEST = 255;

	static Word of(Criterion about, String word) {
		String spoken = about.spoken(word);
		return new Word(about.word(), spoken.substring(0, Math.min(LONGEST, spoken.length())));
	}

}
