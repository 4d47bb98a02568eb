package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who works here is told about a case.
 *
 * @param kind what it is
 * @param caseNumber the case
 * @param subject what the case is about
 * @param due when the thing is due, or was
 * @param reason why, in the mail system's words, or which issue it is about; null where
 * nothing is to be added
 */
public record Notice(Kind kind, String caseNumber, String subject, Instant due, @Nullable String reason) {

	/**
	 * What a person is told, the most urgent first.
	 */
	public enum Kind {

		/** The manager was called, and the customer still has no word. */
		WORD_STILL_MISSING,
		/** The customer was not given word in time: the manager is called. */
		WORD_OVERDUE,
		/** What was written to the customer did not arrive. */
		WORD_UNDELIVERED,
		/** The customer is to have word soon. */
		WORD_DUE_SOON,
		/** The customer did not answer in time: the case waits for our word again. */
		PAUSE_ENDED,
		/** Somebody asks how it goes with what this person has. */
		ASKED,
		/** Somebody else's escalation is theirs now. */
		ESCALATION_HANDED_OVER,
		/** An escalation was passed on without the one who had it. */
		ESCALATION_PASSED_ON,
		/** Their turn ended: what becomes of the escalation that they have? */
		SHIFT_ENDED,
		/** Engineering did not say in time how it goes. */
		ENGINEERING_LATE,
		/** Engineering is to say soon how it goes. */
		ENGINEERING_DUE_SOON,
		/** Customers have a fix that nobody has verified. */
		RELEASED_UNVERIFIED,
		/**
		 * Fixes fail their verification again and again: those concerned talk it over.
		 */
		FIX_KEEPS_FAILING,
		/** Nobody can verify a fix: a manager decides what becomes of it. */
		FIX_CANNOT_BE_VERIFIED,
		/** An issue was closed in its tracker: is it fixed, and in which build? */
		CLOSED_IN_TRACKER,
		/** A fix was not checked in time. */
		VERIFICATION_LATE,
		/** A fix is to be checked soon. */
		VERIFICATION_DUE_SOON

	}

}
