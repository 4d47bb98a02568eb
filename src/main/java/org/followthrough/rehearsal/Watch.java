package org.followthrough.rehearsal;

/**
 * How far the promises to the customer of a rehearsed case are kept, as somebody would
 * know it who sees everything that happens.
 *
 * @param acknowledged whether a person has acknowledged the case
 * @param unverified whether there is a fix that Support has not seen work
 * @param managerOffers whether a manager has decided to offer it all the same
 * @param offered what the customer was told and asked about
 * @param word what they said to it
 */
record Watch(boolean acknowledged, boolean unverified, boolean managerOffers, Offered offered, Word word) {

	/** Of a new case. */
	static final Watch NEW = new Watch(false, false, false, Offered.NOTHING, Word.NONE);

	/** Of a case that is opened again, which was acknowledged once. */
	static final Watch REOPENED = new Watch(true, false, false, Offered.NOTHING, Word.NONE);

	Watch withAcknowledged() {
		return new Watch(true, this.unverified, this.managerOffers, this.offered, this.word);
	}

	Watch withUnverified(boolean unverified) {
		return new Watch(this.acknowledged, unverified, false, this.offered, this.word);
	}

	Watch withManagerOffers(boolean offers) {
		return new Watch(this.acknowledged, this.unverified, offers, this.offered, this.word);
	}

	Watch withOffered(Offered offered) {
		return new Watch(this.acknowledged, this.unverified, this.managerOffers, offered, Word.NONE);
	}

	Watch withWord(Word word) {
		return new Watch(this.acknowledged, this.unverified, this.managerOffers, this.offered, word);
	}

	/** Whether the customer is to say yes or no. */
	boolean isAsked() {
		return this.offered != Offered.NOTHING && this.word == Word.NONE;
	}

	/**
	 * What the customer was told.
	 */
	enum Offered {

		/** Nothing that they could say yes or no to. */
		NOTHING,
		/** What solves it. */
		SOLUTION,
		/** Why it can't be solved. */
		EXPLANATION

	}

	/**
	 * What the customer said to it.
	 */
	enum Word {

		/** Nothing yet. */
		NONE,
		/** Yes. */
		YES,
		/** Nothing, and a person decided to wait no longer. */
		SILENCE

	}

}
