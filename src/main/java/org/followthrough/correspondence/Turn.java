package org.followthrough.correspondence;

/**
 * Whose turn it is on an open case.
 */
public enum Turn {

	/** We owe the customer something, if only that we go on. */
	OURS("ours"),
	/** A question of ours reached the customer, and they haven't written since. */
	CUSTOMERS("customer");

	private final String word;

	Turn(String word) {
		this.word = word;
	}

	/**
	 * The word for it in data.
	 * @return {@code ours} or {@code customer}
	 */
	public String word() {
		return this.word;
	}

}
