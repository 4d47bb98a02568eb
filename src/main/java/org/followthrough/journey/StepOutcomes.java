package org.followthrough.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.promises.Attention;
import org.followthrough.signoff.SignOff;
import org.followthrough.verification.UnverifiedDecision;
import org.followthrough.verification.Verification;

/**
 * Every way in which the steps of the models can turn out: what {@link SupportCaseSteps}
 * set by themselves, what people's steps ({@link StepsOfPeople}) set by what was chosen,
 * and what messages bring along. A rehearsal takes each of them; the tests of the journey
 * see to it that the real steps know no other.
 */
public final class StepOutcomes {

	private static final String WHO_HAS_IT = "who-has-it";

	private static final List<StepOutcome> ONE = List.of(StepOutcome.NOTHING);

	private StepOutcomes() {
	}

	/**
	 * How a step that the application does can turn out.
	 * @param step the step's name
	 * @return at least one way
	 */
	public static List<StepOutcome> ofStep(String step) {
		return switch (step) {
			case "lookAtPromise" -> Arrays.stream(Attention.values()).map((attention) -> outcome(switch (attention) {
				case NONE -> "nothing is due yet";
				case SOON -> "the promise is due soon";
				case OVERDUE -> "the promise is overdue";
				case STILL_OVERDUE -> "the promise is still overdue";
			}, ModelWords.PROMISE_ATTENTION, attention.word())).toList();
			case "joinDefect" -> List.of(outcome("nobody has the defect yet", ModelWords.ENGINEERING, DefectGuide.OPEN),
					outcome("another case has the defect already", ModelWords.ENGINEERING, DefectGuide.WAITING),
					outcome("the defect is fixed already", ModelWords.ENGINEERING,
							EngineeringAnswer.Outcome.FIXED.word()),
					outcome("it is known not to be a defect", ModelWords.ENGINEERING,
							EngineeringAnswer.Outcome.NOT_A_DEFECT.word()),
					outcome("it is known that it won't be fixed", ModelWords.ENGINEERING,
							EngineeringAnswer.Outcome.WONT_FIX.word()));
			case "joinVerification" ->
				List.of(outcome("nobody checks the fix yet", ModelWords.VERIFICATION_RESULT, DefectGuide.OPEN),
						outcome("it is being checked for another case", ModelWords.VERIFICATION_RESULT,
								DefectGuide.WAITING),
						outcome("it has passed for another case", ModelWords.VERIFICATION_RESULT,
								Verification.Outcome.PASSED.word()),
						outcome("it has failed for another case", ModelWords.VERIFICATION_RESULT,
								Verification.Outcome.FAILED.word()));
			case "remindCustomer" -> List.of(new StepOutcome("", Map.of(), Set.of(ModelWords.REMINDERS)),
					new StepOutcome("the answer itself is still held for review", Map.of(), Set.of()));
			default -> ONE;
		};
	}

	/**
	 * How a person's task can turn out.
	 * @param task the task's id in its model
	 * @param chosen what they chose as the outcome; empty when the form asks for none
	 * @return at least one way
	 */
	public static List<StepOutcome> ofTask(String task, String chosen) {
		Map<String, Object> values = new HashMap<>();
		if (!chosen.isEmpty()) {
			values.put(ModelWords.OUTCOME, chosen);
		}
		switch (task) {
			case "acknowledge", "ask-customer", "read-message", "talk-to-customer", HandOverForm.TASK,
					ModelWords.LATE_WORD, ModelWords.TALK_IT_OVER, ModelWords.REWORK_REPLY ->
				values.clear();
			case "answer" -> values.putAll(offered(SignOff.Resolution.SOLVED));
			case "explain-unsolved" -> values.putAll(offered(SignOff.Resolution.UNSOLVED));
			case ModelWords.LOOK_AFRESH -> {
				if (!"investigate".equals(chosen)) {
					values.putAll(offered(SignOff.Resolution.UNSOLVED));
				}
			}
			case ModelWords.REPRODUCE_AND_FIX -> values.put(ModelWords.ENGINEERING, chosen);
			case ModelWords.VERIFY_FIX -> {
				return verified(chosen);
			}
			case ModelWords.DECIDE_UNVERIFIED ->
				values.put(ModelWords.VERIFICATION_RESULT, decided(chosen, Verification.Outcome.CANNOT_VERIFY.word()));
			case ModelWords.SECOND_OPINION ->
				values.put(ModelWords.VERIFICATION_RESULT, decided(chosen, ModelWords.ACCEPTED));
			case "decide-unanswered" -> {
				if ("close".equals(chosen)) {
					values.put(ModelWords.SIGN_OFF_RESULT, SignOff.Answer.UNANSWERED.word());
				}
				else {
					values.put(ModelWords.REMINDERS, 0);
				}
			}
			case "read-answer" -> {
				if (!"neither".equals(chosen)) {
					values.put(ModelWords.SIGN_OFF_RESULT,
							SignOff.Answer.CONFIRMED.word().equals(chosen) ? chosen : SignOff.Answer.SENT_BACK.word());
					values.put(ModelWords.SENT_BACK_TO, ModelWords.SOMEBODY_ELSE.equals(chosen) ? chosen : WHO_HAS_IT);
				}
			}
			default -> {
				// What was chosen is all there is, as for a task that a manager added.
			}
		}
		return List.of(new StepOutcome("", values, Set.of()));
	}

	/** As many failures in a row as a model can tell apart. */
	private static List<StepOutcome> verified(String chosen) {
		boolean passed = Verification.Outcome.PASSED.word().equals(chosen);
		boolean failed = Verification.Outcome.FAILED.word().equals(chosen);
		List<StepOutcome> outcomes = new ArrayList<>();
		for (int failures = failed ? 1 : 0; failures <= (passed ? 0 : ModelWords.FAILURES_TO_TALK_OVER); failures++) {
			outcomes.add(new StepOutcome(failed ? "for the %s time in a row".formatted(ordinal(failures)) : "", Map
				.of(ModelWords.OUTCOME, chosen, ModelWords.VERIFICATION_RESULT, chosen, ModelWords.FAILURES, failures),
					Set.of()));
		}
		return outcomes;
	}

	private static String ordinal(int failures) {
		return switch (failures) {
			case 1 -> "first";
			case 2 -> "second";
			default -> "third";
		};
	}

	private static String decided(String chosen, String whenOffered) {
		return switch (UnverifiedDecision.Decision.of(chosen).orElse(UnverifiedDecision.Decision.SEND_BACK)) {
			case OFFER -> whenOffered;
			case TRY_AGAIN -> Verification.Outcome.CANNOT_VERIFY.word();
			case SEND_BACK -> Verification.Outcome.FAILED.word();
		};
	}

	private static Map<String, Object> offered(SignOff.Resolution resolution) {
		return Map.of(ModelWords.RESOLUTION, resolution.name().toLowerCase(Locale.ROOT),
				ModelWords.REMIND_CUSTOMER_AFTER, "P2D");
	}

	/**
	 * What every process of the journey is begun with.
	 * @param at when clocks shall ring first
	 * @return the values that it reads before a step sets them
	 */
	public static Map<String, Object> beginning(Instant at) {
		return Map.of(ModelWords.PROMISE_ATTENTION_AT, Variables.dateValue(Date.from(at), true),
				ModelWords.REVIEW_DUE_AT, Variables.dateValue(Date.from(at), true), ModelWords.REVIEW, 1L);
	}

	/**
	 * What a message can bring along.
	 * @param message its name
	 * @return at least one way
	 */
	public static List<StepOutcome> ofMessage(String message) {
		return switch (message) {
			case ModelWords.CUSTOMER_SIGNED_OFF ->
				List.of(outcome("yes, it is solved", ModelWords.SIGN_OFF_RESULT, SignOff.Answer.CONFIRMED.word()),
						outcome("not yet", ModelWords.SIGN_OFF_RESULT, SignOff.Answer.SENT_BACK.word()),
						new StepOutcome("somebody else should look at it", Map.of(ModelWords.SIGN_OFF_RESULT,
								SignOff.Answer.SENT_BACK.word(), ModelWords.SENT_BACK_TO, ModelWords.SOMEBODY_ELSE),
								Set.of()));
			case ModelWords.REPLY_TAKEN_BACK -> List.of(outcome("", ModelWords.SENT_BACK_TO, WHO_HAS_IT));
			default -> ONE;
		};
	}

	private static StepOutcome outcome(String words, String name, Object value) {
		return new StepOutcome(words, Map.of(name, value), Set.of());
	}

}
