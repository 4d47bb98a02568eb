package org.followthrough.board;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * How soon something is due. Days and weeks are the reader's; what is due within the hour
 * is that, whatever day it is by then.
 */
enum Bucket {

	/** Its time is over. */
	OVERDUE("Overdue"),
	/** Within an hour from now. */
	HOUR("Within the hour"),
	/** Later today. */
	TODAY("Today"),
	/** Later this week, which ends with Sunday. */
	WEEK("This week"),
	/** After that. */
	LATER("Later");

	private static final Duration HOUR_AHEAD = Duration.ofHours(1);

	private final String label;

	Bucket(String label) {
		this.label = label;
	}

	/**
	 * What it is called on the page.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

	/**
	 * The word for it in data.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<Bucket> of(String word) {
		return Arrays.stream(values()).filter((bucket) -> bucket.word().equals(word)).findFirst();
	}

	/**
	 * Where each of them ends for a reader.
	 *
	 * @param now what time it is
	 * @param hour the end of the next hour
	 * @param day the end of today, not before that
	 * @param week the end of this week, not before that
	 */
	record Borders(Instant now, Instant hour, Instant day, Instant week) {

		static Borders at(Instant now, ZoneId zone) {
			Instant hour = now.plus(HOUR_AHEAD);
			LocalDate today = LocalDate.ofInstant(now, zone);
			Instant day = later(hour, today.plusDays(1).atStartOfDay(zone).toInstant());
			Instant week = later(day,
					today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay(zone).toInstant());
			return new Borders(now, hour, day, week);
		}

		private static Instant later(Instant one, Instant other) {
			return one.isAfter(other) ? one : other;
		}

		/** What is due now is overdue. */
		Bucket of(Instant due) {
			return !due.isAfter(this.now) ? OVERDUE : due.isBefore(this.hour) ? HOUR
					: due.isBefore(this.day) ? TODAY : due.isBefore(this.week) ? WEEK : LATER;
		}

		/** When the first that belongs to it is due; null without a limit. */
		@Nullable Instant from(Bucket bucket) {
			return switch (bucket) {
				case OVERDUE -> null;
				// Times are kept in milliseconds.
				case HOUR -> this.now.plusMillis(1);
				case TODAY -> this.hour;
				case WEEK -> this.day;
				case LATER -> this.week;
			};
		}

		/** Before when the last that belongs to it is due; null without a limit. */
		@Nullable Instant before(Bucket bucket) {
			return switch (bucket) {
				case OVERDUE -> this.now.plusMillis(1);
				case HOUR -> this.hour;
				case TODAY -> this.day;
				case WEEK -> this.week;
				case LATER -> null;
			};
		}

	}

}
