package org.followthrough.promises;

/**
 * What a running promise needs when its time comes.
 */
public enum Attention {

	/** Nothing, or nothing yet. */
	NONE("none"),
	/** Whoever keeps it is to be reminded. */
	SOON("soon"),
	/** It was not kept in time: a manager must act. */
	OVERDUE("overdue"),
	/** It is still not kept: the manager above must act. */
	STILL_OVERDUE("still-overdue");

	private final String word;

	Attention(String word) {
		this.word = word;
	}

	/**
	 * The word for it in models.
	 * @return lower case, with dashes
	 */
	public String word() {
		return this.word;
	}

}
