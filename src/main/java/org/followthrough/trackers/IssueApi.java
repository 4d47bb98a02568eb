package org.followthrough.trackers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a tracker, whatever its kind. Each method but the last three sends
 * requests, and throws {@link TrackerTrouble} where they lead to nothing.
 */
interface IssueApi {

	/** The longest title that every kind takes. */
	int LONGEST_TITLE = 250;

	/** The longest text that every kind takes, with room for what we add. */
	int LONGEST_TEXT = 30_000;

	/** Whoever has more than that many comments or changes at once waits for the rest. */
	int MOST_PAGES = 20;

	int PAGE = 100;

	/**
	 * Reads an issue.
	 * @param key its key
	 * @return the issue as it is now
	 */
	RemoteIssue issue(String key);

	/**
	 * Reads the comments on an issue, oldest first.
	 * @param key its key
	 * @return the comments, {@link #MOST_PAGES} pages at the most
	 */
	List<RemoteComment> comments(String key);

	/**
	 * Makes an issue.
	 * @param title its title
	 * @param text its text
	 * @return its key
	 */
	String create(String title, String text);

	/**
	 * Writes a comment.
	 * @param key of the issue
	 * @param text the comment
	 */
	void comment(String key, String text);

	/**
	 * Looks for an issue that was perhaps made.
	 * @param marker what stands in its text
	 * @param since when it was made at the earliest
	 * @return its key, if it was
	 */
	Optional<String> find(String marker, Instant since);

	/**
	 * Asks what changed.
	 * @param since from when on, by the tracker's clock
	 * @param etag what the tracker called its last answer to the same question; null for
	 * none
	 * @return the issues that changed, longest ago first; none if the answer is the same
	 */
	Changes changedSince(Instant since, @Nullable String etag);

	/**
	 * Reads what a person typed or pasted.
	 * @param typed a key or an address
	 * @return the key, if it is of this tracker and this project
	 */
	Optional<String> key(String typed);

	/**
	 * Where people see an issue. Made here, not taken from what the tracker says.
	 * @param key its key
	 * @return the address
	 */
	String address(String key);

	/**
	 * What people call an issue.
	 * @param key its key
	 * @return the name, with its project
	 */
	String name(String key);

	/**
	 * An issue as its tracker has it.
	 *
	 * @param key its key
	 * @param title its title
	 * @param status in the tracker's words
	 * @param closed whether the work on it has ended
	 * @param assignee who has it
	 * @param labels what it is labelled with
	 * @param text its description
	 * @param changedAt when it changed last, by the tracker's clock
	 */
	record RemoteIssue(String key, String title, String status, boolean closed, @Nullable String assignee,
			List<String> labels, String text, Instant changedAt) {
	}

	/**
	 * A comment as its tracker has it.
	 *
	 * @param id what the tracker calls it
	 * @param login by what the tracker knows its author
	 * @param author what people call the author
	 * @param text as it was written
	 * @param writtenAt when
	 * @param changedAt when it was edited last
	 */
	record RemoteComment(String id, String login, String author, String text, Instant writtenAt, Instant changedAt) {
	}

	/**
	 * What changed in a tracker.
	 *
	 * @param issues those that changed, longest ago first
	 * @param whole whether these are all
	 * @param etag what the tracker calls this answer; null if it doesn't say
	 */
	record Changes(List<RemoteIssue> issues, boolean whole, @Nullable String etag) {

		static Changes of(TrackerHttp.Reply page, List<RemoteIssue> issues) {
			boolean whole = page.body().size() < PAGE;
			return new Changes(issues, whole, whole ? page.headers().getETag() : null);
		}

	}

}
