package org.followthrough.journey;

import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/**
 * That no escalation is forgotten when an engineer's turn on support ends: they are
 * asked, and it is passed on without them if they don't say.
 */
final class ShiftRules {

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	ShiftRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		if (ModelWords.ESCALATION.equals(this.process.getId())) {
			this.paths.watching()
				.stream()
				.filter((start) -> Paths.heard(start).filter(ModelWords.SHIFT_ENDED::equals).isPresent())
				.filter((start) -> start.isInterrupting() || !this.paths.rests(Set.of(start.getId()), Assumption.NONE)
					.equals(Set.of(ModelWords.HAND_OVER_OR_KEEP)))
				.forEach((start) -> this.problem.accept(start.getId(),
						"When a shift ends, the work goes on and whoever has it is asked: this start must not interrupt, "
								+ "and must lead straight to the task \"" + ModelWords.HAND_OVER_OR_KEEP + "\"."));
			if (!this.paths.task(ModelWords.HAND_OVER_OR_KEEP).isEmpty()) {
				passedOnInTime();
				takenBack();
			}
			ends();
		}
	}

	private void passedOnInTime() {
		Set<String> timers = this.paths
			.which((element) -> isOnQuestion(element) && ((BoundaryEvent) element).getEventDefinitions()
				.stream()
				.anyMatch(TimerEventDefinition.class::isInstance));
		Set<String> passing = this.paths.steps("handOverUndecided");
		Set<String> ends = this.paths.which(EndEvent.class::isInstance);
		boolean unpassed = this.paths.reachable(timers, passing, Assumption.NONE)
			.stream()
			.filter((id) -> !passing.contains(id))
			.anyMatch((id) -> this.paths.waits(id) || ends.contains(id));
		if (timers.isEmpty() || unpassed) {
			this.problem.accept(ModelWords.HAND_OVER_OR_KEEP,
					"An escalation is passed on if nobody says what becomes of it: a timer must interrupt the task and "
							+ "lead straight to handOverUndecided.");
		}
	}

	private void takenBack() {
		boolean heard = !this.paths
			.which((element) -> isOnQuestion(element)
					&& Paths.heard(element).filter(ModelWords.SHIFT_SETTLED::equals).isPresent())
			.isEmpty();
		if (!heard) {
			this.problem.accept(ModelWords.HAND_OVER_OR_KEEP, "The message \"" + ModelWords.SHIFT_SETTLED
					+ "\" must interrupt the task: nobody is asked about what somebody else has.");
		}
	}

	private static boolean isOnQuestion(FlowNode element) {
		return element instanceof BoundaryEvent event && event.cancelActivity()
				&& ModelWords.HAND_OVER_OR_KEEP.equals(event.getAttachedTo().getId());
	}

	/** Else the case would wait for an answer about what is done. */
	private void ends() {
		this.paths
			.which((element) -> element instanceof EndEvent end && end.getParentElement() instanceof Process
					&& end.getEventDefinitions().stream().noneMatch(TerminateEventDefinition.class::isInstance))
			.forEach((id) -> this.problem.accept(id,
					"When engineering has answered, nothing is asked any more: make it a terminate end event."));
	}

}
