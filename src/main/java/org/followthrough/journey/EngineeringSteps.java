package org.followthrough.journey;

import java.util.Locale;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defects;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandOver;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * The hand-over to engineering, and what engineering answers.
 */
@Component
class EngineeringSteps implements StepsOfPeople {

	private final Defects defects;

	private final Escalations escalations;

	EngineeringSteps(Defects defects, Escalations escalations) {
		this.defects = defects;
		this.escalations = escalations;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of("escalate", this::escalate, ModelWords.REPRODUCE_AND_FIX, this::reproduceAndFix);
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
		this.escalations.answer(of, outcome, fields.text("build").strip(), fields.text("explanation"));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.ENGINEERING, outcome.word());
	}

}
