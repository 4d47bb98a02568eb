package org.followthrough.signoff;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One question to the customer whether it is solved (or, if it can't be, whether they
 * accept that), and the answer.
 *
 * @param id row
 * @param caseId the case
 * @param resolution what was offered
 * @param messageId the message that asked
 * @param askedAt when; null while that message is held
 * @param reminders how often the customer was reminded
 * @param answer what came back; null while it is open
 * @param answeredAt when
 * @param answeredBy the customer's address, or whoever decided that none will come or
 * ended the case
 * @param words what the customer wrote with it
 * @param decidedBy the person who read the customer's words or the silence; null when the
 * customer's answer needed no reading
 * @param toSomebodyElse whether the customer sent it back for somebody else to look at
 * @param afresh whether what was offered is what somebody else found
 */
public record SignOff(long id, long caseId, Resolution resolution, long messageId, @Nullable Instant askedAt,
		int reminders, @Nullable Answer answer, @Nullable Instant answeredAt, @Nullable String answeredBy,
		@Nullable String words, @Nullable String decidedBy, boolean toSomebodyElse, boolean afresh) {

	/**
	 * Whether the customer may ask that somebody else looks: once for each explanation.
	 * @return false for what solves it, and for what somebody else has looked at
	 */
	public boolean mayGoToSomebodyElse() {
		return isOpen() && this.resolution == Resolution.UNSOLVED && !this.afresh;
	}

	/**
	 * Whether the customer is still to answer.
	 * @return true while it is open
	 */
	public boolean isOpen() {
		return this.answer == null;
	}

	/**
	 * What the customer was offered.
	 */
	public enum Resolution {

		/** What solves it. */
		SOLVED,
		/** Why it can't be solved. */
		UNSOLVED

	}

	/**
	 * What came back.
	 */
	public enum Answer {

		/** Yes. */
		CONFIRMED,
		/** Not yet, or: somebody else should look. */
		SENT_BACK,
		/** Nothing, and a person decided to wait no longer. */
		UNANSWERED,
		/** Nothing, because the case ended another way first. */
		LAPSED;

		/**
		 * The word for it in data and models.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
