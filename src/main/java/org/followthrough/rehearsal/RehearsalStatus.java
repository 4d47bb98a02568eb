package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A rehearsal that somebody asked for, and how far it is.
 *
 * @param id row
 * @param title what it is of, for people
 * @param askedBy the manager
 * @param askedAt when
 * @param status how it stands
 * @param states how many states were come to so far
 * @param edges how many things were tried in them so far
 * @param replayedFrom since when cases were opened that are replayed; null if none are
 * @param cases how many those are, once they are counted
 * @param replayed how many of them were replayed so far
 * @param cancelledBy who cancelled it, if somebody did
 * @param endedAt when it ended
 * @param passed whether everything was tried and nothing is wrong
 * @param problem why it could not be rehearsed, as a sentence
 */
public record RehearsalStatus(long id, String title, String askedBy, Instant askedAt, Status status, int states,
		int edges, @Nullable Instant replayedFrom, int cases, int replayed, @Nullable String cancelledBy,
		@Nullable Instant endedAt, boolean passed, @Nullable String problem) {

	/**
	 * Whether there is more to come.
	 * @return false once it has ended
	 */
	public boolean isUnderWay() {
		return this.status == Status.WAITING || this.status == Status.RUNNING;
	}

	/**
	 * Whether it will tell what there is to tell by itself.
	 * @return false once it has ended, or somebody has cancelled it
	 */
	public boolean isToBeAwaited() {
		return isUnderWay() && this.cancelledBy == null;
	}

	/**
	 * Whether it found something wrong, or a bound that kept it from trying everything.
	 * @return false for one that passed, and for one that has no result
	 */
	public boolean isFailed() {
		return this.status == Status.DONE && !this.passed;
	}

	/**
	 * How a rehearsal stands.
	 */
	public enum Status {

		/** It waits for its turn. */
		WAITING,
		/** It runs. */
		RUNNING,
		/** It has ended, and says what it found. */
		DONE,
		/** Somebody cancelled it. */
		CANCELLED,
		/** It could not be rehearsed. */
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
