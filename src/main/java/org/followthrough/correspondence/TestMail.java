package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A test mail: sent to a mailbox of ours, so that it goes both ways.
 *
 * @param outgoingId its row in the outbox
 * @param mailbox what the settings call the mailbox
 * @param startedBy who asked for it
 * @param startedAt when
 * @param sentAt when the mail server took it
 * @param failedAt when it was given up
 * @param attempts how often sending was tried
 * @param lastError what the last attempt to send it met
 * @param arrivedAt when it came in
 * @param arrivedIn where: user, host and folder
 */
public record TestMail(long outgoingId, String mailbox, String startedBy, Instant startedAt, @Nullable Instant sentAt,
		@Nullable Instant failedAt, int attempts, @Nullable String lastError, @Nullable Instant arrivedAt,
		@Nullable String arrivedIn) {

	/**
	 * When it should have come in; mail servers that look through a mail take minutes.
	 * @return ten minutes after it was asked for
	 */
	public Instant lateAt() {
		return this.startedAt.plusSeconds(600);
	}

	/**
	 * Whether there is nothing more to wait for.
	 * @return true once it arrived or was given up
	 */
	public boolean isOver() {
		return this.arrivedAt != null || this.failedAt != null;
	}

}
