package org.followthrough.journey;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.cases.Closing;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.promises.Attention;
import org.followthrough.verification.Verification.Outcome;
import org.jspecify.annotations.Nullable;

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

	private static final String DECIDE_UNANSWERED = "decide-unanswered";

	private static final String READ_ANSWER = "read-answer";

	/** The process that a task belongs to. Elsewhere the rules would not see it. */
	private static final Map<String, String> HOMES = Map.ofEntries(Map.entry(ACKNOWLEDGE, ModelWords.SUPPORT_CASE),
			Map.entry(INVESTIGATE, ModelWords.SUPPORT_CASE), Map.entry("ask-customer", ModelWords.SUPPORT_CASE),
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
			Map.entry(DECIDE_UNANSWERED, ModelWords.SIGN_OFF), Map.entry(READ_ANSWER, ModelWords.SIGN_OFF));

	private static final Set<Closing> SIGNED_OFF = Set.of(Closing.CONFIRMED, Closing.UNCONFIRMED, Closing.UNSOLVED);

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
	PromiseRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		homes();
		switch (this.process.getId()) {
			case ModelWords.SUPPORT_CASE -> supportCase();
			case ModelWords.ESCALATION -> escalation();
			case ModelWords.VERIFICATION -> verification();
			case ModelWords.SIGN_OFF -> signOff();
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
		handedOver();
		verified();
		answersAreSignedOff();
		lookedAtAfresh();
		ends();
		clock();
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
		for (String word : List.of("ask-customer", HandOverForm.TASK, ANSWER, EXPLAIN_UNSOLVED)) {
			if (reachable.contains(word)) {
				this.problem.accept(word, "A case can get here without having been acknowledged by a person.");
			}
		}
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

	private void ends() {
		Set<String> signOffs = this.paths.calls(ModelWords.SIGN_OFF);
		Set<String> unsigned = this.paths.reachable(this.paths.starts(), signOffs, Assumption.NONE);
		Set<String> closings = this.paths.which((element) -> Closing.of(element.getId()).isPresent());
		for (String id : this.paths.which(this::isOnMainPath)) {
			if (!this.paths.isEnd(id)) {
				continue;
			}
			if (Closing.of(id).filter(SIGNED_OFF::contains).isEmpty()) {
				this.problem.accept(id, "A case can't end here: the id of an end on the main path must be one of "
						+ "confirmed, unconfirmed, unsolved.");
			}
			else if (this.paths.which((element) -> id.equals(element.getId()) && isTerminating(element)).isEmpty()) {
				this.problem.accept(id, "The end of a case must end all of it: make it a terminate end event.");
			}
			else if (unsigned.contains(id)) {
				this.problem.accept(id, "A case can end here without having been signed off.");
			}
			closings.remove(id);
		}
		closings.removeIf(this::breaksOff);
		closings
			.forEach((id) -> this.problem.accept(id, "An end of this name closes the case, and here it can't end."));
		for (String signOff : signOffs) {
			endsAs(signOff, "confirmed", "solved", Closing.CONFIRMED);
			endsAs(signOff, "unanswered", "solved", Closing.UNCONFIRMED);
			endsAs(signOff, "confirmed", "unsolved", Closing.UNSOLVED);
			endsAs(signOff, "unanswered", "unsolved", Closing.UNSOLVED);
			endsAs(signOff, "sent-back", "solved", null);
			endsAs(signOff, "sent-back", "unsolved", null);
		}
	}

	private void endsAs(String signOff, String word, String resolution, @Nullable Closing as) {
		Assumption assumption = new Assumption(
				Map.of(ModelWords.SIGN_OFF_RESULT, word, ModelWords.RESOLUTION, resolution));
		Set<String> ends = this.paths.reachable(Set.of(signOff), this.paths.calls(ModelWords.SIGN_OFF), assumption);
		ends.removeIf((id) -> !this.paths.isEnd(id));
		Set<String> right = (as != null) ? Set.of(as.word()) : Set.of();
		if (!ends.equals(right)) {
			this.problem.accept(ends.stream().filter((id) -> !right.contains(id)).findFirst().orElse(signOff),
					"When the customer's word is \"" + word + "\" and what they were offered is \"" + resolution
							+ "\", the case " + ((as != null) ? "must be able to end as " + as.word() : "can't end")
							+ ", and not otherwise.");
		}
	}

	private void clock() {
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

	private void escalation() {
		endsOnlyAfter(Set.of(ModelWords.REPRODUCE_AND_FIX));
		stepClock("remindEngineer");
	}

	/** Whoever has the case is reminded of what they owe, for as long as they have it. */
	private void stepClock(String reminds) {
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

	private void verification() {
		endsOnlyAfter(Set.of(ModelWords.VERIFY_FIX));
		stepClock("remindVerifier");
		new VerificationRules(this.process, this.paths, this.problem).check();
	}

	private void signOff() {
		Set<String> words = new HashSet<>(this.paths.hearing(ModelWords.CUSTOMER_SIGNED_OFF));
		words.add(READ_ANSWER);
		words.add(DECIDE_UNANSWERED);
		endsOnlyAfter(words);
		Set<String> starts = this.paths.plainStarts();
		for (int sent = 0; sent < REMINDERS; sent++) {
			Assumption reminded = new Assumption(Map.of(ModelWords.REMINDERS, sent));
			if (this.paths.reachable(starts, this.paths.steps("remindCustomer"), reminded)
				.contains(DECIDE_UNANSWERED)) {
				this.problem.accept(DECIDE_UNANSWERED, "The customer is reminded " + REMINDERS
						+ " times before somebody decides on their silence. Here it can be " + sent + ".");
				return;
			}
		}
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

	/** Whether an element is neither in an event sub-process nor such a thing itself. */
	private boolean isOnMainPath(FlowNode element) {
		for (ModelElementInstance at = element; at instanceof FlowNode; at = at.getParentElement()) {
			if (at instanceof SubProcess inner && inner.triggeredByEvent()) {
				return false;
			}
		}
		return true;
	}

	/** {@link MessageRules} sees to it that such an end is for its message. */
	private boolean breaksOff(String end) {
		return this.paths.watching()
			.stream()
			.anyMatch((start) -> start.isInterrupting()
					&& this.paths.rests(Set.of(start.getId()), Assumption.NONE).contains(end));
	}

	private static boolean isTerminating(FlowNode element) {
		return element instanceof EndEvent end && end.getParentElement() instanceof Process
				&& end.getEventDefinitions().stream().anyMatch(TerminateEventDefinition.class::isInstance);
	}

}
