package org.followthrough.insight;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * By what figures are told apart.
 */
enum By {

	/** By the month in which cases were opened. */
	MONTH("Month"),
	/** By who carries them. */
	TEAM("Team"),
	/** By how severe they are. */
	SEVERITY("Severity"),
	/** By whose they are. */
	CUSTOMER("Customer");

	private final String title;

	By(String title) {
		this.title = title;
	}

	/**
	 * The word for it in data.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What it is called.
	 * @return its title
	 */
	public String title() {
		return this.title;
	}

	static Optional<By> of(String word) {
		return Arrays.stream(values()).filter((by) -> by.word().equals(word)).findFirst();
	}

}
