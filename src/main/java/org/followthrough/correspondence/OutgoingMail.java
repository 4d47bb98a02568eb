package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox.
 *
 * @param id row; makes the mail's Message-ID
 * @param messageId the message it carries; null for mail to ourselves
 * @param caseNumber what it is about
 * @param recipient who gets it
 * @param subject its subject
 * @param body its text
 * @param automatic whether a program wrote it
 * @param createdAt since when it waits
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next; null when it won't be
 * @param failedAt when it was given up
 * @param lastError what the last attempt met
 */
public record OutgoingMail(long id, @Nullable Long messageId, @Nullable String caseNumber, String recipient,
		String subject, String body, boolean automatic, Instant createdAt, int attempts,
		@Nullable Instant nextAttemptAt, @Nullable Instant failedAt, @Nullable String lastError) {
}
