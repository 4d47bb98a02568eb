package org.followthrough.journey;

import java.util.Locale;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defects;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandOver;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * The hand-over to engineering, what engineering answers, and the check by Support.
 */
@Component
class EngineeringSteps implements StepsOfPeople {

	private final Defects defects;

	private final Escalations escalations;

	private final Verifications verifications;

	EngineeringSteps(Defects defects, Escalations escalations, Verifications verifications) {
		this.defects = defects;
		this.escalations = escalations;
		this.verifications = verifications;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of("escalate", this::escalate, ModelWords.REPRODUCE_AND_FIX, this::reproduceAndFix,
				ModelWords.VERIFY_FIX, this::verifyFix);
	}

	private Map<String, Object> escalate(SupportCase of, Fields fields) {
		this.escalations.handOver(of, new HandOver(fields.text("steps"), fields.text("expected"), fields.text("seen"),
				fields.optionalText("environment").orElse(null), fields.optionalText("customerSees").orElse(null)));
		hangOnDefect(of, fields.optionalText("sameDefectAs").orElse(""));
		return Map.of();
	}

	/**
	 * Each hand-over belongs to a defect: the named one, the one it was on, a new one.
	 */
	private void hangOnDefect(SupportCase of, String named) {
		if (!named.isBlank()) {
			this.defects.link(of, this.defects.find(named.strip().toUpperCase(Locale.ROOT))
				.orElseThrow(() -> new Invalid("sameDefectAs",
						"There is no defect " + named.strip() + ". Leave the field empty if it is a new one.")));
		}
		else if (this.defects.ofCase(of.id()).isEmpty()) {
			this.defects.open(of);
		}
	}

	private Map<String, Object> reproduceAndFix(SupportCase of, Fields fields) {
		EngineeringAnswer.Outcome outcome = EngineeringAnswer.Outcome.of(fields.outcome())
			.orElseThrow(() -> new Invalid(ModelWords.OUTCOME, "Engineering can't answer " + fields.outcome() + "."));
		this.escalations.answer(of, outcome, fields.text("build"), fields.text("explanation"));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.ENGINEERING, outcome.word());
	}

	private Map<String, Object> verifyFix(SupportCase of, Fields fields) {
		EngineeringAnswer fix = this.escalations.currentFix(of.id())
			.orElseThrow(() -> new IllegalStateException(of.number() + " has no fix to verify"));
		Verification.Outcome outcome = "passed".equals(fields.outcome()) ? Verification.Outcome.PASSED
				: Verification.Outcome.FAILED;
		this.verifications.record(of, fix.id(), fix.answeredBy(), outcome,
				new Verifications.Check(fields.text("build"), fields.text("steps"), fields.text("evidence")));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.VERIFICATION_RESULT, outcome.word());
	}

}
