package org.followthrough.journey;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Recount;
import org.followthrough.teams.Recounted;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The promises that were counted from a span of working time, with their clocks.
 */
@Component
@Order(0)
class RecountedPromises implements Recounted {

	private final Recount recount;

	private final StepClock stepClock;

	private final TimerMapper timers;

	private final Cases cases;

	RecountedPromises(Recount recount, StepClock stepClock, TimerMapper timers, Cases cases) {
		this.recount = recount;
		this.stepClock = stepClock;
		this.timers = timers;
		this.cases = cases;
	}

	@Override
	public String what() {
		return "promises";
	}

	@Override
	@Transactional(readOnly = true)
	public int count(String team) {
		return this.timers.countPromises(team);
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void recount(String caseNumber) {
		SupportCase of = this.cases.get(caseNumber);
		if (of.isOpen()) {
			this.recount.toCustomer(of);
			this.recount.ofStep(of).ifPresent((moved) -> this.stepClock.show(of, moved));
		}
	}

}
