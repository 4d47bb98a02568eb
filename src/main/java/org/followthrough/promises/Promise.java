package org.followthrough.promises;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A customer's next word, and when it is due. Each open case has exactly one that runs.
 *
 * @param id row
 * @param caseId whose case
 * @param kind what is promised
 * @param madeAt when
 * @param saidAt when that was said which it rests on: no word from before can keep it
 * @param remindAt when the owner is reminded
 * @param dueAt by when
 * @param remindedAt when the owner was reminded
 * @param escalatedAt when managers were called because it was overdue
 * @param endedAt when it ended; null while it runs
 * @param ending how it ended; null while it runs
 * @param messageId the word that kept it, or came too late to
 */
public record Promise(long id, long caseId, Kind kind, Instant madeAt, Instant saidAt, Instant remindAt, Instant dueAt,
		@Nullable Instant remindedAt, @Nullable Instant escalatedAt, @Nullable Instant endedAt, @Nullable Ending ending,
		@Nullable Long messageId) {

	/**
	 * Whether it still runs.
	 * @return true until it ends
	 */
	public boolean isRunning() {
		return this.endedAt == null;
	}

	/**
	 * Whether it runs although its time is over.
	 * @param now what time it is
	 * @return true when the word is late
	 */
	public boolean isOverdue(Instant now) {
		return isRunning() && !now.isBefore(this.dueAt);
	}

	/** How it ends now, by a word or, without one, with its case. */
	Ending endingBy(Instant at, @Nullable Long word) {
		if (!at.isBefore(this.dueAt)) {
			return Ending.BROKEN;
		}
		return (word != null) ? Ending.KEPT : Ending.RELEASED;
	}

	/** When it needs attention next. */
	Instant lookAt() {
		return (this.remindedAt == null) ? this.remindAt : this.dueAt;
	}

	/**
	 * What is promised.
	 */
	public enum Kind {

		/** That a person acknowledges the case. */
		ACKNOWLEDGEMENT,
		/** The next word. */
		NEXT_UPDATE;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * How a promise ends.
	 */
	public enum Ending {

		/** A person's word reached the customer in time. */
		KEPT,
		/** The word came late, or the case ended without it when it was late already. */
		BROKEN,
		/** The case ended while there was time left: nothing is owed any more. */
		RELEASED,
		/** The word that made it reached nobody, so it was never given. */
		VOID;

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
