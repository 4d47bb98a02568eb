package org.followthrough.journey;

import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.RuntimeService;
import org.followthrough.cases.SupportCase;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What engineers are asked when their turn ends: whether they hand an escalation over or
 * keep it.
 */
@Component
class ShiftQuestions {

	private final RuntimeService runtime;

	private final JourneyMapper journeys;

	private final TaskMapper tasks;

	ShiftQuestions(@Lazy RuntimeService runtime, JourneyMapper journeys, TaskMapper tasks) {
		this.runtime = runtime;
		this.journeys = journeys;
		this.tasks = tasks;
	}

	/** Whether somebody has not answered yet. */
	boolean isOpen(SupportCase of) {
		return this.tasks.count(of.number(), ModelWords.HAND_OVER_OR_KEEP) > 0;
	}

	/**
	 * Asks whoever holds the escalation.
	 * @return whether its model knows the question; a journey that began before there was
	 * one doesn't
	 */
	boolean ask(SupportCase of) {
		return tell(of, ModelWords.SHIFT_ENDED);
	}

	/** Takes the question back, because it has no point any more. */
	void settle(SupportCase of) {
		if (isOpen(of)) {
			tell(of, ModelWords.SHIFT_SETTLED);
		}
	}

	private boolean tell(SupportCase of, String message) {
		Optional<String> waiting = this.journeys.waitingFor(of.number(), message);
		waiting.ifPresent((execution) -> this.runtime.messageEventReceived(message, execution, Map.of()));
		return waiting.isPresent();
	}

}
