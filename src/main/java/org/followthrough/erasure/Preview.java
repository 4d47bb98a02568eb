package org.followthrough.erasure;

import java.util.List;

/**
 * What would go if a person's data were erased, what would stay, and what is in the way.
 *
 * @param customerId the customer's row
 * @param address their address
 * @param name what they are called
 * @param counts how much there is
 * @param stays what would stay, a sentence each
 * @param obstacles why it can't be done now, a sentence each; empty if it can
 */
record Preview(long customerId, String address, String name, Counts counts, List<String> stays,
		List<String> obstacles) {

	/**
	 * How much there is of a person.
	 *
	 * @param cases cases whose words are there
	 * @param open how many of them are open
	 * @param messages messages and notes on these
	 * @param files files on these
	 * @param mails mails from and to them
	 * @param unsent mails that are on their way to them
	 * @param elsewhere what they wrote on cases of others
	 * @param held how much of what they wrote is held, on whosever case it is
	 */
	record Counts(int cases, int open, int messages, int files, int mails, int unsent, int elsewhere, int held) {
	}

}
