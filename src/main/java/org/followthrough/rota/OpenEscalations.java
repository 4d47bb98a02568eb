package org.followthrough.rota;

import java.util.List;

/**
 * The escalations that engineers have. Those who know what one is implement this; they
 * are told case by case, each time in a transaction of its own, and maybe twice.
 */
public interface OpenEscalations {

	/**
	 * The cases of a team that engineering has, oldest first.
	 * @param team the team
	 * @param after the row of the last one that was seen; 0 for none
	 * @param limit how many at the most
	 * @return the cases
	 */
	List<Escalated> of(String team, long after, int limit);

	/**
	 * Cases whose escalation somebody holds.
	 * @param account their account
	 * @param limit how many at the most
	 * @return the numbers of the cases
	 */
	List<String> heldBy(String account, int limit);

	/**
	 * Somebody else gets the escalations of a case's team now.
	 * @param caseNumber the case
	 * @param turn whose turn ended
	 */
	void dutyChanged(String caseNumber, Turn turn);

	/**
	 * Somebody can't hold an escalation any more, because they are no engineer now.
	 * @param caseNumber the case whose escalation they hold
	 * @param account their account
	 */
	void left(String caseNumber, String account);

	/**
	 * A case that engineering has.
	 *
	 * @param id row
	 * @param number what people call it
	 */
	record Escalated(long id, String number) {
	}

}
