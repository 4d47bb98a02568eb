package org.followthrough.replay;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;

/**
 * An office in Italy that works from nine to one and from two to six, Monday to Friday,
 * but for public holidays. Counted day by day with a list of holidays as it hangs on a
 * wall; the application's calendars have no part in it.
 */
final class ItalianOffice implements WorkingTime {

	private static final ZoneId ZONE = ZoneId.of("Europe/Rome");

	private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

	private static final Set<MonthDay> HOLIDAYS = Set.of(MonthDay.of(1, 1), MonthDay.of(1, 6), MonthDay.of(4, 25),
			MonthDay.of(5, 1), MonthDay.of(6, 2), MonthDay.of(8, 15), MonthDay.of(11, 1), MonthDay.of(12, 8),
			MonthDay.of(12, 25), MonthDay.of(12, 26));

	private static final Set<LocalDate> EASTER_MONDAYS = Set.of(LocalDate.of(2010, 4, 5), LocalDate.of(2011, 4, 25),
			LocalDate.of(2012, 4, 9), LocalDate.of(2013, 4, 1), LocalDate.of(2014, 4, 21), LocalDate.of(2015, 4, 6));

	private static final List<Shift> SHIFTS = List.of(new Shift(LocalTime.of(9, 0), LocalTime.of(13, 0)),
			new Shift(LocalTime.of(14, 0), LocalTime.of(18, 0)));

	/** What a manager would enter to have the same. */
	Map<String, ?> asCalendar() {
		List<String> hours = SHIFTS.stream().map((shift) -> shift.opens() + "-" + shift.closes()).toList();
		return Map.of("zone", ZONE.getId(), "country", "it", "hours",
				EnumSet.complementOf(EnumSet.copyOf(WEEKEND))
					.stream()
					.collect(Collectors.toMap((day) -> day.name().toLowerCase(), (day) -> hours)));
	}

	private static boolean works(LocalDate day) {
		return !WEEKEND.contains(day.getDayOfWeek()) && !HOLIDAYS.contains(MonthDay.from(day))
				&& !EASTER_MONDAYS.contains(day);
	}

	@Override
	public Duration between(Instant from, Instant to) {
		Duration sum = Duration.ZERO;
		LocalDate last = to.atZone(ZONE).toLocalDate();
		for (LocalDate day = from.atZone(ZONE).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
			if (works(day)) {
				for (Shift shift : SHIFTS) {
					sum = sum.plus(shift.within(day, from, to));
				}
			}
		}
		return sum;
	}

	@Override
	public Instant after(Instant from, Span span) {
		ZonedDateTime at = nextWork(from.atZone(ZONE));
		for (int days = 0; days < span.days(); days++) {
			do {
				at = at.plusDays(1);
			}
			while (!works(at.toLocalDate()));
		}
		Duration left = span.time();
		while (true) {
			ZonedDateTime closes = nextClosing(at);
			Duration today = Duration.between(at, closes);
			if (left.compareTo(today) <= 0) {
				return at.plus(left).toInstant();
			}
			left = left.minus(today);
			at = nextWork(closes);
		}
	}

	/** The moment itself, if somebody works then and goes on. */
	private static ZonedDateTime nextWork(ZonedDateTime from) {
		for (LocalDate day = from.toLocalDate();; day = day.plusDays(1)) {
			for (Shift shift : SHIFTS) {
				if (works(day) && day.atTime(shift.closes()).atZone(ZONE).isAfter(from)) {
					ZonedDateTime opens = day.atTime(shift.opens()).atZone(ZONE);
					return opens.isAfter(from) ? opens : from;
				}
			}
		}
	}

	private static ZonedDateTime nextClosing(ZonedDateTime working) {
		return SHIFTS.stream()
			.map((shift) -> working.toLocalDate().atTime(shift.closes()).atZone(ZONE))
			.filter((closing) -> closing.isAfter(working))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Hours in which the office works without a break.
	 */
	private record Shift(LocalTime opens, LocalTime closes) {

		Duration within(LocalDate day, Instant from, Instant to) {
			Instant begin = day.atTime(this.opens).atZone(ZONE).toInstant();
			Instant end = day.atTime(this.closes).atZone(ZONE).toInstant();
			Duration time = Duration.between(begin.isAfter(from) ? begin : from, end.isBefore(to) ? end : to);
			return time.isNegative() ? Duration.ZERO : time;
		}

	}

}
