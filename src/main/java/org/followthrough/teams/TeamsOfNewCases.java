package org.followthrough.teams;

import java.util.Set;

/**
 * The teams that new cases go to. The journey's side implements this.
 */
public interface TeamsOfNewCases {

	/**
	 * The teams that triage may send a case to now.
	 * @return their names
	 */
	Set<String> names();

}
