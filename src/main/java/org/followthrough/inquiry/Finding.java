package org.followthrough.inquiry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an auditor makes of a case of a sample.
 */
enum Finding {

	/** All is as it should be. */
	OK("In order"),
	/** Something isn't; the remark says what. */
	FINDING("A finding"),
	/** What the sample is about doesn't concern the case. */
	NOT_APPLICABLE("Not applicable"),
	/** It can't be told from what is on record. */
	UNCLEAR("Can't be told");

	private final String title;

	Finding(String title) {
		this.title = title;
	}

	/**
	 * What it is called.
	 * @return a few words for people
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Optional<Finding> ofWord(String word) {
		return Arrays.stream(values()).filter((one) -> one.word().equals(word)).findFirst();
	}

}
