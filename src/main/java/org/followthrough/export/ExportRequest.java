package org.followthrough.export;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Parameter;
import org.followthrough.cases.Closing;
import org.followthrough.export.CaseSelection.Outcome;
import org.followthrough.export.CaseSelection.Period;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Which cases somebody wants, as they wrote it. What is null or empty doesn't matter.
 *
 * @param period opened or closed
 * @param from the first day
 * @param to the last day
 * @param team a team's name
 * @param outcome how they ended, or open
 * @param number the number of one case
 */
record ExportRequest(@Parameter(
		description = "by which moment days are told: opened (when left out) or closed") @Nullable String period,
		@Parameter(description = "the first day in UTC, such as 2026-01-31") @Nullable String from,
		@Parameter(description = "the last day in UTC") @Nullable String to,
		@Parameter(description = "who carries the cases") @Nullable String team,
		@Parameter(
				description = "how they ended: confirmed, unconfirmed, unsolved, duplicate, withdrawn or spam; or open") @Nullable String outcome,
		@Parameter(description = "only the case with this number") @Nullable String number) {

	private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

	private static final LocalDate LAST = LocalDate.of(2200, 12, 31);

	/**
	 * Reads the request.
	 * @return which cases
	 * @throws Invalid if something can't be read, by field
	 */
	CaseSelection read() {
		Map<String, String> problems = new LinkedHashMap<>();
		CaseSelection read = read(problems);
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return read;
	}

	private CaseSelection read(Map<String, String> problems) {
		Optional<String> wanted = given(this.period);
		Optional<Period> by = Arrays.stream(Period.values())
			.filter((one) -> one.word().equals(wanted.orElse(Period.OPENED.word())))
			.findFirst();
		if (by.isEmpty()) {
			problems.put("period", "Days are told by when a case was opened or closed.");
		}
		LocalDate first = day("from", this.from, problems);
		LocalDate last = day("to", this.to, problems);
		if (first != null && last != null && last.isBefore(first)) {
			problems.put("to", "The last day lies before the first.");
		}
		Outcome ended = given(this.outcome).map((word) -> outcome(word, problems)).orElse(null);
		return new CaseSelection(by.orElse(Period.OPENED), first, last, given(this.team).orElse(null), ended,
				given(this.number).orElse(null));
	}

	private static @Nullable Outcome outcome(String word, Map<String, String> problems) {
		if (word.equals(Outcome.OPEN.word())) {
			return Outcome.OPEN;
		}
		Optional<Outcome> ended = Closing.of(word).map(Outcome::new);
		if (ended.isEmpty()) {
			problems.put("outcome", "No case ends so. Leave it out, or take one of the list.");
		}
		return ended.orElse(null);
	}

	private static @Nullable LocalDate day(String field, @Nullable String text, Map<String, String> problems) {
		Optional<String> given = given(text);
		if (given.isEmpty()) {
			return null;
		}
		try {
			LocalDate day = LocalDate.parse(given.get());
			if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// Told below.
		}
		problems.put(field, "Write a day as 2026-01-31.");
		return null;
	}

	private static Optional<String> given(@Nullable String text) {
		return Optional.ofNullable(text).map(String::strip).filter((some) -> !some.isEmpty());
	}

}
