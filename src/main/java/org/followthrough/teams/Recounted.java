package org.followthrough.teams;

/**
 * Something on cases that is due after an amount of working time, and so moves when the
 * working time of the case's team changes. Each implementation is called for every open
 * case of such a team.
 */
public interface Recounted {

	/**
	 * What it is, for people.
	 * @return such as {@code promises}
	 */
	String what();

	/**
	 * How many of them run on the open cases of a team.
	 * @param team the team's name
	 * @return the number
	 */
	int count(String team);

	/**
	 * Counts those of a case anew, from when they began, with the working time as it is
	 * now. Called in a transaction that holds the case's lock; may be called again for
	 * the same change, and then finds nothing to do.
	 * @param caseNumber the case
	 */
	void recount(String caseNumber);

}
