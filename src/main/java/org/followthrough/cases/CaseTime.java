package org.followthrough.cases;

import org.followthrough.teams.WorkingTime;

/**
 * Time as it passes for whoever carries a case. Due times, reminders and the timers of
 * the journey all count by it.
 */
public interface CaseTime {

	/**
	 * The time of a case.
	 * @param one the case
	 * @return its team's working time, or time that always passes if the case deserves it
	 */
	WorkingTime of(SupportCase one);

}
