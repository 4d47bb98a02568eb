package org.followthrough.teams;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A picture of a calendar's year: each day, and whether anybody works on it.
 *
 * @param number the year
 * @param months its months
 */
record Year(int number, List<MonthOfYear> months) {

	private static final int WEEK = 7;

	static Year of(int number, Plan plan, DaysOff daysOff, FeedDays feed) {
		Painter painter = new Painter(plan, daysOff, feed);
		return new Year(number,
				Arrays.stream(Month.values()).map((month) -> painter.month(LocalDate.of(number, month, 1))).toList());
	}

	/** How many days somebody works. */
	public long workingDays() {
		return this.months.stream()
			.flatMap((month) -> month.weeks().stream())
			.flatMap(List::stream)
			.filter((day) -> day != null && (day.kind() == Kind.WORK || day.kind() == Kind.PART))
			.count();
	}

	/**
	 * A month.
	 *
	 * @param name its name
	 * @param weeks from Monday to Sunday; days of other months are null
	 */
	record MonthOfYear(String name, List<List<@Nullable Day>> weeks) {

		/** The days that are no ordinary ones. */
		public List<Day> named() {
			List<Day> named = new ArrayList<>();
			for (List<@Nullable Day> week : this.weeks) {
				for (Day day : week) {
					if (day != null && !day.name().isEmpty()) {
						named.add(day);
					}
				}
			}
			return named;
		}

	}

	/**
	 * A day.
	 *
	 * @param date its date
	 * @param kind whether anybody works
	 * @param name what closes it; empty for an ordinary day
	 */
	record Day(LocalDate date, Kind kind, String name) {

		/** What a screen reader says after the number. */
		public String spoken() {
			return (this.name.isEmpty() ? "" : ", " + this.name) + switch (this.kind) {
				case WORK -> "";
				case PART -> ", closed for some hours";
				case REST -> ", no working day";
				case OFF -> ", day off";
			};
		}

	}

	/**
	 * Whether anybody works on a day.
	 */
	enum Kind {

		/** As on any such day of the week. */
		WORK,
		/** Some of the hours are closed. */
		PART,
		/** No hours on such a day of the week. */
		REST,
		/** There would be hours, were it not for a holiday or closure. */
		OFF;

		/** The class on the page. */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	private record Painter(Plan plan, DaysOff daysOff, FeedDays feed) {

		MonthOfYear month(LocalDate first) {
			List<List<@Nullable Day>> weeks = new ArrayList<>();
			LocalDate monday = first.with(DayOfWeek.MONDAY);
			while (!monday.isAfter(first) || monday.getMonth() == first.getMonth()) {
				List<@Nullable Day> week = new ArrayList<>();
				for (int i = 0; i < WEEK; i++) {
					LocalDate date = monday.plusDays(i);
					week.add((date.getMonth() == first.getMonth()) ? day(date) : null);
				}
				weeks.add(week);
				monday = monday.plusDays(WEEK);
			}
			return new MonthOfYear(first.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), weeks);
		}

		private Day day(LocalDate date) {
			String name = this.daysOff.on(date);
			boolean works = !this.plan.week().on(date.getDayOfWeek()).isEmpty();
			if (name != null || !works) {
				return new Day(date, works ? Kind.OFF : Kind.REST, (name != null) ? name : "");
			}
			String closed = closed(date);
			if (closed == null) {
				return new Day(date, Kind.WORK, "");
			}
			boolean left = new WorkingCalendar(zone(), this.plan.week(), this.daysOff,
					new ClosedHours(this.feed.closed().keySet()))
				.isWorkingDay(date);
			return new Day(date, left ? Kind.PART : Kind.OFF, closed);
		}

		private @Nullable String closed(LocalDate date) {
			WorkingCalendar open = new WorkingCalendar(zone(), this.plan.week(), DaysOff.NONE, ClosedHours.NONE);
			Instant begin = date.atStartOfDay(zone()).toInstant();
			Instant end = date.plusDays(1).atStartOfDay(zone()).toInstant();
			for (Map.Entry<Stretch, String> closed : this.feed.closed().entrySet()) {
				Instant from = closed.getKey().from().isBefore(begin) ? begin : closed.getKey().from();
				Instant to = closed.getKey().to().isAfter(end) ? end : closed.getKey().to();
				if (from.isBefore(to) && !open.between(from, to).isZero()) {
					return closed.getValue();
				}
			}
			return null;
		}

		private ZoneId zone() {
			return ZoneId.of(this.plan.zone());
		}

	}

}
