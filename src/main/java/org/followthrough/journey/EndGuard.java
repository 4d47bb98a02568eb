package org.followthrough.journey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.promises.Promises;
import org.followthrough.signoff.SignOffs;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Closes cases, and lets no journey end that didn't close its case. The engine calls this
 * at every end event whose id is a way to close, and at the end of every journey.
 */
@Component
class EndGuard {

	private final Cases cases;

	private final SignOffs signOffs;

	private final Promises promises;

	private final Messages messages;

	EndGuard(Cases cases, SignOffs signOffs, Promises promises, Messages messages) {
		this.cases = cases;
		this.signOffs = signOffs;
		this.promises = promises;
		this.messages = messages;
	}

	void reached(DelegateExecution end, Closing as) {
		SupportCase closed = this.cases.get(end.getProcessBusinessKey());
		this.signOffs.requireRecordFor(closed, as);
		this.promises.caseEnds(closed);
		this.cases.close(closed, as);
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
