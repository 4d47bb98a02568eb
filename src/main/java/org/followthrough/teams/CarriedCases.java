package org.followthrough.teams;

import java.util.List;

/**
 * The cases that teams carry. The cases' side implements this.
 */
public interface CarriedCases {

	/**
	 * The teams that cases have gone to.
	 * @return their names
	 */
	List<String> teams();

	/**
	 * How many open cases a team carries.
	 * @param team its name
	 * @return the number
	 */
	int count(String team);

	/**
	 * The open cases of a team, oldest first.
	 * @param team its name
	 * @param after the row of the last one that was seen; 0 for none
	 * @param limit how many at the most
	 * @return the cases
	 */
	List<Carried> open(String team, long after, int limit);

	/**
	 * Makes everybody else who changes a case wait until this transaction ends.
	 * @param caseNumber the case
	 */
	void lock(String caseNumber);

	/**
	 * A case.
	 *
	 * @param id row
	 * @param number what people call it
	 */
	record Carried(long id, String number) {
	}

}
