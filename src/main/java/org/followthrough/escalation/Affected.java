package org.followthrough.escalation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How many customers a fault hits.
 */
public enum Affected {

	/** The one who wrote. */
	ONE,
	/** A few that we know of. */
	SOME,
	/** More than can be counted by hand. */
	MANY,
	/** Everybody who uses it. */
	ALL;

	/**
	 * The word for it in data and forms.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads the word.
	 * @param word lower case
	 * @return how many, if it is one of the words
	 */
	public static Optional<Affected> of(String word) {
		return Arrays.stream(values()).filter((affected) -> affected.word().equals(word)).findFirst();
	}

}
