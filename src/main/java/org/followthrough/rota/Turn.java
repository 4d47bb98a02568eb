package org.followthrough.rota;

import java.util.Set;

/**
 * How it came that somebody else gets the escalations of a team.
 *
 * @param weekTurned whether a week began: then everybody who still holds an escalation is
 * asked about it, whoever had kept it before included
 * @param outgoing the accounts of those whose turn ended
 */
public record Turn(boolean weekTurned, Set<String> outgoing) {

	/**
	 * Whether whoever holds an escalation is asked what becomes of it.
	 * @param holder their account
	 * @return true if it was their turn, or a week began
	 */
	public boolean asks(String holder) {
		return this.weekTurned || this.outgoing.contains(holder);
	}

}
