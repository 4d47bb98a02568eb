package org.followthrough.journey;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.calendar.BusinessCalendarManager;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DateTimeUtil;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.task.Task;
import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * The engine's calendars: durations and cycles in models are working time of the case.
 * {@code P3D} is three working days, {@code PT1H} an hour in which somebody works. Cron
 * expressions, months, years and dates stay what they are.
 */
final class WorkingTimers {

	/** More repetitions than anybody missed; then the next is counted from now. */
	private static final int MOST_MISSED = 10_000;

	private WorkingTimers() {
	}

	static BusinessCalendarManager of(Supplier<CaseAtHand> atHand) {
		MapBusinessCalendarManager calendars = new MapBusinessCalendarManager();
		calendars.addBusinessCalendar(DurationBusinessCalendar.NAME, new Durations(atHand));
		calendars.addBusinessCalendar(CycleBusinessCalendar.NAME, new Cycles(atHand));
		calendars.addBusinessCalendar(DueDateBusinessCalendar.NAME, new DueDates(atHand));
		return calendars;
	}

	private static Optional<Span> span(String text) {
		try {
			return (text.startsWith("P") && !text.contains("/")) ? Optional.of(Span.parse(text)) : Optional.empty();
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static Instant from(@Nullable Date start) {
		return (start != null) ? start.toInstant() : CaseAtHand.now();
	}

	private static Optional<Date> after(Supplier<CaseAtHand> atHand, String text, @Nullable Date start) {
		return span(text)
			.flatMap((span) -> atHand.get().workingTime().map((time) -> Date.from(time.after(from(start), span))));
	}

	/**
	 * {@code timeDuration}.
	 */
	private static final class Durations extends DurationBusinessCalendar {

		private final Supplier<CaseAtHand> atHand;

		Durations(Supplier<CaseAtHand> atHand) {
			this.atHand = atHand;
		}

		@Override
		public Date resolveDuedate(String text, Task task) {
			return resolveDuedate(text);
		}

		@Override
		public Date resolveDuedate(String text) {
			return resolveDuedate(text, (Date) null);
		}

		@Override
		public Date resolveDuedate(String text, @Nullable Date start) {
			return after(this.atHand, text, start).orElseGet(() -> super.resolveDuedate(text, start));
		}

	}

	/**
	 * The dates of tasks, and {@code timeDate}, which may be a duration, too.
	 */
	private static final class DueDates extends DueDateBusinessCalendar {

		private final Supplier<CaseAtHand> atHand;

		DueDates(Supplier<CaseAtHand> atHand) {
			this.atHand = atHand;
		}

		@Override
		public Date resolveDuedate(String text, Task task) {
			return resolveDuedate(text);
		}

		@Override
		public Date resolveDuedate(String text) {
			return resolveDuedate(text, (Date) null);
		}

		@Override
		public Date resolveDuedate(String text, @Nullable Date start) {
			return after(this.atHand, text, start).orElseGet(() -> super.resolveDuedate(text, start));
		}

	}

	/**
	 * {@code timeCycle}. The engine asks for each repetition by the whole cycle, with the
	 * moment at which it began: {@code R3/2026-11-23T09:00:00/P1D}.
	 */
	private static final class Cycles extends CycleBusinessCalendar {

		private final Supplier<CaseAtHand> atHand;

		Cycles(Supplier<CaseAtHand> atHand) {
			this.atHand = atHand;
		}

		@Override
		public Date resolveDuedate(String text, Task task) {
			return resolveDuedate(text);
		}

		@Override
		public Date resolveDuedate(String text) {
			return resolveDuedate(text, (Date) null);
		}

		@Override
		public Date resolveDuedate(String text, @Nullable Date start) {
			return resolveDuedate(text, start, 0);
		}

		@Override
		public @Nullable Date resolveDuedate(String text, @Nullable Date start, long offset) {
			String[] parts = text.split("/");
			Optional<Span> span = text.startsWith("R") ? span(parts[parts.length - 1]) : Optional.empty();
			Optional<WorkingTime> time = span.flatMap((found) -> this.atHand.get().workingTime());
			if (time.isEmpty() || span.get().isZero() || parts.length > 3) {
				return super.resolveDuedate(text, start, offset);
			}
			if (parts.length == 2) {
				return Date.from(time.get().after(from(start), span.get()));
			}
			Instant begin = DateTimeUtil.parseDate(parts[1]).toInstant();
			int times = (parts[0].length() > 1) ? Integer.parseInt(parts[0].substring(1)) : Integer.MAX_VALUE;
			Instant next = next(time.get(), span.get(), begin, times, from(start).minusMillis(offset));
			return (next != null) ? Date.from(next.plusMillis(offset)) : null;
		}

		/**
		 * The first repetition after a moment; those that were missed till then are one.
		 */
		private static @Nullable Instant next(WorkingTime time, Span span, Instant begin, int times, Instant moment) {
			Instant next = begin;
			for (int i = 0; i < times && !next.isAfter(moment); i++) {
				next = (i < MOST_MISSED) ? time.after(next, span) : time.after(moment, span);
			}
			return next.isBefore(moment) ? null : next;
		}

	}

}
