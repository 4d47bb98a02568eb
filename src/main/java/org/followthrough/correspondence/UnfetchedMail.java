package org.followthrough.correspondence;

import java.time.Instant;

/**
 * A mail that lies in the mailbox and couldn't be fetched yet.
 *
 * @param mailbox which
 * @param uid its number there
 * @param noticedAt since when
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next
 * @param lastError what the last attempt met
 */
public record UnfetchedMail(String mailbox, long uid, Instant noticedAt, int attempts, Instant nextAttemptAt,
		String lastError) {
}
