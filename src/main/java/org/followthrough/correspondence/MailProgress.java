package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far the mail of a message got.
 *
 * @param messageId the message
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next; null when it won't be
 * @param lastError what the last attempt met; null once it was taken
 * @param seenAt when the customer saw the message on their page; null if they didn't
 */
public record MailProgress(long messageId, int attempts, @Nullable Instant nextAttemptAt, @Nullable String lastError,
		@Nullable Instant seenAt) {
}
