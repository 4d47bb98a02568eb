package org.followthrough.rota;

import java.time.Instant;

/**
 * Tells engineers of swaps of their weeks, in the running transaction. Those who can
 * write to people implement this.
 */
public interface SwapNews {

	/**
	 * Somebody is asked to take a week.
	 * @param account their account
	 * @param words who asks, and for which week, in one sentence
	 * @param begins when that week begins
	 * @param once names it: nobody is told it twice
	 */
	void asked(String account, String words, Instant begins, String once);

	/**
	 * A swap that concerns somebody was decided.
	 * @param account their account
	 * @param words what was decided and by whom, in one sentence
	 * @param begins when the week begins that it was about
	 * @param once names it: nobody is told it twice
	 */
	void decided(String account, String words, Instant begins, String once);

}
