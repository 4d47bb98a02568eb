package org.followthrough.inquiry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * By what cases are looked for.
 */
public enum Criterion {

	/** The case number, or how it begins. */
	NUMBER("Case number", Form.NUMBER),
	/** Words in the subject. */
	SUBJECT("Words in the subject", Form.TEXT),
	/** Words in the subject or in one message. */
	TEXT("Words in the subject or a message", Form.TEXT),
	/** A customer's address, or its part from the {@code @} on. */
	CUSTOMER("Customer's address", Form.SPOKEN),
	/** What the case concerns. */
	PRODUCT("Product", Form.SPOKEN),
	/** The part of the product. */
	COMPONENT("Component", Form.SPOKEN),
	/** What triage made of it. */
	SEVERITY("Severity", Form.WORD),
	/** What the customer pays for now. */
	PLAN("Plan", Form.WORD),
	/** Who carries it. */
	TEAM("Team", Form.WORD),
	/** Who answers for it. */
	OWNER("Owner", Form.WORD),
	/** Whoever did something on it; to have looked at it is not enough. */
	PERSON("Acted on by", Form.WORD),
	/** How it ended, or that it is open. */
	OUTCOME("Outcome", Form.WORD),
	/** A version of a model that it ran under. */
	VERSION("Ran under", Form.WORD),
	/** The kind of a promise that was broken, or is overdue. */
	BROKEN("Broken promise", Form.WORD),
	/** A step that it came to. */
	STEP("Came to the step", Form.WORD),
	/** A step that it had ended without. */
	SKIPPED("Ended without the step", Form.WORD),
	/** A step that it came to more than once. */
	REPEATED("Repeated the step", Form.WORD),
	/** The first day on which it may have been opened. */
	OPENED_FROM("Opened from", Form.FIRST_DAY),
	/** The last one. */
	OPENED_TO("Opened until", Form.LAST_DAY),
	/** The first day on which it may have been closed. */
	CLOSED_FROM("Closed from", Form.FIRST_DAY),
	/** The last one. */
	CLOSED_TO("Closed until", Form.LAST_DAY),
	/** The first day of those on one of which something happened to it. */
	ACTIVE_FROM("Something happened from", Form.FIRST_DAY),
	/** The last one. */
	ACTIVE_TO("Something happened until", Form.LAST_DAY);

	private final String title;

	private final Form form;

	Criterion(String title, Form form) {
		this.title = title;
		this.form = form;
	}

	/**
	 * What it is called.
	 * @return a few words for people
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The word for it in addresses and data.
	 * @return such as {@code openedFrom}
	 */
	public String word() {
		String[] parts = name().toLowerCase(Locale.ROOT).split("_");
		return (parts.length == 1) ? parts[0]
				: parts[0] + parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
	}

	Form form() {
		return this.form;
	}

	/** What is looked for, as the tables have it. */
	String spoken(String given) {
		return (this.form == Form.SPOKEN) ? given.toLowerCase(Locale.ROOT) : given;
	}

	/** The day on which a period begins whose end this is, and the other way round. */
	Criterion otherEnd() {
		return values()[ordinal() + ((this.form == Form.FIRST_DAY) ? 1 : -1)];
	}

	static Optional<Criterion> of(String word) {
		return Arrays.stream(values()).filter((one) -> one.word().equals(word)).findFirst();
	}

	/**
	 * How it is given.
	 */
	enum Form {

		/** A case number or its beginning. */
		NUMBER,
		/** Words that a text has. */
		TEXT,
		/** A word of ours. */
		WORD,
		/** A name, whatever its case. */
		SPOKEN,
		/** The first day of a period. */
		FIRST_DAY,
		/** The last day of a period. */
		LAST_DAY;

		boolean isDay() {
			return this == FIRST_DAY || this == LAST_DAY;
		}

		boolean isWord() {
			return this == WORD || this == SPOKEN;
		}

	}

}
