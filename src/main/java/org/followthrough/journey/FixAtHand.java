package org.followthrough.journey;

import java.util.Optional;

import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.verification.Fix;

import org.springframework.stereotype.Component;

/**
 * The fix of a case as those who judge it need to know it: what engineering answered
 * last, and who had a hand in it.
 */
@Component
class FixAtHand {

	private final Escalations escalations;

	private final DefectGuide guide;

	FixAtHand(Escalations escalations, DefectGuide guide) {
		this.escalations = escalations;
		this.guide = guide;
	}

	/**
	 * The fix that is to be verified, or was last.
	 */
	Optional<Fix> find(SupportCase of) {
		return this.escalations.currentFix(of.id()).map((answer) -> of(of, answer));
	}

	/**
	 * The fix of a case that must have one.
	 */
	Fix of(SupportCase of) {
		return find(of).orElseThrow(() -> new IllegalStateException(of.number() + " has no fix to verify"));
	}

	private Fix of(SupportCase of, EngineeringAnswer answer) {
		return new Fix(answer.id(), this.guide.checkedAs(of, answer), answer.build(), answer.answeredBy(),
				this.escalations.assignedBy(answer));
	}

}
