package org.followthrough.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.ManagementService;
import org.followthrough.audit.Audit;
import org.followthrough.teams.Recounted;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The timers of journeys that wait for an amount of working time. Those that wait for a
 * date, as the promise clock does, are set by whoever knows the date.
 */
@Component
class RecountedTimers implements Recounted {

	private static final Duration ROUNDING = Duration.ofSeconds(1);

	private final TimerMapper timers;

	private final CaseAtHand atHand;

	private final ManagementService management;

	private final Audit audit;

	RecountedTimers(TimerMapper timers, CaseAtHand atHand, @Lazy ManagementService management, Audit audit) {
		this.timers = timers;
		this.atHand = atHand;
		this.management = management;
		this.audit = audit;
	}

	@Override
	public String what() {
		return "timers";
	}

	@Override
	@Transactional(readOnly = true)
	public int count(String team) {
		return this.timers.count(team);
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void recount(String caseNumber) {
		List<TimerMapper.Timer> before = this.timers.of(caseNumber);
		this.atHand.is(caseNumber,
				() -> before.forEach((timer) -> this.management.recalculateJobDuedate(timer.id(), true)));
		Map<String, Instant> due = new HashMap<>();
		this.timers.of(caseNumber).forEach((timer) -> due.put(timer.id(), timer.dueAt()));
		for (TimerMapper.Timer timer : before) {
			Instant now = due.getOrDefault(timer.id(), timer.dueAt());
			// The engine reads its clock once for the beginning and once for the end.
			if (Duration.between(timer.dueAt(), now).abs().compareTo(ROUNDING) > 0) {
				this.audit.record(caseNumber, "timer.moved",
						Map.of("step", timer.step(), "before", timer.dueAt().toString(), "due", now.toString()));
			}
		}
	}

}
