package org.followthrough.review;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A reply that somebody else reads before it goes.
 *
 * @param id row
 * @param caseId the case that it is about, or the first of them
 * @param messageId its message there
 * @param team who carries the case
 * @param author whose words they are
 * @param reasons why it is reviewed
 * @param heldAt since when
 * @param dueAt when it goes, reviewed or not
 * @param reworked how often it was changed
 * @param reviewedBy who let it go; null unless somebody did
 * @param endedAt when it ended; null while the reply is held
 * @param ending how; null while the reply is held
 */
public record Review(long id, long caseId, long messageId, String team, String author, Set<Reason> reasons,
		Instant heldAt, Instant dueAt, int reworked, @Nullable String reviewedBy, @Nullable Instant endedAt,
		@Nullable Ending ending) {

	/**
	 * Whether the reply is held.
	 * @return true until it goes or will never go
	 */
	public boolean isOpen() {
		return this.endedAt == null;
	}

	/**
	 * How a review ends.
	 */
	public enum Ending {

		/** Somebody read the reply and let it go. */
		SENT,
		/** It went without that: its time ran out, or what was written later goes. */
		UNREVIEWED,
		/** Its author took it back. */
		TAKEN_BACK,
		/** There is nothing any more that it would be about. */
		POINTLESS;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
