package org.followthrough.journey;

import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.signoff.SignOffs;

import org.springframework.stereotype.Component;

/**
 * Keeps "won't fix" from being passed off as an answer. The customer is told first that,
 * and why, it stays as it is; what helps all the same can be offered after that.
 */
@Component
class WontFix {

	static final String SENTENCE = "Engineering won't fix this. Tell the customer so, and why (\"can't be solved\"), or hand "
			+ "it over again; an answer that solves it can follow after that.";

	private final Escalations escalations;

	private final SignOffs signOffs;

	WontFix(Escalations escalations, SignOffs signOffs) {
		this.escalations = escalations;
		this.signOffs = signOffs;
	}

	/**
	 * Whether the customer doesn't know yet that engineering won't fix it.
	 */
	boolean isUntold(SupportCase of) {
		return this.escalations.currentAnswer(of.id())
			.filter((answer) -> answer.outcome() == EngineeringAnswer.Outcome.WONT_FIX)
			.filter((answer) -> !this.signOffs.explainedSince(of.id(), answer.answeredAt()))
			.isPresent();
	}

}
