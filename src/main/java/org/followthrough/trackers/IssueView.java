package org.followthrough.trackers;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An issue with all that is shown of it.
 *
 * @param issue the issue
 * @param tracker what people call its tracker
 * @param name what people call it
 * @param address where they see it; null until it has been made there
 * @param comments the newest ones, oldest first
 * @param requests what is still to be made, or was given up
 */
public record IssueView(LinkedIssue issue, String tracker, String name, @Nullable String address,
		List<IssueComment> comments, List<IssueRequest> requests) {

	/**
	 * Whether a person has to look: something was given up, or the issue can't be read.
	 * @return true if so
	 */
	public boolean isStuck() {
		return this.issue.lastError() != null
				|| this.requests.stream().anyMatch((request) -> request.lastError() != null);
	}

}
