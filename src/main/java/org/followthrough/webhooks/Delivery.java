package org.followthrough.webhooks;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param id its row
 * @param endpointId where it goes
 * @param messageId what it is called there, the same at each try
 * @param type what happened
 * @param payload what is sent
 * @param at when it happened
 * @param attempts how often it was tried since somebody last asked for it
 * @param dueAt when it is tried next; null when it isn't
 * @param deliveredAt when it arrived; null if it didn't
 * @param givenUpAt when it was tried for the last time in vain; null otherwise
 * @param status what the endpoint last answered; null when it didn't, or was not tried
 * @param problem what went wrong last; null for nothing
 */
record Delivery(long id, long endpointId, String messageId, String type, String payload, Instant at, int attempts,
		@Nullable Instant dueAt, @Nullable Instant deliveredAt, @Nullable Instant givenUpAt, @Nullable Integer status,
		@Nullable String problem) {

	/** In a word: delivered, failed or waiting. */
	public String state() {
		if (this.deliveredAt != null) {
			return "delivered";
		}
		return (this.givenUpAt != null) ? "failed" : "waiting";
	}

}
