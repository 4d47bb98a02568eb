package org.followthrough.journey;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.instance.Process;

/**
 * The customer has the last word: a sign-off ends by it, by somebody who read it, or,
 * after reminders, by a person who decides on their silence.
 */
final class SignOffRules {

	static final String DECIDE_UNANSWERED = "decide-unanswered";

	static final String READ_ANSWER = "read-answer";

	private static final int REMINDERS = 2;

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	SignOffRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		Set<String> words = new HashSet<>(this.paths.hearing(ModelWords.CUSTOMER_SIGNED_OFF));
		words.add(READ_ANSWER);
		words.add(DECIDE_UNANSWERED);
		endsOnlyAfter(words);
		undecided(DECIDE_UNANSWERED, "write-again", words);
		undecided(READ_ANSWER, "neither", words);
		Set<String> starts = this.paths.plainStarts();
		Set<String> reminders = this.paths.steps("remindCustomer");
		for (int sent = 0; sent < REMINDERS; sent++) {
			Assumption reminded = new Assumption(Map.of(ModelWords.REMINDERS, sent));
			Set<String> unreminded = this.paths.reachable(starts, reminders, reminded);
			if (reminders.stream().noneMatch(unreminded::contains) || unreminded.contains(DECIDE_UNANSWERED)) {
				this.problem.accept(unreminded.contains(DECIDE_UNANSWERED) ? DECIDE_UNANSWERED : this.process.getId(),
						"The customer is reminded " + REMINDERS + " times before somebody decides on their silence. "
								+ "Here it can be " + sent + ".");
				return;
			}
		}
		if (!this.paths.reachable(starts, Set.of(), new Assumption(Map.of(ModelWords.REMINDERS, REMINDERS)))
			.contains(DECIDE_UNANSWERED)) {
			this.problem.accept(this.process.getId(), "After " + REMINDERS + " reminders a person decides on the "
					+ "customer's silence: the task \"" + DECIDE_UNANSWERED + "\".");
		}
	}

	/** Where a person has not decided, the customer's word is waited for again. */
	private void undecided(String task, String outcome, Set<String> words) {
		this.paths.reachable(this.paths.task(task), words, new Assumption(Map.of(ModelWords.OUTCOME, outcome)))
			.stream()
			.filter((id) -> this.paths.isEnd(id) && !words.contains(id))
			.findFirst()
			.ifPresent((id) -> this.problem.accept(task, "With the outcome \"" + outcome
					+ "\" nothing is decided: the customer's word must be waited for again, and here it can end."));
	}

	/** No path ends before one of some elements was completed. */
	private void endsOnlyAfter(Set<String> elements) {
		this.paths.reachable(this.paths.plainStarts(), elements, Assumption.NONE)
			.stream()
			.filter((id) -> this.paths.isEnd(id) && !elements.contains(id))
			.forEach(
					(id) -> this.problem.accept(id, "The process \"" + this.process.getId() + "\" can end here without "
							+ elements.stream().sorted().collect(Collectors.joining(" or ")) + "."));
	}

}
