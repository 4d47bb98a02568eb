package org.followthrough.mining;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import io.swagger.v3.oas.annotations.Parameter;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Which cases somebody asks about, as they wrote it. What is null or empty is filled in,
 * or doesn't matter.
 *
 * @param from the first day
 * @param to the last day
 * @param team a team's name
 */
record WaysRequest(@Parameter(
		description = "the first day on which cases were closed, in UTC, such as 2026-01-31; 89 days before the last when left out") @Nullable String from,
		@Parameter(description = "the last day; today when left out") @Nullable String to,
		@Parameter(description = "who carried the cases") @Nullable String team) {

	private static final int USUAL_DAYS = 90;

	private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

	private static final LocalDate LAST = LocalDate.of(2200, 12, 31);

	/**
	 * Reads the request.
	 * @param clock tells which day it is
	 * @return what is asked for
	 * @throws Invalid if a day can't be read, by field
	 */
	WaysQuery read(Clock clock) {
		Map<String, String> problems = new LinkedHashMap<>();
		LocalDate last = day("to", this.to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), problems);
		LocalDate first = day("from", this.from, last.minusDays(USUAL_DAYS - 1), problems);
		if (problems.isEmpty() && last.isBefore(first)) {
			problems.put("to", "The last day lies before the first.");
		}
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return new WaysQuery(first, last, isGiven(this.team) ? this.team.strip() : null);
	}

	private static LocalDate day(String field, @Nullable String text, LocalDate usual, Map<String, String> problems) {
		if (!isGiven(text)) {
			return usual;
		}
		try {
			LocalDate day = LocalDate.parse(text.strip());
			if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// Told below.
		}
		problems.put(field, "Write a day as 2026-01-31.");
		return usual;
	}

	private static boolean isGiven(@Nullable String text) {
		return text != null && !text.isBlank();
	}

}
