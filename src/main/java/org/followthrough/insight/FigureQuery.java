package org.followthrough.insight;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Of which cases figures are wanted: of those that were opened in some months, in UTC.
 *
 * @param from the first month
 * @param to the last month
 * @param team who carries them; null for anybody
 * @param severity how severe they are; null for any
 * @param customerId whose they are; null for anybody's
 * @param by by what the figures are told apart
 */
record FigureQuery(YearMonth from, YearMonth to, @Nullable String team, @Nullable String severity,
		@Nullable Long customerId, By by) {

	Instant begin() {
		return begin(this.from);
	}

	Instant end() {
		return begin(this.to.plusMonths(1));
	}

	private static Instant begin(YearMonth month) {
		return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

}
