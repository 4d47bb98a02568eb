package org.followthrough.trackers;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A tracker did not do what it was asked. The message is in words for a person.
 */
class TrackerTrouble extends RuntimeException {

	private final Kind kind;

	private final @Nullable Instant until;

	private TrackerTrouble(Kind kind, String words, @Nullable Instant until) {
		super(words, null, false, false);
		this.kind = kind;
		this.until = until;
	}

	TrackerTrouble(Kind kind, String words) {
		this(kind, words, null);
	}

	static TrackerTrouble busy(Instant until, String words) {
		return new TrackerTrouble(Kind.BUSY, words, until);
	}

	Kind kind() {
		return this.kind;
	}

	/** When it may be asked again, where it said so. */
	@Nullable Instant until() {
		return this.until;
	}

	String words() {
		return String.valueOf(getMessage());
	}

	/**
	 * What the trouble is.
	 */
	enum Kind {

		/** It was not reached: nothing was done. */
		UNREACHED(false, true),
		/** It did not answer in time: what was asked may have been done. */
		SILENT(true, true),
		/** It failed: what was asked may have been done. */
		FAILED(true, true),
		/** It wants to be left alone for a while. */
		BUSY(false, true),
		/** It doesn't take our token. */
		DENIED(false, true),
		/** It doesn't want what was asked. */
		REFUSED(false, false),
		/** It has no such thing, or not any more. */
		GONE(false, false);

		private final boolean doubtful;

		private final boolean passing;

		Kind(boolean doubtful, boolean passing) {
			this.doubtful = doubtful;
			this.passing = passing;
		}

		/** Whether what was asked may have been done all the same. */
		boolean isDoubtful() {
			return this.doubtful;
		}

		/** Whether it may work later, without anybody changing what is asked. */
		boolean isPassing() {
			return this.passing;
		}

	}

}
