package org.followthrough.teams;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;

/**
 * An amount of working time: whole working days, then working hours. A working day from
 * Tuesday 15:00 is Wednesday 15:00, however many hours either of them has; a
 * round-the-clock day has 24 hours. Written as ISO 8601 writes periods: {@code P1D},
 * {@code PT4H}, {@code P1DT30M}.
 *
 * @param days working days
 * @param time working time beside the days, less or more than a day's
 */
public record Span(int days, Duration time) {

	/**
	 * A span of two parts, neither of them negative.
	 * @param days working days
	 * @param time working time
	 */
	public Span {
		if (days < 0 || time.isNegative()) {
			throw new IllegalArgumentException("A span of working time can't be negative");
		}
	}

	/**
	 * Reads a span.
	 * @param text as ISO 8601 writes it, with weeks, days, hours, minutes, seconds
	 * @return the span; a week is seven working days, as {@link Period} counts
	 * @throws DateTimeException if it isn't one, has months or years, or is negative
	 */
	public static Span parse(String text) {
		String iso = text.strip().toUpperCase(Locale.ROOT);
		int clock = iso.indexOf('T');
		Period period = (clock == 1) ? Period.ZERO : Period.parse((clock < 0) ? iso : iso.substring(0, clock));
		Duration time = (clock < 0) ? Duration.ZERO : Duration.parse("P" + iso.substring(clock));
		if (period.toTotalMonths() != 0 || period.isNegative() || time.isNegative()) {
			throw new DateTimeException("Working time is counted in days, hours and minutes: " + text);
		}
		return new Span(period.getDays(), time);
	}

	/**
	 * A span of working days.
	 * @param days how many
	 * @return the span
	 */
	public static Span ofDays(int days) {
		return new Span(days, Duration.ZERO);
	}

	/**
	 * A span of working time.
	 * @param time how much
	 * @return the span
	 */
	public static Span of(Duration time) {
		return new Span(0, time);
	}

	/**
	 * Whether it is no time at all.
	 * @return true for zero days and zero time
	 */
	public boolean isZero() {
		return this.days == 0 && this.time.isZero();
	}

	@Override
	public String toString() {
		String clock = this.time.isZero() ? "" : this.time.toString().substring(1);
		return (this.days == 0 && !clock.isEmpty()) ? "P" + clock : "P" + this.days + "D" + clock;
	}

}
