package org.followthrough.trackers;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An issue of a tracker that belongs to a defect, as it was read last.
 *
 * @param id row
 * @param tracker what we call its tracker
 * @param issueKey what its tracker calls it; null until it has been made there
 * @param defect the number of the defect
 * @param title its title
 * @param status in the tracker's words; null until it was read
 * @param closed whether the work on it has ended there
 * @param closedAt when we learnt that
 * @param gone whether the tracker has no such issue any more
 * @param assignee who has it there
 * @param labels what it is labelled with, with commas
 * @param changedAt when it changed last, by the tracker's clock
 * @param readAt when it was read last; null if it never was
 * @param wants how often somebody wanted it read
 * @param readDueAt when it is read next; null for never
 * @param attempts how often reading it failed in a row
 * @param lastError why
 * @param linkedBy who made or linked it
 * @param linkedAt when
 */
public record LinkedIssue(long id, String tracker, @Nullable String issueKey, String defect, String title,
		@Nullable String status, boolean closed, @Nullable Instant closedAt, boolean gone, @Nullable String assignee,
		@Nullable String labels, @Nullable Instant changedAt, @Nullable Instant readAt, int wants,
		@Nullable Instant readDueAt, int attempts, @Nullable String lastError, String linkedBy, Instant linkedAt) {

	/**
	 * What it is labelled with.
	 * @return the labels
	 */
	public List<String> labelList() {
		return (this.labels == null || this.labels.isEmpty()) ? List.of() : Arrays.asList(this.labels.split(", "));
	}

}
