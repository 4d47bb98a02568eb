package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.followthrough.cases.Closing;

/**
 * Where a process must hear what the application tells it. A message that nobody hears
 * would be lost without a word; one that is heard in two places would reach the wrong
 * one.
 */
final class MessageRules {

	/** The process that hears a message, for those that only one does. */
	private static final Map<String, String> HOMES = new TreeMap<>(
			Map.ofEntries(Map.entry(ModelWords.CUSTOMER_WROTE, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.TALK_REQUESTED, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.CASE_REOPENED, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.PROMISE_ENDED, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.DUPLICATE_FOUND, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.WITHDRAWN, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.SPAM_FOUND, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.DEFECT_REGRESSED, ModelWords.SUPPORT_CASE),
					Map.entry(ModelWords.DEFECT_ANSWERED, ModelWords.ESCALATION),
					Map.entry(ModelWords.DEFECT_VERIFIED, ModelWords.VERIFICATION),
					Map.entry(ModelWords.CUSTOMER_SIGNED_OFF, ModelWords.SIGN_OFF)));

	static {
		HOMES.put(ModelWords.SHIFT_ENDED, ModelWords.ESCALATION);
		HOMES.put(ModelWords.SHIFT_SETTLED, ModelWords.ESCALATION);
		HOMES.put(ModelWords.REVIEW_SETTLED, ModelWords.REPLY_REVIEW);
		HOMES.put(ModelWords.REPLY_TAKEN_BACK, ModelWords.SUPPORT_CASE);
	}

	/** What may be heard in several places of that process. */
	private static final Set<String> MANY = Set.of(ModelWords.PROMISE_ENDED, ModelWords.DEFECT_REGRESSED,
			ModelWords.REPLY_TAKEN_BACK);

	/** The way to close to which each message leads that ends a case early. */
	private static final Map<String, Closing> EARLY = Map.of(ModelWords.DUPLICATE_FOUND, Closing.DUPLICATE,
			ModelWords.WITHDRAWN, Closing.WITHDRAWN, ModelWords.SPAM_FOUND, Closing.SPAM);

	/** The task to which each message leads that comes while the journey goes on. */
	private static final Map<String, String> MEANWHILE = Map.of(ModelWords.CUSTOMER_WROTE, "read-message",
			ModelWords.TALK_REQUESTED, "talk-to-customer");

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	MessageRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		homes();
		if (ModelWords.SUPPORT_CASE.equals(this.process.getId())) {
			this.paths.watching().forEach(this::watching);
			this.paths.hearing(ModelWords.CASE_REOPENED).forEach(this::reopened);
			promiseEnded();
		}
		if (ModelWords.SIGN_OFF.equals(this.process.getId())) {
			signedOff();
		}
	}

	private void homes() {
		HOMES.forEach((message, home) -> {
			List<String> hearing = List.copyOf(this.paths.hearing(message));
			boolean here = home.equals(this.process.getId());
			if (here && hearing.isEmpty()) {
				this.problem.accept(this.process.getId(),
						"Nothing in the model hears the message \"" + message + "\".");
			}
			hearing.stream()
				.skip(here ? MANY.contains(message) ? hearing.size() : 1 : 0)
				.forEach((id) -> this.problem.accept(id,
						"The message \"" + message + "\" is heard in one place, and in the process \"" + home + "\"."));
			if (EARLY.containsKey(message) || MEANWHILE.containsKey(message)
					|| ModelWords.SHIFT_ENDED.equals(message)) {
				hearing.stream()
					.filter((id) -> this.paths.watching().stream().noneMatch((start) -> id.equals(start.getId())))
					.forEach((id) -> this.problem.accept(id, "The message \"" + message
							+ "\" comes at any time: an event sub-process of the journey must begin with it."));
			}
		});
	}

	/** What comes while the journey goes on, and what breaks it off. */
	private void watching(StartEvent start) {
		String message = Paths.heard(start).orElse("");
		if (start.isInterrupting()) {
			Closing as = EARLY.get(message);
			if (as == null || !this.paths.rests(Set.of(start.getId()), Assumption.NONE).equals(Set.of(as.word()))) {
				this.problem.accept(start.getId(),
						"What interrupts a case stops its clock. It must lead straight to the end that its message is "
								+ "for: duplicate-found to duplicate, withdrawn to withdrawn, spam-found to spam.");
			}
		}
		else if (EARLY.containsKey(message)) {
			this.problem.accept(start.getId(),
					"The message \"" + message + "\" breaks the journey off: it interrupts.");
		}
		else if (MEANWHILE.containsKey(message)) {
			String task = MEANWHILE.get(message);
			Set<String> reachable = this.paths.reachable(Set.of(start.getId()), this.paths.task(task), Assumption.NONE);
			if (!reachable.contains(task) || reachable.stream().anyMatch(this.paths::isEnd)) {
				this.problem.accept(start.getId(), "Every way from here must lead to the task \"" + task + "\".");
			}
		}
	}

	private void reopened(String start) {
		Set<String> people = this.paths.which((element) -> element instanceof UserTask);
		this.paths.rests(Set.of(start), Assumption.NONE)
			.stream()
			.filter((id) -> !people.contains(id))
			.forEach((id) -> this.problem.accept(id, "A reopened case goes to a person first."));
	}

	/** Nobody keeps a task for a promise that has ended. */
	private void promiseEnded() {
		for (String task : List.of(ModelWords.OVERDUE_PROMISE, ModelWords.LATE_WORD, ModelWords.STILL_NO_WORD)) {
			if (!this.paths.task(task).isEmpty() && !isHeard(ModelWords.PROMISE_ENDED, task)) {
				this.problem.accept(task, "The message \"" + ModelWords.PROMISE_ENDED
						+ "\" must interrupt what is done about an overdue promise.");
			}
		}
	}

	/** Wherever the process waits, the customer can say yes or no. */
	private void signedOff() {
		Set<String> hearing = this.paths.hearing(ModelWords.CUSTOMER_SIGNED_OFF);
		this.paths.reachable(this.paths.plainStarts(), hearing, Assumption.NONE)
			.stream()
			.filter((id) -> this.paths.waits(id) && !isHeard(ModelWords.CUSTOMER_SIGNED_OFF, id))
			.forEach((id) -> this.problem.accept(id, "While the process waits here, nobody hears the customer's yes or "
					+ "no (message \"" + ModelWords.CUSTOMER_SIGNED_OFF + "\", which interrupts)."));
	}

	private boolean isHeard(String message, String waiting) {
		return !this.paths
			.which((element) -> element instanceof BoundaryEvent event && event.cancelActivity()
					&& Paths.heard(event).filter(message::equals).isPresent()
					&& this.paths.isWithin(waiting, event.getAttachedTo().getId()))
			.isEmpty();
	}

}
