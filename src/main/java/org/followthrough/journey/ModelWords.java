package org.followthrough.journey;

import java.util.List;
import java.util.Set;

/**
 * The words that models and code share.
 */
final class ModelWords {

	/** The process of a case's whole life. */
	static final String SUPPORT_CASE = "support-case";

	/** The called process of a hand-over to engineering. */
	static final String ESCALATION = "escalation";

	/** The called process of a check by Support. */
	static final String VERIFICATION = "verification";

	/** The called process of the customer's last word. */
	static final String SIGN_OFF = "sign-off";

	/** The process in which somebody else reads a reply before it goes. */
	static final String REPLY_REVIEW = "reply-review";

	/** The decision about severity, priority and team. */
	static final String TRIAGE = "triage";

	/** Input of triage: the team whose mailbox the customer wrote to. */
	static final String ADDRESSED_TEAM = "addressedTeam";

	/** The decision about how soon what is due is due. */
	static final String TARGETS = "targets";

	/** The customer answered where the journey waits for an answer. */
	static final String CUSTOMER_ANSWERED = "customer-answered";

	/** The customer wrote while the journey does not wait for it. */
	static final String CUSTOMER_WROTE = "customer-wrote";

	/** The customer said yes or no on the page. */
	static final String CUSTOMER_SIGNED_OFF = "customer-signed-off";

	/** The customer wants to talk to a person. */
	static final String TALK_REQUESTED = "talk-requested";

	/** The customer wrote to a closed case. */
	static final String CASE_REOPENED = "case-reopened";

	/** The overdue promise has ended, one way or another. */
	static final String PROMISE_ENDED = "promise-ended";

	/** It is somebody else's turn to have escalations. */
	static final String SHIFT_ENDED = "shift-ended";

	/** Whoever was asked what becomes of an escalation need not answer any more. */
	static final String SHIFT_SETTLED = "shift-settled";

	/** The case is the same matter as another. */
	static final String DUPLICATE_FOUND = "duplicate-found";

	/** The customer takes it back. */
	static final String WITHDRAWN = "withdrawn";

	/** It was no customer's matter. */
	static final String SPAM_FOUND = "spam-found";

	/** A case that waits for its defect to be answered has to look again. */
	static final String DEFECT_ANSWERED = "defect-answered";

	/** A case that waits for its defect's fix to be checked has to look again. */
	static final String DEFECT_VERIFIED = "defect-verified";

	/** The fix does not hold, although it had passed. */
	static final String DEFECT_REGRESSED = "defect-regressed";

	/** Nobody has to review a reply any more: it has gone, or won't. */
	static final String REVIEW_SETTLED = "review-settled";

	/** What the customer was to answer was never sent. */
	static final String REPLY_TAKEN_BACK = "reply-taken-back";

	/** All messages. */
	static final Set<String> MESSAGES = Set.of(DEFECT_ANSWERED, DEFECT_VERIFIED, DEFECT_REGRESSED, CUSTOMER_ANSWERED,
			CUSTOMER_WROTE, CUSTOMER_SIGNED_OFF, TALK_REQUESTED, CASE_REOPENED, PROMISE_ENDED, SHIFT_ENDED,
			SHIFT_SETTLED, REVIEW_SETTLED, REPLY_TAKEN_BACK, DUPLICATE_FOUND, WITHDRAWN, SPAM_FOUND);

	/** Variable: when the promise clock rings first. */
	static final String PROMISE_ATTENTION_AT = "promiseAttentionAt";

	/** Variable: what a promise needs (none, soon, overdue, still-overdue). */
	static final String PROMISE_ATTENTION = "promiseAttention";

	/** Variable: what a person chose in a form's field of that name. */
	static final String OUTCOME = "outcome";

	/** Variable: what engineering found, or that a case takes its task or waits. */
	static final String ENGINEERING = "engineering";

	/**
	 * Variable: what became of the fix: passed, failed, cannot-verify while that is
	 * decided about, or {@link #ACCEPTED}; or that a case takes the check or waits.
	 */
	static final String VERIFICATION_RESULT = "verification";

	/** Result of a verification: a manager and a second engineer let it go without. */
	static final String ACCEPTED = "accepted";

	/** Variable: how many fixes have failed one after the other. */
	static final String FAILURES = "failures";

	/** So many failures in a row call those concerned together, at the latest. */
	static final int FAILURES_TO_TALK_OVER = 3;

	/** Variable: the customer's word, or that there is none. */
	static final String SIGN_OFF_RESULT = "signOff";

	/** Variable: who shall look at what was sent back. */
	static final String SENT_BACK_TO = "sentBackTo";

	/** Variable: whether the customer was offered a solution or an explanation. */
	static final String RESOLUTION = "resolution";

	/** Variable: reminders sent to the customer since the last answer. */
	static final String REMINDERS = "reminders";

	/** Variable: how long the customer is left to sign off before a reminder. */
	static final String REMIND_CUSTOMER_AFTER = "remindCustomerAfter";

	/** Variable: the row of the review that a journey of its own is for. */
	static final String REVIEW = "review";

	/** Variable: when a held reply goes, reviewed or not. */
	static final String REVIEW_DUE_AT = "reviewDueAt";

	/** Variables for the cards in Tasklist. */
	static final String CASE_NUMBER = "caseNumber";

	/** What the case is about, for the cards in Tasklist. */
	static final String SUBJECT = "subject";

	/** Whose it is, for the cards in Tasklist. */
	static final String CUSTOMER = "customer";

	/** What the cards in Tasklist show. */
	static final List<String> CARD = List.of(CASE_NUMBER, SUBJECT, CUSTOMER);

	/** All variables. They route, or they stand on a card; data lives in our tables. */
	static final Set<String> VARIABLES = Set.of(PROMISE_ATTENTION_AT, PROMISE_ATTENTION, OUTCOME, ENGINEERING,
			VERIFICATION_RESULT, FAILURES, SIGN_OFF_RESULT, SENT_BACK_TO, RESOLUTION, REMINDERS, REMIND_CUSTOMER_AFTER,
			REVIEW, REVIEW_DUE_AT, CASE_NUMBER, SUBJECT, CUSTOMER);

	/** The start event of the promise clock; its timer is set by the promises. */
	static final String PROMISE_TIME_CAME = "promise-time-came";

	/**
	 * The start event of the clock of a called process; its timer is set by the promises.
	 */
	static final String STEP_TIME_CAME = "step-time-came";

	/** The task of a manager for an overdue promise. */
	static final String OVERDUE_PROMISE = "overdue-promise";

	/** The task of the manager above, when the customer still has no word. */
	static final String STILL_NO_WORD = "still-no-word";

	/** The task of engineering. */
	static final String REPRODUCE_AND_FIX = "reproduce-and-fix";

	/** The task of an engineer whose turn ended: what becomes of the escalation. */
	static final String HAND_OVER_OR_KEEP = "hand-over-or-keep";

	/** The task of the agent to whom a manager gave an overdue promise. */
	static final String LATE_WORD = "late-word";

	/** The task of looking at an explanation, which whoever gave it may not have. */
	static final String LOOK_AFRESH = "look-afresh";

	/** Somebody who has neither the case nor given the explanation. */
	static final String SOMEBODY_ELSE = "somebody-else";

	/** Whoever has the case. */
	static final String WHO_HAS_IT = "who-has-it";

	/** The task of verifying a fix, which nobody may have who had a hand in it. */
	static final String VERIFY_FIX = "verify-fix";

	/** The task of the manager who decides about a fix that can't be verified. */
	static final String DECIDE_UNVERIFIED = "decide-unverified";

	/** The task of the second support engineer who agrees with that manager or not. */
	static final String SECOND_OPINION = "second-opinion";

	/** The task of a manager when fixes fail again and again. */
	static final String TALK_IT_OVER = "talk-it-over";

	/** The task of reading a reply, which whoever wrote it may not have. */
	static final String REVIEW_REPLY = "review-reply";

	/** The task of changing a reply that came back. */
	static final String REWORK_REPLY = "rework-reply";

	private ModelWords() {
	}

}
