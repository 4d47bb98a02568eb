package org.followthrough.trackers;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that is to be made in a tracker.
 *
 * @param id row
 * @param tracker where
 * @param issueId the issue, or the one that it is a comment on
 * @param kind what
 * @param marker stands in its text
 * @param title the title of an issue
 * @param body its text, as it goes out
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param triedSince since when it is tried; later than that where a person had it tried
 * again
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next; null when it won't be
 * @param doubtfulSince when it was sent first without anybody knowing what became of it
 * @param doneAt when it was made
 * @param failedAt when it was given up
 * @param lastError what the last attempt met
 */
public record IssueRequest(long id, String tracker, long issueId, Kind kind, String marker, @Nullable String title,
		String body, String requestedBy, Instant requestedAt, Instant triedSince, int attempts,
		@Nullable Instant nextAttemptAt, @Nullable Instant doubtfulSince, @Nullable Instant doneAt,
		@Nullable Instant failedAt, @Nullable String lastError) {

	/**
	 * What is to be made.
	 */
	public enum Kind {

		/** An issue. */
		ISSUE,
		/** A comment on one. */
		COMMENT

	}

}
