package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A mail that came in.
 *
 * @param id row
 * @param mailbox where it lay: user, host and folder
 * @param fetchedAt when it was stored
 * @param fileId where its bytes are kept
 * @param size in bytes
 * @param state what became of it
 * @param reason why, where that isn't plain
 * @param sender who it says it is from
 * @param subject its subject
 * @param caseNumber the case it opened or joined
 * @param attempts how often reading it was tried
 */
public record IncomingMail(long id, String mailbox, Instant fetchedAt, long fileId, long size, State state,
		@Nullable String reason, @Nullable String sender, @Nullable String subject, @Nullable String caseNumber,
		int attempts) {

	/**
	 * What became of a mail.
	 */
	public enum State {

		/** It is kept and waits to be read. */
		STORED,
		/** It opened a case. */
		OPENED,
		/** It joined a case. */
		JOINED,
		/** A program wrote it: it opens and answers nothing. */
		AUTOMATIC,
		/** A person has to look at it. */
		QUARANTINED

	}

}
