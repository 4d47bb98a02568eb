package org.followthrough.journey;

import java.util.Locale;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defects;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * The hand-over to engineering, and what engineering answers.
 */
@Component
class EngineeringSteps implements StepsOfPeople {

	private final Defects defects;

	private final Escalations escalations;

	private final HandOverForm handOvers;

	EngineeringSteps(Defects defects, Escalations escalations, HandOverForm handOvers) {
		this.defects = defects;
		this.escalations = escalations;
		this.handOvers = handOvers;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(HandOverForm.TASK, this::escalate, ModelWords.REPRODUCE_AND_FIX, this::reproduceAndFix);
	}

	private Map<String, Object> escalate(SupportCase of, Fields fields) {
		this.escalations.handOver(of, this.handOvers.read(of, fields));
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
		this.escalations.answer(of, outcome, fields.optionalText("build").orElse("").strip(),
				fields.text("explanation"));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.ENGINEERING, outcome.word());
	}

}
