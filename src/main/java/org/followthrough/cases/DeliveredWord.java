package org.followthrough.cases;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A person's public message that reached the customer.
 *
 * @param caseId the case it is on
 * @param messageId the message
 * @param writtenAt when it was written
 * @param reachedAt when it reached them
 * @param next the next word as the message states it; null if it states none
 * @param asksForSignOff whether it asks the customer if that is the end of it
 */
public record DeliveredWord(long caseId, long messageId, Instant writtenAt, Instant reachedAt, @Nullable NextWord next,
		boolean asksForSignOff) {
}
