package org.followthrough.journey;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.DefectNews;
import org.followthrough.defects.DefectRounds;
import org.followthrough.defects.FixDoubts;
import org.followthrough.defects.Turn;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.verification.Fix;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Brings together a case's escalation, the check of its fix, and its defect, on which
 * other cases hang.
 */
@Component
class DefectGuide {

	/** Nobody has the task yet. */
	static final String OPEN = "open";

	/** Another case of the defect has the task. */
	static final String WAITING = "waiting";

	private static final String PASSED = "passed";

	private static final String FAILED = "failed";

	private final DefectRounds rounds;

	private final FixDoubts doubts;

	private final Escalations escalations;

	private final Verifications verifications;

	DefectGuide(DefectRounds rounds, FixDoubts doubts, Escalations escalations, Verifications verifications) {
		this.rounds = rounds;
		this.doubts = doubts;
		this.escalations = escalations;
		this.verifications = verifications;
	}

	/**
	 * A case comes to engineering.
	 * @return what engineering has answered, or whether the case takes the task or waits
	 */
	String comesToEngineering(SupportCase of) {
		Turn turn = this.rounds.comesToEngineering(of, answerOf(of));
		Long answered = turn.answerId();
		if (answered != null) {
			return this.escalations.answerSame(of, answered).outcome().word();
		}
		return turn.waits() ? WAITING : OPEN;
	}

	/**
	 * A case comes to Support's check.
	 * @return how the check ended, or whether the case takes the task or waits
	 */
	String comesToVerification(SupportCase of) {
		Turn turn = this.escalations.currentFix(of.id())
			.map((fix) -> this.rounds.comesToVerification(of, fix.origin()))
			.orElseThrow(() -> new IllegalStateException(of.number() + " has no fix to verify"));
		return switch (turn.kind()) {
			case PASSED -> PASSED;
			case FAILED -> FAILED;
			case WAITS -> WAITING;
			default -> OPEN;
		};
	}

	/**
	 * Whether a case that waits for engineering's answer on another one need not wait any
	 * more.
	 */
	boolean leavesEngineering(SupportCase of) {
		return !this.rounds.lookAtEngineering(of, answerOf(of)).waits();
	}

	/**
	 * Whether a case that waits for the check of another one need not wait any more.
	 */
	boolean leavesVerification(SupportCase of) {
		return this.escalations.currentFix(of.id())
			.filter((fix) -> this.rounds.lookAtVerification(of, fix.origin()).waits())
			.isEmpty();
	}

	/** That a hand-over was sent back says nothing of the defect. */
	private @Nullable Long answerOf(SupportCase of) {
		return this.escalations.lastFinding(of.id()).map(EngineeringAnswer::origin).orElse(null);
	}

	/**
	 * Engineering has answered on a case. What it sends back lacks something in this
	 * case's hand-over only: another case of the defect gets the task.
	 */
	void answered(SupportCase of, EngineeringAnswer answer) {
		if (answer.isSentBack()) {
			this.rounds.left(of);
		}
		else {
			this.rounds.answered(of, answer.id(), DefectNews.Kind.valueOf(answer.outcome().name()));
		}
	}

	/**
	 * The row under which a check of a case's fix is kept: that of all cases of the
	 * defect, unless the case has a check by itself.
	 */
	long checkedAs(SupportCase of, EngineeringAnswer fix) {
		return (fix.sameAs() == null || this.doubts.hasOwnCheck(of.id())) ? fix.id() : fix.origin();
	}

	/**
	 * Support has checked a case's fix.
	 */
	void checked(SupportCase of, Fix fix, boolean passed) {
		this.rounds.checked(of, fix.checkedAs(), passed);
	}

	/**
	 * A case leaves Support's check without a result that others could go by.
	 */
	void leftUnchecked(SupportCase of) {
		this.rounds.left(of);
	}

	/**
	 * The news that took back the fix of a case.
	 */
	@Nullable Long regressionOf(SupportCase of) {
		return this.escalations.currentFix(of.id()).flatMap((fix) -> this.doubts.regression(fix.origin())).orElse(null);
	}

	/**
	 * Refuses to offer a customer the fix of their case unless it holds, and has passed
	 * or may be offered without.
	 * @throws FixDoesNotHold if somebody saw that it doesn't
	 */
	void requireOfferable(SupportCase of) {
		this.escalations.currentFix(of.id()).ifPresent((fix) -> {
			if (this.doubts.regression(fix.origin()).isPresent()) {
				throw new FixDoesNotHold();
			}
			this.verifications.requirePassed(fix.id(), checkedAs(of, fix));
		});
	}

	/**
	 * What was verified once is not any more.
	 */
	static class FixDoesNotHold extends Refusal {

		FixDoesNotHold() {
			super(Kind.CONFLICT, "The fix for this case does not hold: it was seen to fail after it had passed. It "
					+ "can't be offered to the customer. Engineering has to look again.");
		}

	}

}
