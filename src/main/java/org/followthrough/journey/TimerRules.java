package org.followthrough.journey;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * How long a journey may wait by the clock: for a time that the promises know, or for one
 * that can be read and is neither too short for the engine nor too long for the customer.
 */
final class TimerRules {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/** Whoever waits longer has been forgotten. */
	private static final Duration LONGEST = Duration.ofDays(30);

	/** As long may somebody be late before the next one is called. */
	private static final Duration LONGEST_WHEN_LATE = Duration.ofDays(1);

	private final BiConsumer<BaseElement, String> problem;

	/**
	 * Rules for timers.
	 * @param problem takes what is wrong: an element and a sentence
	 */
	TimerRules(BiConsumer<BaseElement, String> problem) {
		this.problem = problem;
	}

	void check(TimerEventDefinition timer) {
		ModelElementInstance time = (timer.getTimeDuration() != null) ? timer.getTimeDuration()
				: (timer.getTimeCycle() != null) ? timer.getTimeCycle() : timer.getTimeDate();
		String text = (time != null) ? time.getTextContent().strip() : "";
		if (text.startsWith("${")) {
			named(timer, text);
			return;
		}
		try {
			Duration duration = Duration.parse(text.startsWith("R") ? text.substring(text.lastIndexOf('/') + 1) : text);
			Duration longest = isInClock(timer) ? LONGEST_WHEN_LATE : LONGEST;
			if (duration.compareTo(SHORTEST) < 0) {
				this.problem.accept(timer, "The timer is shorter than a minute.");
			}
			else if (duration.compareTo(longest) > 0) {
				this.problem.accept(timer,
						"The timer is longer than " + longest.toDays() + ((longest.toDays() == 1) ? " day" : " days")
								+ ", and who waits for it would be forgotten. Make it shorter.");
			}
		}
		catch (DateTimeException ex) {
			this.problem.accept(timer,
					"\"" + text + "\" is not a time that can be read. Write P3D for three days, PT4H for "
							+ "four hours, R/P1D for every day.");
		}
	}

	private void named(TimerEventDefinition timer, String text) {
		String date = isIn(timer, ModelWords.REPLY_REVIEW) ? ModelWords.REVIEW_DUE_AT : ModelWords.PROMISE_ATTENTION_AT;
		String known = (timer.getTimeDate() != null) ? date : ModelWords.REMIND_CUSTOMER_AFTER;
		if (timer.getTimeCycle() != null || ExpressionGuard.soleName(text).filter(known::equals).isEmpty()
				|| (known.equals(ModelWords.REMIND_CUSTOMER_AFTER) && !isIn(timer, ModelWords.SIGN_OFF))) {
			this.problem.accept(timer, "There is no time called \"" + text + "\".");
		}
	}

	/** Whether it runs while a promise is overdue. */
	private static boolean isInClock(ModelElementInstance timer) {
		for (ModelElementInstance at = timer; at != null; at = at.getParentElement()) {
			if (at instanceof SubProcess around && around.triggeredByEvent()) {
				return around.getChildElementsByType(StartEvent.class)
					.stream()
					.anyMatch((start) -> ModelWords.PROMISE_TIME_CAME.equals(start.getId()));
			}
		}
		return false;
	}

	private static boolean isIn(ModelElementInstance element, String process) {
		for (ModelElementInstance at = element; at != null; at = at.getParentElement()) {
			if (at instanceof Process around) {
				return process.equals(around.getId());
			}
		}
		return false;
	}

}
