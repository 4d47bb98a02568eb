package org.followthrough.promises;

import java.time.Instant;

import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * What is owed next, and when it is due. Each open case has exactly one that runs to its
 * customer, and at most one of whoever has the case just now to Support.
 *
 * @param id row
 * @param caseId whose case
 * @param kind what is promised
 * @param madeAt when
 * @param saidAt when that was said which it rests on: no word from before can keep it
 * @param remindAt when the owner is reminded
 * @param dueAt by when
 * @param countedFrom from when {@code dueAt} was counted; null where a person named it
 * @param span what was counted, in working time; null where a person named {@code dueAt}
 * @param toldAt the time that the customer was told; null if they weren't told any
 * @param remindedAt when the owner was reminded
 * @param escalatedAt when managers were called because it was overdue
 * @param called who was called: 0 nobody, 1 the team's manager, 2 the manager above
 * @param pausedAt since when it waits for the customer; null unless it does
 * @param pausedLeft how much working time was left then
 * @param endedAt when it ended; null while it runs
 * @param ending how it ended; null while it runs
 * @param messageId the word that kept it, or came too late to
 */
public record Promise(long id, long caseId, Kind kind, Instant madeAt, Instant saidAt, Instant remindAt, Instant dueAt,
		@Nullable Instant countedFrom, @Nullable Span span, @Nullable Instant toldAt, @Nullable Instant remindedAt,
		@Nullable Instant escalatedAt, int called, @Nullable Instant pausedAt, @Nullable Span pausedLeft,
		@Nullable Instant endedAt, @Nullable Ending ending, @Nullable Long messageId) {

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

	/**
	 * Whether its clock stands still because a question lies with the customer.
	 * @return true until they answer, or until we have waited long enough
	 */
	public boolean isPaused() {
		return isRunning() && this.pausedAt != null;
	}

	/** How it ends now, by a word or, without one, with its case. */
	Ending endingBy(Instant at, boolean kept) {
		if (!at.isBefore(this.dueAt)) {
			return Ending.BROKEN;
		}
		return kept ? Ending.KEPT : Ending.RELEASED;
	}

	/**
	 * When it needs attention next.
	 * @return when its owner is to be reminded, or managers are to be called
	 */
	public Instant lookAt() {
		return (this.remindedAt == null) ? this.remindAt : this.dueAt;
	}

	/**
	 * What is promised.
	 */
	public enum Kind {

		/** That a person acknowledges the case. */
		ACKNOWLEDGEMENT,
		/** The next word. */
		NEXT_UPDATE,
		/** An answer to what the customer wrote. */
		ANSWER,
		/** The next word while the customer says whether that is the end of it. */
		SIGN_OFF,
		/** Engineering's first answer to a hand-over. */
		ENGINEERING_ANSWER,
		/** Engineering's next report. */
		ENGINEERING_REPORT,
		/** That a fix is verified. */
		VERIFICATION;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
		}

		/**
		 * Whether it is owed to the customer.
		 * @return false for what engineering and verifiers owe to Support
		 */
		public boolean isToCustomer() {
			return switch (this) {
				case ACKNOWLEDGEMENT, NEXT_UPDATE, ANSWER, SIGN_OFF -> true;
				case ENGINEERING_ANSWER, ENGINEERING_REPORT, VERIFICATION -> false;
			};
		}

	}

	/**
	 * How a promise ends.
	 */
	public enum Ending {

		/** A person's word reached the customer in time; or the step was done in time. */
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
