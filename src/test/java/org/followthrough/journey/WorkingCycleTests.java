package org.followthrough.journey;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;

import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the engine's calendars make of the timers in models, where everything takes twice
 * as long as elsewhere.
 */
class WorkingCycleTests {

	/** As the engine writes times into its jobs. */
	private static final ZoneId MACHINE = ZoneId.systemDefault();

	private final CycleBusinessCalendar cycles = (CycleBusinessCalendar) WorkingTimers.of(() -> new Slow())
		.getBusinessCalendar(CycleBusinessCalendar.NAME);

	@AfterEach
	void timeGoesOn() {
		ClockUtil.reset();
	}

	@ParameterizedTest
	@CsvSource({ "R/2026-11-23T10:00:00/PT1H, 2026-11-23T10:00:00, 2026-11-23T12:00:00",
			"R/2026-11-23T10:00:00/PT1H, 2026-11-23T12:00:00, 2026-11-23T14:00:00",
			// What was missed while nothing ran is one.
			"R/2026-11-23T10:00:00/PT1H, 2026-11-23T17:30:00, 2026-11-23T18:00:00",
			"R3/2026-11-23T10:00:00/PT1H, 2026-11-23T14:00:00, 2026-11-23T16:00:00",
			"R3/2026-11-23T10:00:00/PT1H, 2026-11-23T16:30:00, ", "R/PT1H, 2026-11-23T10:00:00, 2026-11-23T12:00:00" })
	void cyclesRepeatInWorkingTime(String cycle, LocalDateTime now, LocalDateTime next) {
		itIs(now);
		assertThat(this.cycles.resolveDuedate(cycle, null, 0)).isEqualTo((next != null) ? date(next) : null);
	}

	@ParameterizedTest
	@CsvSource({ "R/2026-01-01T00:00:00/PT1S, 2026-11-23T10:00:00, 2026-11-23T10:00:02" })
	void aVeryShortCycleIsNotCountedFromItsBeginning(String cycle, LocalDateTime now, LocalDateTime next) {
		itIs(now);
		assertThat(this.cycles.resolveDuedate(cycle, null, 0)).isEqualTo(date(next));
	}

	@ParameterizedTest
	@CsvSource({ "duration, PT1H, 2026-11-23T12:00:00", "dueDate, PT1H, 2026-11-23T12:00:00",
			"dueDate, 2026-11-24T08:00:00, 2026-11-24T08:00:00", "duration, P1M, 2026-12-23T10:00:00",
			"cycle, 0 0 12 * * ?, 2026-11-23T12:00:00" })
	void whatIsNoAmountOfWorkingTimeStaysAsItIs(String calendar, String text, LocalDateTime due) {
		itIs(LocalDateTime.parse("2026-11-23T10:00:00"));
		assertThat(DurationBusinessCalendar.NAME).isEqualTo("duration");
		assertThat(DueDateBusinessCalendar.NAME).isEqualTo("dueDate");
		assertThat(WorkingTimers.of(() -> new Slow()).getBusinessCalendar(calendar).resolveDuedate(text))
			.isEqualTo(date(due));
	}

	private static void itIs(LocalDateTime now) {
		ClockUtil.setCurrentTime(date(now));
	}

	private static Date date(LocalDateTime wall) {
		return Date.from(wall.atZone(MACHINE).toInstant());
	}

	/**
	 * A case that takes twice as long as elsewhere.
	 */
	@SuppressWarnings("NullAway")
	private static final class Slow extends CaseAtHand {

		Slow() {
			super(null, null);
		}

		@Override
		Optional<WorkingTime> workingTime() {
			return Optional.of(new WorkingTime() {

				@Override
				public Instant after(Instant from, Span span) {
					return ROUND_THE_CLOCK.after(ROUND_THE_CLOCK.after(from, span), span);
				}

				@Override
				public java.time.Duration between(Instant from, Instant to) {
					return ROUND_THE_CLOCK.between(from, to).dividedBy(2);
				}

			});
		}

	}

}
