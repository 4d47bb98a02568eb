package org.followthrough.review;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.HeldMessages;
import org.followthrough.correspondence.Message;
import org.followthrough.review.Review.Ending;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of replies that are held: they go, reviewed or because they must, or there
 * is nothing any more that they would be about.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class HeldReplies {

	private final ReviewLedger ledger;

	private final HeldMessages held;

	private final ReviewNotices notices;

	private final ReviewTime time;

	private final ReviewJourney journey;

	private final Cases cases;

	HeldReplies(ReviewLedger ledger, HeldMessages held, ReviewNotices notices, ReviewTime time, ReviewJourney journey,
			Cases cases) {
		this.ledger = ledger;
		this.held = held;
		this.notices = notices;
		this.time = time;
		this.journey = journey;
		this.cases = cases;
	}

	void begins(SupportCase on, Message first, Set<Reason> reasons, Instant dueAt) {
		this.journey.begins(this.ledger.begin(on, first, reasons, dueAt), on);
	}

	/**
	 * Lets a reply go that somebody passed.
	 * @param id the review
	 */
	public void sendReviewed(long id) {
		this.ledger.find(id).filter(Review::isOpen).ifPresent((review) -> letGo(review, Ending.SENT));
	}

	/**
	 * Lets a reply go because its time has run out, and tells its author and the manager
	 * of its team.
	 * @param id the review
	 */
	public void sendUnreviewed(long id) {
		this.ledger.find(id).filter(Review::isOpen).ifPresent((review) -> {
			SupportCase on = this.cases.lock(review.caseId());
			this.ledger.record(on, review, "time-ran-out", Map.of());
			letGo(review, Ending.UNREVIEWED);
			this.notices.settled(on);
			this.notices.wentUnreviewed(on, review);
		});
	}

	private void letGo(Review review, Ending ending) {
		this.held.of(review.messageId()).forEach((on, message) -> letAcknowledgementGoFirst(on, message.id()));
		this.ledger.end(review, ending);
		this.held.release(review.messageId()).forEach(this.journey::went);
	}

	/**
	 * A customer isn't told anything before they were told how we understood them: where
	 * an acknowledgement is held, and something goes that was written after it, it goes
	 * first.
	 */
	void letAcknowledgementGoFirst(SupportCase on, long before) {
		List<Message> waiting = this.held.on(on)
			.stream()
			.filter((message) -> message.kind() == Message.Kind.ACKNOWLEDGEMENT && message.id() < before)
			.toList();
		this.ledger.ofMessages(waiting).forEach((review) -> {
			this.ledger.record(on, review, "overtaken", Map.of());
			letGo(review, Ending.UNREVIEWED);
			this.journey.isSettled(review, on);
		});
	}

	/**
	 * A case ends: what is held on it will not go. A reply about several cases that began
	 * on this one doesn't go to the others either; its author is told.
	 * @param ended the case, locked
	 */
	public void caseEnds(SupportCase ended) {
		List<Message> kept = this.held.on(ended);
		Collection<Review> open = this.ledger.ofMessages(kept);
		kept.forEach((message) -> this.held.withdraw(ended, message));
		open.stream().filter((review) -> review.caseId() == ended.id()).forEach((review) -> pointless(ended, review));
	}

	/**
	 * What was offered to a customer doesn't hold: an offer that is held will not go, and
	 * its author is told.
	 * @param on the case, locked
	 */
	public void offerFails(SupportCase on) {
		List<Message> offers = this.held.on(on).stream().filter((message) -> message.kind().isOffer()).toList();
		this.ledger.ofMessages(offers).forEach((review) -> {
			pointless(on, review);
			this.notices.notSent(on, review);
		});
	}

	private void pointless(SupportCase on, Review review) {
		this.ledger.record(on, review, "pointless", Map.of());
		Map<SupportCase, Message> others = this.held.of(review.messageId());
		others.forEach(this.held::withdraw);
		this.ledger.end(review, Ending.POINTLESS);
		this.journey.isSettled(review, on);
		others.keySet()
			.stream()
			.filter((other) -> other.id() != on.id())
			.forEach((other) -> this.notices.notSent(other, review));
	}

	/**
	 * A promise is due at another time: what is held has to go before that. It never
	 * waits longer for it.
	 * @param on the case
	 * @param promised when word is due
	 */
	public void promised(SupportCase on, Instant promised) {
		Instant latest = this.time.before(promised);
		this.ledger.ofMessages(this.held.on(on))
			.stream()
			.filter((review) -> review.dueAt().isAfter(latest))
			.forEach((review) -> this.ledger.bringForward(on, review, latest)
				.ifPresent((sooner) -> this.journey.isDueSooner(sooner, this.cases.get(sooner.caseId()))));
	}

}
