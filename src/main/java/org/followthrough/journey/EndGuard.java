package org.followthrough.journey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.AutomaticMessages;
import org.followthrough.correspondence.Undelivered;
import org.followthrough.promises.Promises;
import org.followthrough.review.HeldReplies;
import org.followthrough.review.Reviews;
import org.followthrough.signoff.SignOffs;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Closes cases, and lets no journey end that didn't close its case, nor a review whose
 * reply is held. The engine calls this at every end event whose id is a way to close, and
 * at the end of every journey.
 */
@Component
class EndGuard {

	private final Cases cases;

	private final SignOffs signOffs;

	private final Promises promises;

	private final HeldReplies replies;

	private final Reviews reviews;

	private final AutomaticMessages messages;

	private final Undelivered undelivered;

	EndGuard(Cases cases, SignOffs signOffs, Promises promises, HeldReplies replies, Reviews reviews,
			AutomaticMessages messages, Undelivered undelivered) {
		this.cases = cases;
		this.signOffs = signOffs;
		this.promises = promises;
		this.replies = replies;
		this.reviews = reviews;
		this.messages = messages;
		this.undelivered = undelivered;
	}

	void reached(DelegateExecution end, Closing as) {
		SupportCase closed = this.cases.get(end.getProcessBusinessKey());
		this.signOffs.requireRecordFor(closed, as);
		if (closed.heldReplies() > 0) {
			this.replies.caseEnds(closed);
		}
		this.promises.caseEnds(closed);
		this.cases.close(closed, as);
		if (as == Closing.SPAM) {
			this.undelivered.nobodyToReach(closed);
		}
		// Spam gets no answer; who left our questions unanswered was written to by a
		// person.
		if (as != Closing.SPAM && as != Closing.UNCONFIRMED) {
			this.messages.sendClosingNotice(this.cases.get(closed.id()));
		}
	}

	void ended(DelegateExecution journey) {
		String number = journey.getProcessBusinessKey();
		if (this.cases.find(number).filter(SupportCase::isOpen).isPresent()) {
			throw new StillOpen(number);
		}
	}

	/** A review ends when its reply has gone, or is known not to go. */
	void reviewEnded(DelegateExecution journey) {
		Number review = (Number) journey.getVariable(ModelWords.REVIEW);
		if (review != null && this.reviews.get(review.longValue()).isOpen()) {
			throw new StillHeld(journey.getProcessBusinessKey());
		}
	}

	/**
	 * A review was about to end, or to be ended, around its reply.
	 */
	static class StillHeld extends Refusal {

		StillHeld(String number) {
			super(Kind.CONFLICT, "A reply on " + number + " is held, so its review can't end. Review it, or take it "
					+ "back if it is yours.");
		}

	}

	/**
	 * A journey was about to end, or to be ended, around its case.
	 */
	static class StillOpen extends Refusal {

		StillOpen(String number) {
			super(Kind.CONFLICT, "Case " + number + " is open, so its journey can't end. Close the case instead: "
					+ "confirmed, unconfirmed, unsolved, duplicate, withdrawn or spam.");
		}

	}

}
