package org.followthrough.review;

import java.time.Instant;
import java.util.Optional;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;

/**
 * What a review needs of the journeys of cases. The journey's side implements this; it is
 * called in the transaction that records the change, with the case locked.
 */
public interface ReviewJourney {

	/**
	 * When a customer is to have word.
	 * @param of a case of theirs
	 * @return the time of the running promise
	 */
	Optional<Instant> promisedBy(SupportCase of);

	/**
	 * A review begins.
	 * @param review the review
	 * @param on its case
	 */
	void begins(Review review, SupportCase on);

	/**
	 * A reply has to go sooner.
	 * @param review the review with its new time
	 * @param on its case, which need not be locked
	 */
	void isDueSooner(Review review, SupportCase on);

	/**
	 * Nobody has to review a reply any more: it has gone, or won't.
	 * @param review the review
	 * @param on its case
	 */
	void isSettled(Review review, SupportCase on);

	/**
	 * A message that was held is on its way.
	 * @param on its case
	 * @param message the message
	 */
	void went(SupportCase on, Message message);

	/**
	 * A message that was held will not go, because whoever wrote it took it back. If the
	 * journey waits for the customer's answer to it, it waits no longer.
	 * @param on its case
	 * @param message the message
	 */
	void takenBack(SupportCase on, Message message);

}
