package org.followthrough.erasure;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What went, or is to go.
 *
 * @param id row
 * @param customerId whose data; null for what went by rules
 * @param address theirs; null once it is done
 * @param state how far it is
 * @param reason why, in the words of whoever asked
 * @param askedBy who asked; the application itself for rules
 * @param askedAt when
 * @param decidedBy who confirmed it or took it back
 * @param decidedAt when
 * @param endedAt when it was done
 * @param cases how many cases
 * @param messages how many messages and notes
 * @param files how many files
 * @param mails how many mails, in and out
 * @param held how many cases stayed because of a hold
 * @param leftOver what could not go, a sentence a line
 */
record Erasure(long id, @Nullable Long customerId, @Nullable String address, State state, String reason, String askedBy,
		Instant askedAt, @Nullable String decidedBy, @Nullable Instant decidedAt, @Nullable Instant endedAt, int cases,
		int messages, int files, int mails, int held, String leftOver) {

	/** What could not go, sentence by sentence. */
	public List<String> left() {
		return this.leftOver.isEmpty() ? List.of() : this.leftOver.lines().toList();
	}

	/** Whom it is about, in words without a name. */
	public String about() {
		return (this.customerId != null) ? "customer-" + this.customerId : "rules";
	}

	/** How much went, in words. */
	public String what() {
		return many(this.cases, "case") + ", " + many(this.messages, "message") + ", " + many(this.files, "file") + ", "
				+ many(this.mails, "mail");
	}

	/** How much stayed because of a hold, in words. */
	public String heldUp() {
		return (this.held == 0) ? "nothing" : many(this.held, "case");
	}

	static String many(int count, String thing) {
		return count + " " + thing + ((count == 1) ? "" : "s");
	}

	/** Whether it waits for somebody else. */
	public boolean isAsked() {
		return this.state == State.ASKED;
	}

	/**
	 * How far an erasure is.
	 */
	enum State {

		/** Somebody asked for it. */
		ASKED,
		/** It was taken back. */
		WITHDRAWN,
		/** It goes on. */
		RUNNING,
		/** It is done. */
		DONE;

		/** The word for it in data. */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
