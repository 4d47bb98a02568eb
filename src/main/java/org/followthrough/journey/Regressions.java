package org.followthrough.journey;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.RuntimeService;
import org.followthrough.audit.Audit;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.defects.DefectRounds;
import org.followthrough.promises.Promises;
import org.followthrough.promises.StepPromises;
import org.followthrough.review.HeldReplies;
import org.followthrough.signoff.SignOffs;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends cases back whose fix does not hold. What was offered to their customers isn't
 * worth anything any more, so they are owed word by a person.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Regressions {

	/** What ended because it was nobody's matter stays ended. */
	private static final Set<Closing> COME_BACK = EnumSet.of(Closing.CONFIRMED, Closing.UNCONFIRMED, Closing.UNSOLVED);

	private final SupportCaseJourney journey;

	private final DefectRounds rounds;

	private final Promises promises;

	private final StepPromises steps;

	private final SignOffs signOffs;

	private final Messages messages;

	private final HeldReplies replies;

	private final Audit audit;

	private final RuntimeService runtime;

	Regressions(SupportCaseJourney journey, DefectRounds rounds, Promises promises, StepPromises steps,
			SignOffs signOffs, Messages messages, HeldReplies replies, Audit audit, @Lazy RuntimeService runtime) {
		this.journey = journey;
		this.rounds = rounds;
		this.promises = promises;
		this.steps = steps;
		this.signOffs = signOffs;
		this.messages = messages;
		this.replies = replies;
		this.audit = audit;
		this.runtime = runtime;
	}

	/**
	 * Sends a case back: to engineering, or to Support if it was closed, since its
	 * customer takes it for solved. One that is back already stays where it is.
	 * @param of the case, which the transaction has locked
	 * @param waiting the execution that waits for such news, if the case is on its way
	 * from the fix to the customer's word
	 */
	void sendBack(SupportCase of, Optional<String> waiting) {
		if (!of.isOpen()) {
			if (COME_BACK.contains(of.closedAs())) {
				goesBack(of);
				this.journey.reopen(of);
			}
			return;
		}
		waiting.ifPresent((execution) -> {
			goesBack(of);
			this.rounds.left(of);
			this.steps.end(of);
			this.replies.offerFails(of);
			if (this.signOffs.lapse(of)) {
				this.promises.owesAnswer(of, "defect-regressed");
			}
			SupportCaseJourney.engine(() -> this.runtime.messageEventReceived(ModelWords.DEFECT_REGRESSED, execution));
		});
	}

	private void goesBack(SupportCase of) {
		this.messages.takeBackOffers(of);
		this.audit.record(of.number(), "defect.sent-back", Map.of("stage", of.stage()));
	}

}
