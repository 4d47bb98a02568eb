package org.followthrough.promises;

import org.followthrough.cases.CaseTime;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The time of a case as its targets say.
 */
@Component
class TargetTime implements CaseTime {

	private final Targets targets;

	private final Teams teams;

	TargetTime(@Lazy Targets targets, Teams teams) {
		this.targets = targets;
		this.teams = teams;
	}

	@Override
	public WorkingTime of(SupportCase one) {
		return of(one, this.targets.of(one));
	}

	WorkingTime of(SupportCase one, Target target) {
		return target.roundTheClock() ? WorkingTime.ROUND_THE_CLOCK : this.teams.workingTime(one.team());
	}

}
