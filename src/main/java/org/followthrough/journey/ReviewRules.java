package org.followthrough.journey;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/**
 * What no way through the review of a reply may leave out: nothing goes that nobody has
 * passed, unless its time runs out; then it goes at once; and no review ends while its
 * reply is held. And the journey of a case must hear that what it waits for an answer to
 * was never sent.
 */
final class ReviewRules {

	private static final String SENDS = "sendReviewedReply";

	private static final String SENDS_UNREVIEWED = "sendUnreviewedReply";

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	ReviewRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		if (ModelWords.SUPPORT_CASE.equals(this.process.getId())) {
			takenBack();
		}
		if (ModelWords.REPLY_REVIEW.equals(this.process.getId())) {
			read();
			reworked();
			timeRunsOut();
			settled();
			ends();
		}
	}

	/** Nothing goes before somebody has read it and said that it may. */
	private void read() {
		Set<String> task = this.paths.task(ModelWords.REVIEW_REPLY);
		Set<String> sends = this.paths.steps(SENDS);
		Set<String> unread = this.paths.reachable(this.paths.plainStarts(), task, Assumption.NONE);
		Set<String> rework = this.paths.reachable(task, task, outcome(ReviewSteps.REWORK));
		Stream.concat(unread.stream(), rework.stream())
			.filter(sends::contains)
			.distinct()
			.forEach((id) -> this.problem.accept(id, "A reply can get here that nobody has passed: only \"send\" of "
					+ "the task \"" + ModelWords.REVIEW_REPLY + "\" may lead here."));
		Set<String> passed = this.paths.reachable(task, sends, outcome(ReviewSteps.SEND));
		if (task.isEmpty() || passed.stream().noneMatch(sends::contains)
				|| passed.stream().anyMatch((id) -> !sends.contains(id) && this.paths.waits(id))) {
			this.problem.accept(task.isEmpty() ? this.process.getId() : ModelWords.REVIEW_REPLY,
					"A reply that somebody has passed must go at once: \"send\" leads to " + SENDS + ".");
		}
	}

	/** What is to change goes to whoever wrote it, and is read again after that. */
	private void reworked() {
		Set<String> read = this.paths.task(ModelWords.REVIEW_REPLY);
		Set<String> task = this.paths.task(ModelWords.REWORK_REPLY);
		if (task.isEmpty() || !this.paths.rests(read, outcome(ReviewSteps.REWORK)).equals(task)
				|| !this.paths.rests(task, Assumption.NONE).equals(read)) {
			this.problem.accept(task.isEmpty() ? this.process.getId() : ModelWords.REWORK_REPLY,
					"\"rework\" must lead to the task \"" + ModelWords.REWORK_REPLY
							+ "\", and what was reworked back to the task \"" + ModelWords.REVIEW_REPLY + "\".");
		}
	}

	/** A review never breaks a promise. */
	private void timeRunsOut() {
		Optional<StartEvent> rings = this.paths.watching()
			.stream()
			.filter((start) -> start.isInterrupting() && ringsWhenDue(start))
			.findFirst();
		Set<String> sends = this.paths.steps(SENDS_UNREVIEWED);
		boolean unsent = rings
			.map((start) -> this.paths.reachable(Set.of(start.getId()), sends, Assumption.NONE)
				.stream()
				.anyMatch((id) -> !sends.contains(id) && (this.paths.waits(id) || this.paths.isEnd(id))))
			.orElse(true);
		if (unsent) {
			this.problem.accept(rings.map(StartEvent::getId).orElse(this.process.getId()),
					"A reply that nobody reads in time must go all the same: an event sub-process that interrupts, "
							+ "starts with a timer with the date ${reviewDueAt} and calls " + SENDS_UNREVIEWED
							+ " before anything else.");
		}
		Set<String> early = this.paths.reachable(this.paths.plainStarts(), Set.of(), Assumption.NONE);
		sends.stream()
			.filter(early::contains)
			.forEach((id) -> this.problem.accept(id,
					"A reply may go unreviewed only when its time has run out. Another way leads here."));
	}

	private static boolean ringsWhenDue(StartEvent start) {
		return start.getEventDefinitions()
			.stream()
			.anyMatch((event) -> event instanceof TimerEventDefinition timer && timer.getTimeDate() != null
					&& ExpressionGuard.soleName(timer.getTimeDate().getTextContent().strip())
						.filter(ModelWords.REVIEW_DUE_AT::equals)
						.isPresent());
	}

	/** Nobody reviews what has gone, or won't. */
	private void settled() {
		this.paths.hearing(ModelWords.REVIEW_SETTLED).forEach((id) -> {
			boolean anywhere = this.paths.watching()
				.stream()
				.anyMatch((start) -> id.equals(start.getId()) && start.isInterrupting());
			Set<String> after = this.paths.reachable(Set.of(id), Set.of(), Assumption.NONE);
			if (!anywhere || after.stream().anyMatch(this.paths::waits)) {
				this.problem.accept(id, "The message \"" + ModelWords.REVIEW_SETTLED + "\" ends the review wherever it "
						+ "stands: an event sub-process that interrupts must begin with it and lead to an end.");
			}
		});
	}

	private void ends() {
		Set<String> sends = this.paths.steps(SENDS);
		this.paths.reachable(this.paths.plainStarts(), sends, Assumption.NONE)
			.stream()
			.filter((id) -> this.paths.isEnd(id) && !sends.contains(id))
			.forEach((id) -> this.problem.accept(id,
					"The review can end here while its reply is held: nobody would read it any more, and it would "
							+ "never go."));
	}

	/** Else a case would wait for the answer to a question that nobody asked. */
	private void takenBack() {
		Set<String> hearing = this.paths.hearing(ModelWords.REPLY_TAKEN_BACK);
		Set<String> waiting = new HashSet<>(this.paths.calls(ModelWords.SIGN_OFF));
		waiting.stream()
			.filter((host) -> this.paths
				.which((element) -> element instanceof BoundaryEvent event && event.cancelActivity()
						&& hearing.contains(event.getId()) && host.equals(event.getAttachedTo().getId()))
				.isEmpty())
			.forEach((host) -> this.problem.accept(host, unheard()));
		if (this.paths.rests(this.paths.task("ask-customer"), Assumption.NONE)
			.stream()
			.anyMatch(
					(rest) -> this.paths.rests(Set.of(rest), Assumption.NONE).stream().noneMatch(hearing::contains))) {
			this.problem.accept("ask-customer", unheard());
		}
		hearing.stream()
			.filter((id) -> !this.paths
				.rests(Set.of(id), new Assumption(Map.of(ModelWords.SENT_BACK_TO, ModelWords.WHO_HAS_IT)))
				.equals(Set.of("investigate")))
			.forEach((id) -> this.problem.accept(id,
					"What was taken back before it went leads back to the task \"investigate\"."));
	}

	private static String unheard() {
		return "What asks the customer may be held for review, and be taken back. The case must hear that (message \""
				+ ModelWords.REPLY_TAKEN_BACK + "\") where it waits for their answer.";
	}

	private static Assumption outcome(String word) {
		return new Assumption(Map.of(ModelWords.OUTCOME, word));
	}

}
