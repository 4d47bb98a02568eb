package org.followthrough.correspondence;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Mail of ours that did not arrive, for somebody to act on; what carries several messages
 * is one for each of them.
 *
 * @param id row
 * @param mailId the mail
 * @param messageId the message that it carried; null for mail that carries none
 * @param caseId the message's case; null without a message
 * @param customerId whose case that is; null without a message
 * @param caseNumber the case that it is about; null where it is about none
 * @param subject what it is about
 * @param recipient whom it was for
 * @param automatic whether a program wrote it
 * @param reason why, in the mail system's words; null once it is tried again
 * @param since when it was given up, or came back
 * @param told who was told and has to act; null where administrators see to it
 * @param settledAt when it was settled; null while somebody has to act
 * @param settledBy who settled it; null if nobody had to
 * @param outcome what became of it; null while somebody has to act
 */
public record UndeliveredWord(long id, long mailId, @Nullable Long messageId, @Nullable Long caseId,
		@Nullable Long customerId, @Nullable String caseNumber, String subject, String recipient, boolean automatic,
		@Nullable String reason, Instant since, @Nullable String told, @Nullable Instant settledAt,
		@Nullable String settledBy, @Nullable Outcome outcome) {

	/**
	 * Whether somebody has to act on it.
	 * @return true until it is settled
	 */
	public boolean isOpen() {
		return this.settledAt == null;
	}

	/**
	 * Whether it is a message of a case to its customer.
	 * @return false for mail to those who work here, and to strangers
	 */
	public boolean isToCustomer() {
		return this.customerId != null;
	}

	/**
	 * What became of mail that did not arrive.
	 */
	public enum Outcome {

		/** It was sent once more. */
		TRIED_AGAIN,
		/** The customer has another address, and it was sent there. */
		CORRECTED,
		/** Somebody reached them otherwise, or it has no point any more. */
		REACHED,
		/** The customer saw it on their page. */
		SEEN,
		/** The case was spam: there is nobody to reach. */
		NOBODY,
		/** The case's words are gone. */
		ERASED;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
