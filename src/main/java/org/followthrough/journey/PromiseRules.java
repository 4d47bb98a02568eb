package org.followthrough.journey;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.Process;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.verification.Verification.Outcome;

/**
 * The promises to customers, as rules about the paths of a process: what no way through
 * it may leave out. The guards in the code would stop a case that came by another way;
 * these rules keep a model from leading one there.
 */
final class PromiseRules {

	private static final String ACKNOWLEDGE = "acknowledge";

	private static final String INVESTIGATE = "investigate";

	private static final String ANSWER = "answer";

	private static final String EXPLAIN_UNSOLVED = "explain-unsolved";

	private static final String ASK_CUSTOMER = "ask-customer";

	/** The task that each outcome of an investigation means. */
	private static final Map<String, String> CHOICES = new TreeMap<>(
			Map.of("answer", ANSWER, "ask", ASK_CUSTOMER, "unsolved", EXPLAIN_UNSOLVED, "escalate", HandOverForm.TASK));

	private static final String DECIDE_UNANSWERED = SignOffRules.DECIDE_UNANSWERED;

	private static final String READ_ANSWER = SignOffRules.READ_ANSWER;

	/** The process that a task belongs to. Elsewhere the rules would not see it. */
	private static final Map<String, String> HOMES = Map.ofEntries(Map.entry(ACKNOWLEDGE, ModelWords.SUPPORT_CASE),
			Map.entry(INVESTIGATE, ModelWords.SUPPORT_CASE), Map.entry(ASK_CUSTOMER, ModelWords.SUPPORT_CASE),
			Map.entry(HandOverForm.TASK, ModelWords.SUPPORT_CASE), Map.entry(ANSWER, ModelWords.SUPPORT_CASE),
			Map.entry(EXPLAIN_UNSOLVED, ModelWords.SUPPORT_CASE), Map.entry("read-message", ModelWords.SUPPORT_CASE),
			Map.entry("talk-to-customer", ModelWords.SUPPORT_CASE),
			Map.entry(ModelWords.OVERDUE_PROMISE, ModelWords.SUPPORT_CASE),
			Map.entry(ModelWords.LATE_WORD, ModelWords.SUPPORT_CASE),
			Map.entry(ModelWords.STILL_NO_WORD, ModelWords.SUPPORT_CASE),
			Map.entry(ModelWords.REPRODUCE_AND_FIX, ModelWords.ESCALATION),
			Map.entry(ModelWords.HAND_OVER_OR_KEEP, ModelWords.ESCALATION),
			Map.entry(ModelWords.VERIFY_FIX, ModelWords.VERIFICATION),
			Map.entry(ModelWords.LOOK_AFRESH, ModelWords.SUPPORT_CASE),
			Map.entry(ModelWords.DECIDE_UNVERIFIED, ModelWords.VERIFICATION),
			Map.entry(ModelWords.SECOND_OPINION, ModelWords.VERIFICATION),
			Map.entry(ModelWords.TALK_IT_OVER, ModelWords.VERIFICATION),
			Map.entry(DECIDE_UNANSWERED, ModelWords.SIGN_OFF), Map.entry(READ_ANSWER, ModelWords.SIGN_OFF),
			Map.entry(ModelWords.REVIEW_REPLY, ModelWords.REPLY_REVIEW),
			Map.entry(ModelWords.REWORK_REPLY, ModelWords.REPLY_REVIEW));

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	PromiseRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		homes();
		switch (this.process.getId()) {
			case ModelWords.SUPPORT_CASE -> supportCase();
			case ModelWords.ESCALATION ->
				new ClockRules(this.process, this.paths, this.problem).ofStep("remindEngineer");
			case ModelWords.VERIFICATION -> {
				new ClockRules(this.process, this.paths, this.problem).ofStep("remindVerifier");
				new VerificationRules(this.process, this.paths, this.problem).check();
			}
			case ModelWords.SIGN_OFF -> new SignOffRules(this.process, this.paths, this.problem).check();
			default -> {
				// A process that somebody added promises nothing of its own.
			}
		}
	}

	private void homes() {
		HOMES.forEach((task, home) -> {
			if (!home.equals(this.process.getId()) && !this.paths.task(task).isEmpty()) {
				this.problem.accept(task, "The task \"" + task + "\" belongs to the process \"" + home + "\".");
			}
		});
	}

	private void supportCase() {
		beginning();
		acknowledged();
		chosen();
		asked();
		handedOver();
		verified();
		answersAreSignedOff();
		lookedAtAfresh();
		new EndRules(this.paths, this.problem).check();
		new ClockRules(this.process, this.paths, this.problem).ofCase();
	}

	/**
	 * The receipt goes out and the first promise is made before anything else happens.
	 */
	private void beginning() {
		Set<String> opened = this.paths.plainStarts();
		Map.of("sendReceipt", "its receipt", "triage", "its first promise, which triage makes")
			.forEach((step, what) -> this.paths.reachable(opened, this.paths.steps(step), Assumption.NONE)
				.stream()
				.filter((id) -> this.paths.waits(id) || this.paths.isEnd(id))
				.findFirst()
				.ifPresent((id) -> this.problem.accept(id, "A case can get here without " + what + ".")));
	}

	private void acknowledged() {
		Set<String> begins = new HashSet<>(this.paths.plainStarts());
		this.paths.watching().forEach((start) -> begins.add(start.getId()));
		Set<String> reachable = this.paths.reachable(begins, this.paths.task(ACKNOWLEDGE), Assumption.NONE);
		for (String word : List.of(ASK_CUSTOMER, HandOverForm.TASK, ANSWER, EXPLAIN_UNSOLVED)) {
			if (reachable.contains(word)) {
				this.problem.accept(word, "A case can get here without having been acknowledged by a person.");
			}
		}
	}

	/** What somebody chose after their investigation is what comes next. */
	private void chosen() {
		CHOICES.forEach((outcome, task) -> this.paths
			.rests(this.paths.task(INVESTIGATE), new Assumption(Map.of(ModelWords.OUTCOME, outcome)))
			.stream()
			.filter((id) -> CHOICES.containsValue(id) && !id.equals(task))
			.forEach((id) -> this.problem.accept(id,
					"Who chose \"" + outcome + "\" can get here, and meant \"" + task + "\".")));
	}

	/** Nobody waits for an answer to what was never asked. */
	private void asked() {
		Set<String> unasked = this.paths.reachable(this.paths.starts(), this.paths.task(ASK_CUSTOMER), Assumption.NONE);
		this.paths.hearing(ModelWords.CUSTOMER_ANSWERED)
			.stream()
			.filter(unasked::contains)
			.forEach((id) -> this.problem.accept(id, "A case can get here without the customer having been asked: the "
					+ "task \"" + ASK_CUSTOMER + "\" comes first."));
	}

	/** What engineering sends back is handed over anew, by whoever handed it over. */
	private void handedOver() {
		this.paths
			.rests(this.paths.calls(ModelWords.ESCALATION),
					new Assumption(Map.of(ModelWords.ENGINEERING, EngineeringAnswer.Outcome.INCOMPLETE.word())))
			.stream()
			.filter((id) -> !id.equals(HandOverForm.TASK))
			.forEach(
					(id) -> this.problem.accept(id, "What engineering sent back as incomplete can get here. It must go "
							+ "back to \"" + HandOverForm.TASK + "\"."));
	}

	private void verified() {
		Set<String> engineering = this.paths.calls(ModelWords.ESCALATION);
		Set<String> verification = this.paths.calls(ModelWords.VERIFICATION);
		Set<String> checkedOrChosen = new HashSet<>(verification);
		checkedOrChosen.add(INVESTIGATE);
		Set<String> afterFix = this.paths.rests(engineering, new Assumption(Map.of(ModelWords.ENGINEERING, "fixed")));
		boolean around = this.paths.reachable(engineering, checkedOrChosen, Assumption.NONE).contains(ANSWER);
		if (around) {
			this.problem.accept(ANSWER, "A fix can get here without having been verified by Support.");
		}
		afterFix.stream()
			.filter((id) -> !verification.contains(id) && !(around && id.equals(ANSWER)))
			.forEach((id) -> this.problem.accept(id,
					"A fix can get here without having been verified by Support. It must be verified next."));
		verification.stream()
			.filter((id) -> !this.paths
				.reachable(Set.of(id), verification,
						new Assumption(Map.of(ModelWords.VERIFICATION_RESULT, Outcome.PASSED.word())))
				.contains(ANSWER))
			.forEach((id) -> this.problem.accept(id,
					"A fix that passed its verification must be able to get to \"" + ANSWER + "\"."));
		Set<String> afterFailure = new HashSet<>();
		for (Outcome outcome : EnumSet.complementOf(EnumSet.of(Outcome.PASSED))) {
			afterFailure.addAll(this.paths.reachable(verification, engineering,
					new Assumption(Map.of(ModelWords.VERIFICATION_RESULT, outcome.word()))));
		}
		for (String offer : List.of(ANSWER, EXPLAIN_UNSOLVED)) {
			if (afterFailure.contains(offer)) {
				this.problem.accept(offer,
						"A fix that did not pass its verification can get here. It must go back to engineering.");
			}
		}
	}

	private void answersAreSignedOff() {
		Set<String> signOffs = this.paths.calls(ModelWords.SIGN_OFF);
		Set<String> answers = Set.of(ANSWER, EXPLAIN_UNSOLVED);
		Set<String> before = new HashSet<>(signOffs);
		before.addAll(this.paths.starts());
		Set<String> answered = new HashSet<>(answers);
		answered.addAll(this.paths.task(ModelWords.LOOK_AFRESH));
		Set<String> unanswered = this.paths.reachable(before, answered, Assumption.NONE);
		signOffs.stream()
			.filter(unanswered::contains)
			.forEach((id) -> this.problem.accept(id,
					"The customer can be asked here to sign off what nobody has answered them."));
		for (String answer : answers) {
			this.paths.rests(this.paths.task(answer), Assumption.NONE)
				.stream()
				.filter((id) -> !signOffs.contains(id))
				.forEach((id) -> this.problem.accept(id, "After \"" + answer
						+ "\" the customer is asked to sign off. This comes first, and nobody would hear their word."));
		}
	}

	/**
	 * What the customer asks somebody else to look at comes to them, and from them back
	 * to the customer or to the investigation.
	 */
	private void lookedAtAfresh() {
		Set<String> signOffs = this.paths.calls(ModelWords.SIGN_OFF);
		Set<String> task = this.paths.task(ModelWords.LOOK_AFRESH);
		Set<String> asked = this.paths.rests(signOffs, new Assumption(Map.of(ModelWords.SIGN_OFF_RESULT, "sent-back",
				ModelWords.RESOLUTION, "unsolved", ModelWords.SENT_BACK_TO, ModelWords.SOMEBODY_ELSE)));
		if (!signOffs.isEmpty() && (task.isEmpty() || !asked.equals(task))) {
			this.problem.accept(
					asked.stream().filter((id) -> !task.contains(id)).findFirst().orElse(this.process.getId()),
					"When the customer asks that somebody else looks, the task \"" + ModelWords.LOOK_AFRESH
							+ "\" must come next.");
		}
		Map.of("stands", signOffs, "investigate", Set.of(INVESTIGATE))
			.forEach((outcome, next) -> this.paths.rests(task, new Assumption(Map.of(ModelWords.OUTCOME, outcome)))
				.stream()
				.filter((id) -> !next.contains(id))
				.forEach((id) -> this.problem.accept(id, "After \"" + ModelWords.LOOK_AFRESH + "\" with the outcome \""
						+ outcome + "\" this comes first, and it must be " + String.join(" or ", next) + ".")));
	}

}
