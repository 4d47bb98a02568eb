package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Working hours by the week, days off, and the zone in which both are meant. A moment is
 * working time if the clock on the wall shows working hours then: an hour that a zone
 * leaves out is nobody's, one that it repeats counts twice.
 * <p>
 * It looks a hundred years ahead and no further, so that nothing goes on for ever. What
 * would take longer ends there.
 */
final class WorkingCalendar implements WorkingTime {

	private static final Duration HORIZON = Duration.ofDays(36_525);

	private static final Duration LONGEST_REST = Duration.ofDays(2 * 365);

	private static final int MINUTES_OF_DAY = 24 * 60;

	private static final long SECONDS_OF_DAY = MINUTES_OF_DAY * 60L;

	private final ZoneId zone;

	private final Week week;

	private final DaysOff daysOff;

	private final ClosedHours closed;

	private final String version;

	WorkingCalendar(ZoneId zone, Week week, DaysOff daysOff, ClosedHours closed) {
		this(zone, week, daysOff, closed, "");
	}

	WorkingCalendar(ZoneId zone, Week week, DaysOff daysOff, ClosedHours closed, String version) {
		this.version = version;
		this.zone = zone;
		this.week = week;
		this.daysOff = daysOff;
		this.closed = closed;
	}

	@Override
	public Instant after(Instant from, Span span) {
		if (span.isZero()) {
			return from;
		}
		Instant horizon = from.plus(HORIZON);
		Instant begin = (span.days() > 0) ? afterDays(from, span.days(), horizon) : from;
		return afterTime(begin, span.time(), horizon);
	}

	private Instant afterTime(Instant from, Duration time, Instant horizon) {
		Duration left = time;
		if (left.isZero()) {
			return from;
		}
		Openings openings = new Openings(from, horizon);
		for (Stretch open = openings.next(); open != null; open = openings.next()) {
			if (left.compareTo(open.length()) <= 0) {
				return open.from().plus(left);
			}
			left = left.minus(open.length());
		}
		return horizon;
	}

	/**
	 * The same time of day, so many working days later.
	 */
	private Instant afterDays(Instant from, int days, Instant horizon) {
		Stretch begin = new Openings(from, horizon).next();
		if (begin == null) {
			return horizon;
		}
		LocalDateTime wall = wall(begin.from());
		int left = days;
		for (LocalDate day = wall.toLocalDate().plusDays(1); isBefore(day, horizon); day = day.plusDays(1)) {
			Stretch first = firstOpening(day);
			if (first != null && --left == 0) {
				return closest(day, first, instant(day.atTime(wall.toLocalTime())));
			}
		}
		return horizon;
	}

	private boolean isBefore(LocalDate day, Instant horizon) {
		return instant(day.atStartOfDay()).isBefore(horizon);
	}

	private @Nullable Stretch firstOpening(LocalDate day) {
		return hours(day).isEmpty() ? null
				: new Openings(instant(day.atStartOfDay()), instant(day.plusDays(1).atStartOfDay())).next();
	}

	/**
	 * Where a day's hours don't hold a time of day, the promise is for the last working
	 * moment before it, so that nobody waits longer than that; before the day's first
	 * hour there is none, and it is for the opening.
	 */
	private Instant closest(LocalDate day, Stretch first, Instant wanted) {
		Instant closest = first.from();
		Openings openings = new Openings(first.from(), instant(day.plusDays(1).atStartOfDay()));
		for (Stretch open = openings.next(); open != null && !wanted.isBefore(open.from()); open = openings.next()) {
			closest = wanted.isBefore(open.to()) ? wanted : open.to();
		}
		return closest;
	}

	@Override
	public Duration between(Instant from, Instant to) {
		Instant horizon = from.plus(HORIZON);
		Duration sum = Duration.ZERO;
		Openings openings = new Openings(from, to.isBefore(horizon) ? to : horizon);
		for (Stretch open = openings.next(); open != null; open = openings.next()) {
			sum = sum.plus(open.length());
		}
		return sum;
	}

	@Override
	public String version() {
		return this.version;
	}

	@Override
	public Optional<Instant> opening(Instant from, Instant until) {
		return Optional.ofNullable(nextOpening(from, until));
	}

	@Override
	public ZoneId zone() {
		return this.zone;
	}

	/**
	 * When work begins next.
	 * @param from from when on; within working time it is that moment
	 * @param until where to stop looking
	 * @return the moment; null if nobody works before the end
	 */
	@Nullable Instant nextOpening(Instant from, Instant until) {
		Stretch next = new Openings(from, until).next();
		return (next != null) ? next.from() : null;
	}

	/**
	 * Whether anybody works within two years; a calendar by which nobody does is useless.
	 */
	boolean opensSoon(Instant now) {
		return nextOpening(now, now.plus(LONGEST_REST)) != null;
	}

	/** Whether anybody works on a day. */
	boolean isWorkingDay(LocalDate day) {
		return firstOpening(day) != null;
	}

	private List<Hours> hours(LocalDate day) {
		List<Hours> hours = this.week.on(day.getDayOfWeek());
		return (hours.isEmpty() || this.daysOff.on(day) != null) ? List.of() : hours;
	}

	/**
	 * What the clock on the wall shows. In an hour that is repeated it stands still: the
	 * second time round counts as its end, so that who comes later never has less time.
	 */
	private LocalDateTime wall(Instant moment) {
		LocalDateTime wall = LocalDateTime.ofInstant(moment, this.zone);
		ZoneOffsetTransition change = this.zone.getRules().getTransition(wall);
		boolean again = change != null && change.isOverlap() && !moment.isBefore(change.getInstant());
		return again ? change.getDateTimeBefore() : wall;
	}

	/**
	 * When the clock on the wall shows a time first; what it leaves out is the moment at
	 * which it jumps.
	 */
	private Instant instant(LocalDateTime wall) {
		ZoneOffsetTransition change = this.zone.getRules().getTransition(wall);
		if (change != null && change.isGap()) {
			return change.getInstant();
		}
		return wall.toInstant((change != null) ? change.getOffsetBefore() : this.zone.getRules().getOffset(wall));
	}

	/**
	 * The stretches of working time from one moment to another, in order. It goes through
	 * the days as the wall clock shows them, and begins anew where that clock is changed.
	 */
	private final class Openings {

		private final Instant until;

		/** All before is done. */
		private Instant at;

		private ZoneOffset offset = ZoneOffset.UTC;

		/** Until when that offset holds. */
		private Instant change = Instant.MIN;

		private LocalDate day = LocalDate.EPOCH;

		/** Where the day ends, or the offset. */
		private Instant end = Instant.MIN;

		private List<Hours> hours = List.of();

		private int next;

		Openings(Instant from, Instant until) {
			this.at = from;
			this.until = until;
		}

		@Nullable Stretch next() {
			while (this.at.isBefore(this.until)) {
				if (this.next == this.hours.size()) {
					this.at = later(this.at, this.end);
					beginDay();
					continue;
				}
				Hours open = this.hours.get(this.next);
				Instant from = later(this.at, moment(open.from()));
				Instant to = earlier(moment(open.to()), earlier(this.end, this.until));
				if (!from.isBefore(to)) {
					this.next++;
					continue;
				}
				Stretch shut = WorkingCalendar.this.closed.after(from);
				if (from.isBefore(shut.from())) {
					this.at = earlier(to, shut.from());
					return new Stretch(from, this.at);
				}
				this.at = shut.to();
			}
			return null;
		}

		private void beginDay() {
			if (!this.at.isBefore(this.change)) {
				ZoneRules rules = WorkingCalendar.this.zone.getRules();
				ZoneOffsetTransition next = rules.nextTransition(this.at);
				this.change = (next != null) ? next.getInstant() : Instant.MAX;
				this.offset = rules.getOffset(this.at);
			}
			this.day = LocalDateTime.ofInstant(this.at, this.offset).toLocalDate();
			this.end = earlier(this.change, moment(MINUTES_OF_DAY));
			this.hours = hours(this.day);
			this.next = 0;
		}

		private Instant moment(int minute) {
			return Instant
				.ofEpochSecond(this.day.toEpochDay() * SECONDS_OF_DAY + minute * 60L - this.offset.getTotalSeconds());
		}

		private static Instant earlier(Instant one, Instant other) {
			return one.isBefore(other) ? one : other;
		}

		private static Instant later(Instant one, Instant other) {
			return one.isAfter(other) ? one : other;
		}

	}

}
