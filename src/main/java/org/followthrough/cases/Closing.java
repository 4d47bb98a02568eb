package org.followthrough.cases;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways in which a case may end; nothing else closes it, and they are counted apart.
 */
public enum Closing {

	/** The customer said that it is solved. */
	CONFIRMED,
	/** Reminders went unanswered, and a person decided so. */
	UNCONFIRMED,
	/** It can't be solved, and the customer was told why. */
	UNSOLVED,
	/** Another case goes on in its stead. */
	DUPLICATE,
	/** The customer doesn't want it any more. */
	WITHDRAWN,
	/** It never was a customer's matter. */
	SPAM;

	/**
	 * The word for it in data and models.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether it breaks a case off, rather than being what became of it.
	 * @return true for a duplicate, what was withdrawn, and spam
	 */
	public boolean isEarly() {
		return this == DUPLICATE || this == WITHDRAWN || this == SPAM;
	}

	/**
	 * Reads the word.
	 * @param word lower case
	 * @return the way to end, if it is one
	 */
	public static Optional<Closing> of(String word) {
		return Arrays.stream(values()).filter((closing) -> closing.word().equals(word)).findFirst();
	}

}
