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
 * @param inReplyTo the Message-ID of the mail that it answers; the customer's latest one
 * is filled in when it is sent
 * @param createdAt since when it waits
 * @param attempts how often it was tried; tells one attempt from the next
 * @param nextAttemptAt when it is tried next; null when it won't be
 * @param sentAt when the mail server took it; with an attempt still to come, what follows
 * from that couldn't be recorded yet
 * @param failedAt when it was given up
 * @param lastError what the last attempt met
 * @param sender which address of ours it is from; null for the main one
 * @param language the language of its words; null for mail to ourselves
 */
public record OutgoingMail(long id, @Nullable Long messageId, @Nullable String caseNumber, String recipient,
		String subject, String body, boolean automatic, @Nullable String inReplyTo, Instant createdAt, int attempts,
		@Nullable Instant nextAttemptAt, @Nullable Instant sentAt, @Nullable Instant failedAt,
		@Nullable String lastError, @Nullable String sender, @Nullable String language) {
}
