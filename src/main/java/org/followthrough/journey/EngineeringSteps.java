package org.followthrough.journey;

import java.util.Locale;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defects;
import org.followthrough.defects.FixDoubts;
import org.followthrough.defects.SimilarCases;
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

	private final DefectGuide guide;

	private final FixDoubts doubts;

	private final SimilarCases similar;

	EngineeringSteps(Defects defects, Escalations escalations, HandOverForm handOvers, DefectGuide guide,
			FixDoubts doubts, SimilarCases similar) {
		this.defects = defects;
		this.escalations = escalations;
		this.handOvers = handOvers;
		this.guide = guide;
		this.doubts = doubts;
		this.similar = similar;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(HandOverForm.TASK, this::escalate, ModelWords.REPRODUCE_AND_FIX, this::reproduceAndFix);
	}

	private Map<String, Object> escalate(SupportCase of, Fields fields) {
		this.escalations.handOver(of, this.handOvers.read(of, fields));
		hangOnDefect(of, fields.optionalText("sameDefectAs").orElse(""));
		fields.optionalText("ownCheckBecause").ifPresent((because) -> this.doubts.askOwnCheck(of, because));
		this.similar.learn(of, fields.text("steps") + "\n" + fields.text("seen"));
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
		this.guide.answered(of, this.escalations.answer(of, outcome, fields.optionalText("build").orElse("").strip(),
				fields.text("explanation")));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.ENGINEERING, outcome.word());
	}

}
