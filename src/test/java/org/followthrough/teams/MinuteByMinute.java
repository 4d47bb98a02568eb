package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Working time by looking at each minute: what does the clock on the wall show, is that
 * within the hours, is it no day off, is nothing closed. Slow, and too simple to be
 * wrong.
 */
final class MinuteByMinute {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration FAR = Duration.ofDays(400);

	private final ZoneId zone;

	private final Week week;

	private final Set<LocalDate> daysOff;

	private final List<Stretch> closed;

	MinuteByMinute(ZoneId zone, Week week, Set<LocalDate> daysOff, List<Stretch> closed) {
		this.zone = zone;
		this.week = week;
		this.daysOff = daysOff;
		this.closed = closed;
	}

	WorkingCalendar calendar() {
		return new WorkingCalendar(this.zone, this.week, (day) -> this.daysOff.contains(day) ? "off" : null,
				new ClosedHours(this.closed));
	}

	ZoneId zone() {
		return this.zone;
	}

	boolean isOpen(Instant minute) {
		LocalDateTime wall = LocalDateTime.ofInstant(minute, this.zone);
		if (this.daysOff.contains(wall.toLocalDate())) {
			return false;
		}
		int shown = wall.getHour() * 60 + wall.getMinute();
		return this.week.on(wall.getDayOfWeek())
			.stream()
			.anyMatch((hours) -> hours.from() <= shown && shown < hours.to())
				&& this.closed.stream()
					.noneMatch((closed) -> !minute.isBefore(closed.from()) && minute.isBefore(closed.to()));
	}

	Duration between(Instant from, Instant to) {
		Duration sum = Duration.ZERO;
		for (Instant minute = from; minute.isBefore(to); minute = minute.plus(MINUTE)) {
			sum = isOpen(minute) ? sum.plus(MINUTE) : sum;
		}
		return sum;
	}

	Instant after(Instant from, Duration time) {
		Duration left = time;
		Instant minute = from;
		for (; !left.isZero() && minute.isBefore(from.plus(FAR)); minute = minute.plus(MINUTE)) {
			left = isOpen(minute) ? left.minus(MINUTE) : left;
		}
		return minute;
	}

	/** The same time of day on the working day that is so many on; for hours by day. */
	Instant afterDays(Instant from, int days) {
		Instant begin = from;
		while (!isOpen(begin)) {
			begin = begin.plus(MINUTE);
		}
		LocalDateTime wall = LocalDateTime.ofInstant(begin, this.zone);
		LocalDate day = wall.toLocalDate();
		for (int left = days; left > 0;) {
			day = day.plusDays(1);
			left -= minutes(day).isEmpty() ? 0 : 1;
		}
		return closest(minutes(day), wall.toLocalTime());
	}

	private Instant closest(List<Instant> minutes, LocalTime wanted) {
		Instant closest = minutes.get(0);
		for (Instant minute : minutes) {
			if (!LocalDateTime.ofInstant(minute, this.zone).toLocalTime().isBefore(wanted)) {
				boolean exactly = LocalDateTime.ofInstant(minute, this.zone).toLocalTime().equals(wanted);
				return exactly || minute.equals(minutes.get(0)) ? minute : closest;
			}
			closest = minute.plus(MINUTE);
		}
		return closest;
	}

	private List<Instant> minutes(LocalDate day) {
		Instant first = day.atStartOfDay(this.zone).toInstant();
		return java.util.stream.Stream.iterate(first, (minute) -> minute.plus(MINUTE))
			.limit(26 * 60)
			.filter((minute) -> LocalDateTime.ofInstant(minute, this.zone).toLocalDate().equals(day) && isOpen(minute))
			.toList();
	}

}
