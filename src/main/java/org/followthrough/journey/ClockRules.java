package org.followthrough.journey;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.followthrough.promises.Attention;

/**
 * The clocks beside the work: they ring when the promises say, whoever is to be reminded
 * or called is, and somebody has to act until the customer has word.
 */
final class ClockRules {

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	ClockRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	/** The clock of a case's promise to its customer. */
	void ofCase() {
		Optional<StartEvent> rings = this.paths.watching()
			.stream()
			.filter((start) -> ModelWords.PROMISE_TIME_CAME.equals(start.getId()) && !start.isInterrupting())
			.findFirst();
		if (rings.isEmpty()) {
			this.problem.accept(this.process.getId(),
					"The promise clock is missing: an event sub-process that starts with the timer \""
							+ ModelWords.PROMISE_TIME_CAME + "\", doesn't interrupt, calls lookAtPromise and leads to "
							+ "the task \"" + ModelWords.OVERDUE_PROMISE + "\".");
			return;
		}
		if (!ringsWhenPromisesSay(rings.get())) {
			this.problem.accept(ModelWords.PROMISE_TIME_CAME,
					"The promise clock rings when the promises say: a timer with the date ${promiseAttentionAt}.");
		}
		Set<String> start = Set.of(ModelWords.PROMISE_TIME_CAME);
		Assumption overdue = new Assumption(Map.of(ModelWords.PROMISE_ATTENTION, Attention.OVERDUE.word()));
		Assumption stillOverdue = new Assumption(Map.of(ModelWords.PROMISE_ATTENTION, Attention.STILL_OVERDUE.word()));
		boolean unlooked = this.paths.reachable(start, this.paths.steps("lookAtPromise"), Assumption.NONE)
			.stream()
			.anyMatch((id) -> this.paths.waits(id) || this.paths.isEnd(id));
		if (unlooked || !this.paths.rests(start, overdue).equals(Set.of(ModelWords.OVERDUE_PROMISE))
				|| !this.paths.rests(start, stillOverdue).equals(Set.of(ModelWords.STILL_NO_WORD))) {
			this.problem.accept(ModelWords.PROMISE_TIME_CAME,
					"When the promise clock rings, lookAtPromise looks at the promise, and one that is overdue leads "
							+ "straight to the task \"" + ModelWords.OVERDUE_PROMISE
							+ "\", one that is still overdue to \"" + ModelWords.STILL_NO_WORD + "\".");
		}
		Assumption soon = new Assumption(Map.of(ModelWords.PROMISE_ATTENTION, Attention.SOON.word()));
		if (this.paths.reachable(start, this.paths.steps("remindOwner"), soon)
			.stream()
			.anyMatch((id) -> this.paths.isEnd(id) || this.paths.waits(id))) {
			this.problem.accept(ModelWords.PROMISE_TIME_CAME,
					"A promise that is due soon leads straight to remindOwner: its owner hears of it in good time.");
		}
		Set<String> given = this.paths.rests(this.paths.task(ModelWords.OVERDUE_PROMISE),
				new Assumption(Map.of(ModelWords.OUTCOME, "reassign")));
		if (!given.equals(Set.of(ModelWords.LATE_WORD))) {
			this.problem.accept(ModelWords.OVERDUE_PROMISE,
					"Whoever a manager gives an overdue promise to has the task \"" + ModelWords.LATE_WORD
							+ "\" next, so that it is somebody's all the time.");
		}
		Set<String> over = this.paths.hearing(ModelWords.PROMISE_ENDED);
		Stream.of(overdue, stillOverdue)
			.flatMap((late) -> this.paths.reachable(start, over, late).stream())
			.distinct()
			.filter((id) -> this.paths.isEnd(id) && !over.contains(id))
			.forEach((id) -> this.problem.accept(id, "Somebody has to act until the customer has word: only the "
					+ "message \"" + ModelWords.PROMISE_ENDED + "\" may lead here once a promise is overdue."));
	}

	private static boolean ringsWhenPromisesSay(StartEvent start) {
		return start.getEventDefinitions()
			.stream()
			.anyMatch((event) -> event instanceof TimerEventDefinition timer && timer.getTimeDate() != null
					&& ExpressionGuard.soleName(timer.getTimeDate().getTextContent().strip())
						.filter(ModelWords.PROMISE_ATTENTION_AT::equals)
						.isPresent());
	}

	/**
	 * The clock of a step: whoever has the case is reminded of what they owe, for as long
	 * as they have it.
	 * @param reminds the step that reminds them
	 */
	void ofStep(String reminds) {
		boolean rings = this.paths.watching()
			.stream()
			.anyMatch((start) -> ModelWords.STEP_TIME_CAME.equals(start.getId()) && !start.isInterrupting() && start
				.getEventDefinitions()
				.stream()
				.anyMatch((event) -> event instanceof TimerEventDefinition timer && timer.getTimeDuration() != null));
		boolean unreminded = rings
				&& this.paths.reachable(Set.of(ModelWords.STEP_TIME_CAME), this.paths.steps(reminds), Assumption.NONE)
					.stream()
					.anyMatch((id) -> this.paths.waits(id) || this.paths.isEnd(id));
		if (!rings || unreminded) {
			this.problem.accept(rings ? ModelWords.STEP_TIME_CAME : this.process.getId(),
					"The clock of this step is missing: an event sub-process that starts with the timer \""
							+ ModelWords.STEP_TIME_CAME + "\" (a duration), doesn't interrupt, and calls " + reminds
							+ " before anything else.");
		}
	}

}
