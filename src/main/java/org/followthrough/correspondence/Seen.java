package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.SupportCase;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the customer saw on their page has reached them, whatever became of its mail: a
 * mail that comes back later takes nothing away.
 */
@Component
public class Seen {

	private final MessageMapper messages;

	private final Cases cases;

	private final Undelivered undelivered;

	private final CaseJourney journey;

	private final Audit audit;

	private final Clock clock;

	Seen(MessageMapper messages, Cases cases, Undelivered undelivered, @Lazy CaseJourney journey, Audit audit,
			Clock clock) {
		this.messages = messages;
		this.cases = cases;
		this.undelivered = undelivered;
		this.journey = journey;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * The customer looked at their page.
	 * @param caseId the case
	 * @param upTo the last message on it
	 * @param shownAt when it was made: what went out later isn't on it, however early it
	 * was written
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void onThePage(long caseId, long upTo, Instant shownAt) {
		SupportCase of = this.cases.lock(caseId);
		Instant now = this.clock.instant();
		this.messages.unseen(caseId, upTo, shownAt).forEach((word) -> seen(of, word, now));
	}

	private void seen(SupportCase of, Message word, Instant now) {
		this.messages.seen(word.id(), now);
		if (word.delivery() == Message.Delivery.DELIVERED) {
			this.audit.record(of.number(), "message.seen", Map.of("message", word.id()));
			return;
		}
		this.undelivered.seen(word.id());
		this.audit.record(of.number(), "message.delivered", Map.of("message", word.id(), "by", "page"));
		if (of.isOpen()) {
			this.journey.wordReached(
					new DeliveredWord(of.id(), word.id(), word.writtenAt(), now, word.next(), word.kind().isOffer()));
		}
	}

}
