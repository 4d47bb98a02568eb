package org.followthrough.mining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Cases that were closed in some days.
 *
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param team who carried them; null for all teams
 */
record WaysQuery(LocalDate from, LocalDate to, @Nullable String team) {

	/** The first moment; for statements. */
	public Instant since() {
		return this.from.atStartOfDay().toInstant(ZoneOffset.UTC);
	}

	/** The moment before which it ends; for statements. */
	public Instant until() {
		return this.to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
	}

}
