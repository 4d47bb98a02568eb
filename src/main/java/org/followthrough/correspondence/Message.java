package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.followthrough.cases.NextWord;
import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * Something written on a case.
 *
 * @param id row
 * @param caseId whose case
 * @param kind what it is
 * @param visibility who may read it
 * @param authorKind person, customer or system
 * @param author the account of a person, the address of a customer
 * @param door by which it came
 * @param body plain text
 * @param writtenAt when
 * @param promisedNextAt when it says the next word comes; null if it doesn't
 * @param promisedSpan the usual span that this was counted by; null where its writer
 * named the time
 * @param laterBecause why the next word comes later than usual; null unless it does
 * @param delivery how far it got
 * @param deliveredAt when it reached the customer
 * @param rfcMessageId the Message-ID of a customer's mail
 * @param wentOutAt when it went, after somebody else had a look at it; null for what goes
 * as it is written
 */
public record Message(long id, long caseId, Kind kind, Visibility visibility, String authorKind, String author,
		String door, String body, Instant writtenAt, @Nullable Instant promisedNextAt, @Nullable Span promisedSpan,
		@Nullable String laterBecause, Delivery delivery, @Nullable Instant deliveredAt, @Nullable String rfcMessageId,
		@Nullable Instant wentOutAt) {

	/**
	 * Whether the customer sees it.
	 * @return true for a public one
	 */
	public boolean isPublic() {
		return this.visibility == Visibility.PUBLIC;
	}

	/**
	 * Its words in pieces, so that readers see what is new and find the rest one click
	 * away.
	 * @return pieces that put together are its words
	 */
	public List<Piece> pieces() {
		boolean mail = this.kind == Kind.CUSTOMER || this.kind == Kind.AUTOMATIC;
		return mail ? QuotedText.of(this.body) : List.of(new Piece(Piece.Kind.WRITTEN, this.body));
	}

	/**
	 * When the customer was told it.
	 * @return when it was written, or went out if that was later
	 */
	public Instant saidAt() {
		return (this.wentOutAt != null) ? this.wentOutAt : this.writtenAt;
	}

	/**
	 * Whether it waits for somebody else to read it before it goes.
	 * @return true while it is held
	 */
	public boolean isHeld() {
		return this.delivery == Delivery.HELD;
	}

	/**
	 * Whether it was meant for the customer and will not go.
	 * @return true once its author took it back, or its case ended before it went
	 */
	public boolean isUnsent() {
		return isByPerson() && !isPublic() && this.kind != Kind.NOTE && !isHeld();
	}

	/**
	 * The next word that it tells the customer of.
	 * @return null if it doesn't
	 */
	public @Nullable NextWord next() {
		return (this.promisedNextAt != null) ? new NextWord(this.promisedNextAt, this.promisedSpan, this.laterBecause)
				: null;
	}

	/**
	 * Whether somebody who works here wrote it.
	 * @return true for a person's
	 */
	public boolean isByPerson() {
		return "person".equals(this.authorKind);
	}

	/**
	 * What a message is.
	 */
	public enum Kind {

		/** The customer's words. */
		CUSTOMER,
		/** The automatic receipt. */
		RECEIPT,
		/** A person sums the problem up and says when the next word comes. */
		ACKNOWLEDGEMENT,
		/** Word on how it goes. */
		UPDATE,
		/** A question to the customer. */
		QUESTION,
		/** What solves it, with the question whether it does. */
		ANSWER,
		/** Why it can't be solved. */
		EXPLANATION,
		/** Why the case ends. */
		CLOSING,
		/** An automatic reminder of an open question. */
		REMINDER,
		/** A fresh link that the customer asked for. */
		LINK,
		/** Between ourselves. */
		NOTE,
		/** A mail that some program wrote. */
		AUTOMATIC;

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * Whether it asks the customer to sign off.
		 * @return true for what solves it, and for why it can't be solved
		 */
		public boolean isOffer() {
			return this == ANSWER || this == EXPLANATION;
		}

	}

	/**
	 * Who may read a message.
	 */
	public enum Visibility {

		/** The customer too. */
		PUBLIC,
		/** Only those who work here. */
		INTERNAL

	}

	/**
	 * How far a message got.
	 */
	public enum Delivery {

		/** There is nothing to deliver. */
		NONE,
		/** Somebody else reads it before it goes. */
		HELD,
		/** It lies in the outbox. */
		WAITING,
		/** The customer's mail server took it. */
		DELIVERED,
		/** It can't be delivered. */
		FAILED;

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
