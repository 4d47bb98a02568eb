package org.followthrough.trackers;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How contact with a tracker goes.
 *
 * @param name the tracker
 * @param holds tells one node's turn from the next
 * @param quietUntil when it may be asked again; null for now
 * @param failures how often in a row it did not answer as it should
 * @param failingSince since when; null while all is well
 * @param lastError what happened
 * @param contactAt when it answered last
 * @param changesSince up to when its changes are known, by its own clock
 * @param pollEtag what it called its last answer about changes since then
 * @param nextPollAt when it is asked for changes
 * @param polledAt when it was asked last
 * @param refused how many deliveries came in its name without its signature
 */
record Contact(String name, int holds, @Nullable Instant quietUntil, int failures, @Nullable Instant failingSince,
		@Nullable String lastError, @Nullable Instant contactAt, Instant changesSince, @Nullable String pollEtag,
		Instant nextPollAt, @Nullable Instant polledAt, long refused) {
}
