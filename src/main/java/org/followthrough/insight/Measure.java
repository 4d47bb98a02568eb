package org.followthrough.insight;

import java.util.Locale;

/**
 * Times that are measured, each with its definition as people read it. Wherever it says
 * "our word", a public message is meant that a person wrote and that was delivered and
 * didn't come back. Automatic mail, notes and undelivered messages are no words.
 */
enum Measure {

	/** How soon somebody understood. */
	ACKNOWLEDGEMENT("Acknowledgement",
			"From the opening of a case to the delivery of a person's acknowledgement. "
					+ "Cases without one aren't counted here."),
	/** How soon there was something to go by. */
	FIRST_ANSWER("First answer",
			"From the opening of a case to the delivery of the first answer, or of the first "
					+ "explanation why it can't be solved."),
	/** How soon a customer who writes hears from us. */
	NEXT_ANSWER("Next answer", "From each message of a customer, the first included, to the delivery of the next word "
			+ "that we wrote after it. Messages that nobody has answered, or that came with the closing, aren't "
			+ "counted."),
	/** How steadily a customer hears from us. */
	UPDATE_INTERVAL("Update interval", "Between one delivered word of ours and the next, while the case was open."),
	/** How long a customer heard nothing. */
	LONGEST_SILENCE("Longest silence", "The longest time in a case's life without a delivered word of ours: from the "
			+ "opening or reopening, or from a word, to the next word, the closing, or now. One for each case."),
	/** How long it was on us. */
	REQUESTER_WAIT("Requester wait", "All the time in a case's life when the turn was ours, up to now: except between "
			+ "the delivery of a question or an answer of ours and the customer's next message. One for each case."),
	/** How long it took altogether. */
	RESOLUTION("Full resolution", "From the opening of a case to its last closing. Cases that are open, reopened ones "
			+ "included, aren't counted here.");

	private final String title;

	private final String definition;

	Measure(String title, String definition) {
		this.title = title;
		this.definition = definition;
	}

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * What it is called.
	 * @return its title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * What exactly it measures.
	 * @return its definition, in whole sentences
	 */
	public String definition() {
		return this.definition;
	}

}
