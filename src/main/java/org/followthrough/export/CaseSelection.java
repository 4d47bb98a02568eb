package org.followthrough.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * Which cases are taken along; what is null doesn't matter.
 *
 * @param period by which moment of a case its day is told, and the order of the cases
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param team who carries them
 * @param outcome how they ended
 * @param number only the one with this number
 */
public record CaseSelection(Period period, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String team,
		@Nullable Outcome outcome, @Nullable String number) {

	/** All cases, in the order in which they were opened. */
	public static final CaseSelection ALL = new CaseSelection(Period.OPENED, null, null, null, null, null);

	/**
	 * One case.
	 * @param number its number
	 * @return only this
	 */
	public static CaseSelection one(String number) {
		return new CaseSelection(Period.OPENED, null, null, null, null, number);
	}

	/** The first moment; for statements. */
	public @Nullable Instant since() {
		return (this.from != null) ? this.from.atStartOfDay().toInstant(ZoneOffset.UTC) : null;
	}

	/** The moment before which it ends; for statements. */
	public @Nullable Instant until() {
		return (this.to != null) ? this.to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC) : null;
	}

	/**
	 * The same as an address asks for it.
	 * @return such as {@code period=opened&from=2026-01-01}, and {@code period=opened}
	 * for all cases
	 */
	public String query() {
		Map<String, @Nullable Object> asked = new LinkedHashMap<>();
		asked.put("period", this.period.word());
		asked.put("from", this.from);
		asked.put("to", this.to);
		asked.put("team", this.team);
		asked.put("outcome", (this.outcome != null) ? this.outcome.word() : null);
		asked.put("number", this.number);
		return asked.entrySet()
			.stream()
			.filter((one) -> one.getValue() != null)
			.map((one) -> one.getKey() + "=" + UriUtils.encode(String.valueOf(one.getValue()), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/**
	 * The moment of a case by which its day is told.
	 */
	public enum Period {

		/** When the customer wrote. */
		OPENED("opened_at"),
		/** When it ended; cases that are open have none. */
		CLOSED("closed_at");

		private final String column;

		Period(String column) {
			this.column = column;
		}

		/** Where it is kept; for statements. */
		public String column() {
			return this.column;
		}

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

	/**
	 * How cases ended, or that they didn't.
	 *
	 * @param closing the way; null for cases that are open
	 */
	public record Outcome(@Nullable Closing closing) {

		/** They are open. */
		public static final Outcome OPEN = new Outcome(null);

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return (this.closing != null) ? this.closing.word() : "open";
		}

	}

}
