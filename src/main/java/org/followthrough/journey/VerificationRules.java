package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.Process;
import org.followthrough.verification.UnverifiedDecision.Decision;
import org.followthrough.verification.Verification.Outcome;

/**
 * What no way through the process of a verification may leave out: a fix that can't be
 * verified is decided about by two, and one that fails again and again calls those
 * concerned together.
 */
final class VerificationRules {

	private static final Set<String> TASKS = Set.of(ModelWords.VERIFY_FIX, ModelWords.DECIDE_UNVERIFIED,
			ModelWords.SECOND_OPINION, ModelWords.TALK_IT_OVER);

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	VerificationRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		Map<String, Object> cannotVerify = Map.of(ModelWords.VERIFICATION_RESULT, Outcome.CANNOT_VERIFY.word(),
				ModelWords.OUTCOME, Outcome.CANNOT_VERIFY.word());
		leads(ModelWords.VERIFY_FIX, cannotVerify, ModelWords.DECIDE_UNVERIFIED,
				"A fix that can't be verified is decided about by a manager first");
		Map<String, Object> offered = Map.of(ModelWords.VERIFICATION_RESULT, Outcome.CANNOT_VERIFY.word(),
				ModelWords.OUTCOME, Decision.OFFER.word());
		leads(ModelWords.DECIDE_UNVERIFIED, offered, ModelWords.SECOND_OPINION,
				"What a manager would offer unverified, a second support engineer decides about next");
		for (String judge : List.of(ModelWords.DECIDE_UNVERIFIED, ModelWords.SECOND_OPINION)) {
			leads(judge, Map.of(ModelWords.OUTCOME, Decision.TRY_AGAIN.word()), ModelWords.VERIFY_FIX,
					"Whoever says that it shall be tried again is heard");
		}
		Map<String, Object> failed = Map.of(ModelWords.VERIFICATION_RESULT, Outcome.FAILED.word(), ModelWords.OUTCOME,
				Outcome.FAILED.word(), ModelWords.FAILURES, ModelWords.FAILURES_TO_TALK_OVER);
		leads(ModelWords.VERIFY_FIX, failed, ModelWords.TALK_IT_OVER,
				"When fixes have failed " + ModelWords.FAILURES_TO_TALK_OVER
						+ " times in a row, engineer, verifier and manager talk it over before anything else");
	}

	/** The one task comes before any other and before the end. */
	private void leads(String from, Map<String, Object> known, String to, String sentence) {
		Assumption assumption = new Assumption(known);
		Set<String> tasks = this.paths.task(from);
		Set<String> before = this.paths.reachable(tasks, this.paths.task(to), assumption);
		boolean otherwise = before.stream()
			.anyMatch((id) -> !id.equals(to) && (this.paths.isEnd(id) || TASKS.contains(id)));
		if (tasks.isEmpty() || otherwise || !before.contains(to)) {
			this.problem.accept(tasks.isEmpty() ? this.process.getId() : from, sentence + ": the task \"" + to + "\".");
		}
	}

}
