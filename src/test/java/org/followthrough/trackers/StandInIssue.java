package org.followthrough.trackers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An issue as a stand-in has it: the truth that is compared with.
 */
class StandInIssue {

	final int number;

	final Instant created;

	String title;

	String body;

	boolean closed;

	@Nullable String assignee;

	List<String> labels = new ArrayList<>();

	Instant updated;

	final List<Comment> comments = new ArrayList<>();

	StandInIssue(int number, String title, String body, Instant now) {
		this.number = number;
		this.title = title;
		this.body = body;
		this.created = now;
		this.updated = now;
	}

	Comment comment(long id) {
		return this.comments.stream().filter((comment) -> comment.id == id).findFirst().orElseThrow();
	}

	/**
	 * A comment as a stand-in has it.
	 */
	static class Comment {

		final long id;

		final String author;

		String body;

		final Instant created;

		Instant updated;

		Comment(long id, String author, String body, Instant now) {
			this.id = id;
			this.author = author;
			this.body = body;
			this.created = now;
			this.updated = now;
		}

	}

}
