package org.followthrough.insight;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A case that was silent for long.
 *
 * @param number its number
 * @param subject what it is about
 * @param customer whose it is
 * @param team who carries it; empty before triage
 * @param owner who answers for it; null while nobody does
 * @param since since when it is silent; null for a closed one
 * @param seconds how long it is silent by now, or was at the longest
 * @param workingSeconds the same in working time
 */
record Silence(String number, String subject, String customer, String team, @Nullable String owner,
		@Nullable Instant since, int seconds, int workingSeconds) {

	/**
	 * Whether it goes on.
	 * @return true for an open case
	 */
	public boolean isOpen() {
		return this.since != null;
	}

}
