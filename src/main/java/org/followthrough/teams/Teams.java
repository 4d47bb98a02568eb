package org.followthrough.teams;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The teams.
 */
@Component
public class Teams {

	/**
	 * The working time of a team.
	 * @param name the team; null while nobody knows who carries a case
	 * @return its calendar's time, or the time that always passes if it has no calendar
	 */
	public WorkingTime workingTime(@Nullable String name) {
		return WorkingTime.ROUND_THE_CLOCK;
	}

	/**
	 * The team of a name.
	 * @param name the team; null while nobody knows who carries a case
	 * @return the team; one that nobody described has neither calendar nor manager
	 */
	public Team get(@Nullable String name) {
		return new Team((name != null) ? name : "", null, null, null);
	}

}
