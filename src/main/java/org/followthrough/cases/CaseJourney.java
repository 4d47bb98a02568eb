package org.followthrough.cases;

import java.time.Instant;
import java.util.List;

/**
 * What happens to a case that its journey has to know. The journey's side implements
 * this; whoever causes the event calls it, in the transaction that records it.
 */
public interface CaseJourney {

	/**
	 * A case was opened: its journey begins.
	 * @param opened the case
	 */
	void opened(SupportCase opened);

	/**
	 * The customer wrote. On a closed case this reopens it.
	 * @param to the case
	 */
	void customerWrote(SupportCase to);

	/**
	 * The customer answered a mail of ours in words. Where they are an unmistakable
	 * answer to an open question, they count as one; else it is as if they
	 * {@linkplain #customerWrote just wrote}.
	 * @param to the case
	 * @param reply the answer
	 */
	void customerReplied(SupportCase to, Reply reply);

	/**
	 * The customer asked to talk to a person.
	 * @param about the case
	 */
	void customerAskedToTalk(SupportCase about);

	/**
	 * The customer answered the sign-off question, without doubt.
	 * @param about the case
	 * @param confirmed true for yes, false for sending it back
	 */
	void customerAnswered(SupportCase about, boolean confirmed);

	/**
	 * The customer sent an explanation back for somebody else to look at.
	 * @param about the case
	 */
	void customerAskedForSomebodyElse(SupportCase about);

	/**
	 * A person found that the case ends here.
	 * @param ended the case
	 * @param as duplicate, withdrawn or spam
	 */
	void endedEarly(SupportCase ended, Closing as);

	/**
	 * A person wrote a note on a case.
	 * @param about the case
	 */
	void noted(SupportCase about);

	/**
	 * The current actor, an engineer of ours, wrote in a tracker how it goes.
	 * @param about the case
	 * @param writtenAt when they wrote it
	 */
	void reportedInTracker(SupportCase about, Instant writtenAt);

	/**
	 * An issue of a tracker was closed there. Whoever has one of its cases is told, and
	 * nothing else follows.
	 * @param cases the open cases of its defect
	 * @param issue what people call it
	 * @param once names this closing: nobody is told it twice
	 */
	void closedInTracker(List<SupportCase> cases, String issue, String once);

	/**
	 * Somebody else answers for a case.
	 * @param of the case as it is now
	 */
	void ownerChanged(SupportCase of);

	/**
	 * A person's public message reached the customer.
	 * @param word the message
	 */
	void wordReached(DeliveredWord word);

	/**
	 * A person's public message can't be delivered, or came back after it had been taken
	 * for delivered.
	 * @param caseId the case
	 * @param messageId the message
	 * @param writtenAt when it was written
	 */
	void wordFailed(long caseId, long messageId, Instant writtenAt);

	/**
	 * A promise was made or moved.
	 * @param caseNumber the case
	 * @param lookAt when somebody has to look at it
	 * @param dueAt when it is due
	 */
	void promiseMade(String caseNumber, Instant lookAt, Instant dueAt);

	/**
	 * A promise that somebody was called for has ended: they need not act on it any more.
	 * @param caseNumber the case
	 */
	void promiseEnded(String caseNumber);

}
