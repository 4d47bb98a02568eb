package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.verification.Fix;
import org.followthrough.verification.UnverifiedDecision.Decision;
import org.followthrough.verification.UnverifiedDecision.Part;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verification.Outcome;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * The check of a fix by Support, and what follows when it can't be made or fails again
 * and again.
 */
@Component
class VerificationSteps implements StepsOfPeople {

	private final FixAtHand fixes;

	private final Verifications verifications;

	private final UnverifiedFixes unverified;

	private final Messages messages;

	private final FixNotices notices;

	private final DefectGuide guide;

	VerificationSteps(FixAtHand fixes, Verifications verifications, UnverifiedFixes unverified, Messages messages,
			FixNotices notices, DefectGuide guide) {
		this.fixes = fixes;
		this.verifications = verifications;
		this.unverified = unverified;
		this.messages = messages;
		this.notices = notices;
		this.guide = guide;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(ModelWords.VERIFY_FIX, this::verifyFix, ModelWords.DECIDE_UNVERIFIED, this::decideUnverified,
				ModelWords.SECOND_OPINION, this::secondOpinion, ModelWords.TALK_IT_OVER, this::talkItOver);
	}

	private Map<String, Object> verifyFix(SupportCase of, Fields fields) {
		Fix fix = this.fixes.of(of);
		Outcome outcome = Outcome.of(fields.outcome())
			.orElseThrow(() -> new Invalid(ModelWords.OUTCOME, "A check can't end as " + fields.outcome() + "."));
		Verification check = this.verifications.record(of, fix, outcome,
				new Verifications.Check(fields.text("build"), fields.text("environment"),
						fields.optionalText("otherBuild").orElse(null), fields.text("steps"), fields.text("evidence"),
						fields.optionalText("cannotVerify").orElse(null)));
		int failures = this.verifications.failuresInARow(of);
		if (outcome == Outcome.CANNOT_VERIFY) {
			this.notices.cannotBeVerified(of, check);
		}
		else {
			this.notices.judged(of);
		}
		if (outcome == Outcome.FAILED && failures >= ModelWords.FAILURES_TO_TALK_OVER) {
			this.notices.keepsFailing(of, fix, check);
		}
		else if (outcome != Outcome.CANNOT_VERIFY) {
			this.guide.checked(of, fix, outcome == Outcome.PASSED);
		}
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.VERIFICATION_RESULT, outcome.word(),
				ModelWords.FAILURES, failures);
	}

	private Map<String, Object> decideUnverified(SupportCase of, Fields fields) {
		return decide(of, fields, Part.MANAGER, Outcome.CANNOT_VERIFY.word());
	}

	private Map<String, Object> secondOpinion(SupportCase of, Fields fields) {
		return decide(of, fields, Part.SECOND, ModelWords.ACCEPTED);
	}

	private Map<String, Object> decide(SupportCase of, Fields fields, Part part, String whenOffered) {
		Decision decision = Decision.of(fields.outcome())
			.orElseThrow(() -> new Invalid(ModelWords.OUTCOME, "Nobody can decide on " + fields.outcome() + "."));
		this.unverified.decide(of, this.fixes.of(of), part, decision, fields.text("reason"));
		this.notices.decided(of);
		boolean accepted = part == Part.SECOND && decision == Decision.OFFER;
		if (accepted || decision == Decision.SEND_BACK) {
			this.guide.leftUnchecked(of);
		}
		String result = switch (decision) {
			case OFFER -> whenOffered;
			case TRY_AGAIN -> Outcome.CANNOT_VERIFY.word();
			case SEND_BACK -> Outcome.FAILED.word();
		};
		return Map.of(ModelWords.OUTCOME, decision.word(), ModelWords.VERIFICATION_RESULT, result);
	}

	private Map<String, Object> talkItOver(SupportCase of, Fields fields) {
		this.verifications.talkedOver(of, this.messages.note(of, fields.text("message")).id());
		this.notices.talkedOver(of);
		// Had its other cases heard before, one of them would have engineering at work
		// already.
		this.guide.checked(of, this.fixes.of(of), false);
		return Map.of();
	}

}
