package org.followthrough.trackers;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A comment on an issue, as it was read last.
 *
 * @param id row
 * @param issueId the issue
 * @param remoteId what the tracker calls it
 * @param author what its author is called there
 * @param account the author's account here, if it is an engineer of ours
 * @param body plain text, cut where it is very long
 * @param writtenAt when it was written
 * @param changedAt when it was edited last
 */
public record IssueComment(long id, long issueId, String remoteId, String author, @Nullable String account, String body,
		Instant writtenAt, Instant changedAt) {
}
