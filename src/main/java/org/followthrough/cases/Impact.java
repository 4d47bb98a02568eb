package org.followthrough.cases;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How badly a matter hits the customer, as the customer says.
 */
public enum Impact {

	/** They can't work. */
	BLOCKED,
	/** They can work, with trouble. */
	IMPAIRED,
	/** They want to know something. */
	QUESTION;

	/**
	 * The word for it in data and models.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads the word.
	 * @param word lower case
	 * @return the impact, if it is one
	 */
	public static Optional<Impact> of(String word) {
		return Arrays.stream(values()).filter((impact) -> impact.word().equals(word)).findFirst();
	}

}
