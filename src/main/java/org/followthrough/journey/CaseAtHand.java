package org.followthrough.journey;

import java.time.Instant;
import java.util.Optional;

import org.camunda.bpm.engine.impl.context.BpmnExecutionContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.followthrough.cases.CaseNotFound;
import org.followthrough.cases.CaseTime;
import org.followthrough.cases.Cases;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Whose time passes for the timer that the engine is setting: that of the case whose
 * journey it belongs to, which all processes of the journey carry as their business key.
 */
@Component
class CaseAtHand {

	private final Cases cases;

	private final CaseTime time;

	/** While a timer is set again from outside of its journey. */
	private final ThreadLocal<@Nullable String> named = new ThreadLocal<>();

	CaseAtHand(Cases cases, CaseTime time) {
		this.cases = cases;
		this.time = time;
	}

	/** Does something about the timers of a case. */
	void is(String caseNumber, Runnable work) {
		this.named.set(caseNumber);
		try {
			work.run();
		}
		finally {
			this.named.remove();
		}
	}

	/** The working time, unless what the engine is doing belongs to no case. */
	Optional<WorkingTime> workingTime() {
		String number = number();
		if (number == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(this.time.of(this.cases.get(number)));
		}
		catch (CaseNotFound ex) {
			return Optional.empty();
		}
	}

	static Instant now() {
		return ClockUtil.getCurrentTime().toInstant();
	}

	private @Nullable String number() {
		String number = this.named.get();
		if (number != null) {
			return number;
		}
		ExecutionEntity execution = execution();
		return (execution != null) ? execution.getProcessInstance().getBusinessKey() : null;
	}

	private static @Nullable ExecutionEntity execution() {
		BpmnExecutionContext running = Context.getBpmnExecutionContext();
		if (running != null) {
			return running.getExecution();
		}
		// A timer that repeats sets the next one before its work begins.
		JobEntity ringing = Context.getCommandContext().getCurrentJob();
		String id = (ringing != null) ? ringing.getExecutionId() : null;
		return (id != null) ? Context.getCommandContext().getExecutionManager().findExecutionById(id) : null;
	}

}
