package org.followthrough.journey;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.data.TemporalUnitOffset;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.signoff.SignOffs;
import org.followthrough.teams.Calendars;
import org.followthrough.teams.Closure;
import org.followthrough.teams.Hours;
import org.followthrough.teams.Plan;
import org.followthrough.teams.Recount;
import org.followthrough.teams.Recounts;
import org.followthrough.teams.Span;
import org.followthrough.teams.Teams;
import org.followthrough.teams.Week;
import org.followthrough.teams.WorkingTime;
import org.followthrough.testing.OwnApplication;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Timers in models count in the working time of the case's team, and move when that
 * changes.
 */
@OwnApplication
@TestPropertySource(properties = "spring.application.name=working-timers")
class WorkingTimerTests extends JourneyTest {

	/** The engine reads its clock once for a timer's beginning and once for its end. */
	private static final TemporalUnitOffset ROUNDING = within(1, ChronoUnit.SECONDS);

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@Autowired
	private MovableClock clock;

	@Autowired
	private Calendars calendars;

	@Autowired
	private Teams teams;

	@Autowired
	private Recounts recounts;

	@Autowired
	private Promises promised;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private Timeline timeline;

	@Autowired
	private SignOffs signOffs;

	private LocalDate monday = LocalDate.EPOCH;

	@BeforeEach
	void itIsMondayMorning() {
		this.monday = LocalDate.ofInstant(this.clock.instant(), BERLIN).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
		itIs(this.monday);
		this.timers.ring();
		office("09:00-17:00", List.of());
		everyTeamWorksBy("Office");
	}

	@AfterEach
	void everybodyWorksRoundTheClockAgain() {
		this.worker.awaitDelivery();
		this.timers.ring();
		everyTeamWorksBy("");
	}

	@Test
	void aDurationCountsWorkingDays() {
		SupportCase waiting = openAt("wait-for-answer");
		Instant set = this.clock.instant();
		// Three working days from Monday are Thursday; from Thursday they are Tuesday.
		assertThat(due(waiting, "no-answer-yet")).isBetween(set.plus(Duration.ofDays(3)).minusSeconds(30),
				set.plus(Duration.ofDays(3)).plusSeconds(30));
		this.clock.advance(Duration.ofDays(3));
		SupportCase later = openAt("wait-for-answer");
		assertThat(due(later, "no-answer-yet")).isAfter(this.clock.instant().plus(Duration.ofDays(4)))
			.isBefore(this.clock.instant().plus(Duration.ofDays(5)).plusSeconds(30));
	}

	@Test
	void aCalendarThatChangesMovesTheTimersThatRunByIt() {
		SupportCase waiting = openAt("wait-for-answer");
		Instant before = due(waiting, "no-answer-yet");
		assertThat(this.calendars.preview("Office", plan("09:00-17:00", tuesdayOff())).counted().get("timers"))
			.isPositive();
		office("09:00-17:00", tuesdayOff());
		awaitRecount(waiting);
		Instant moved = due(waiting, "no-answer-yet");
		assertThat(moved).isCloseTo(before.plus(Duration.ofDays(1)), ROUNDING);
		assertThat(moved(waiting)).singleElement()
			.satisfies((entry) -> assertThat(entry.details()).containsEntry("step", "no-answer-yet")
				.containsEntry("before", before.toString())
				.containsEntry("due", moved.toString()));
		office("09:00-17:00", List.of());
		awaitRecount(waiting);
		assertThat(due(waiting, "no-answer-yet")).isCloseTo(before, ROUNDING);
	}

	@Test
	void aSilentCustomerIsRemindedInWorkingTimeAndThenAPersonDecides() {
		office("09:00-17:00", tuesdayOff());
		SupportCase answered = openAt("sign-off");
		// Two working days each: over the holiday, then over the weekend.
		assertThat(remindersAt(answered, 2)).isZero();
		assertThat(remindersAt(answered, 3)).isEqualTo(1);
		assertThat(remindersAt(answered, 6)).isEqualTo(1);
		assertThat(remindersAt(answered, 7)).isEqualTo(2);
		assertThat(remindersAt(answered, 8)).isEqualTo(2);
		assertThatCalled(answered, "sign-off").isWaitingAt("wait-for-word");
		assertThat(remindersAt(answered, 9)).isEqualTo(2);
		assertThatCalled(answered, "sign-off").isWaitingAt("decide-unanswered");
		assertThat(this.worker.now(answered).isOpen()).isTrue();
	}

	/** How often they were reminded by some day, each day a little later. */
	private int remindersAt(SupportCase answered, int days) {
		this.worker.awaitDelivery();
		itIs(this.monday.plusDays(days));
		this.timers.advance(Duration.ofMinutes(10L * days));
		return this.signOffs.latest(answered.id()).orElseThrow().reminders();
	}

	@Test
	void aTimerRingsWhenTheChangedCalendarSaysSo() {
		SupportCase waiting = openAt("wait-for-answer");
		this.worker.awaitDelivery();
		office("09:00-17:00", tuesdayOff());
		awaitRecount(waiting);
		this.timers.advance(Duration.ofDays(3).plusMinutes(5));
		assertThatJourney(waiting).isWaitingAt("wait-for-answer");
		this.timers.advance(Duration.ofDays(1));
		assertThatJourney(waiting).hasPassed("no-answer-yet");
	}

	@Test
	void aTeamThatGetsAnotherCalendarMovesItsTimers() {
		SupportCase waiting = openAt("wait-for-answer");
		Instant set = this.clock.instant();
		itIs(this.monday.plusDays(3));
		SupportCase later = openAt("wait-for-answer");
		everyTeamWorksBy("");
		awaitRecount(waiting);
		assertThat(due(waiting, "no-answer-yet")).isBetween(set.plus(Duration.ofDays(3)).minusSeconds(30),
				set.plus(Duration.ofDays(3)));
		assertThat(due(later, "no-answer-yet")).isBefore(this.clock.instant().plus(Duration.ofDays(3)));
		assertThat(moved(later)).hasSize(1);
		assertThat(moved(waiting)).isEmpty();
	}

	@Test
	void promisesMoveWithTheirClocks() {
		this.clock.set(this.monday.atTime(16, 0).atZone(BERLIN).toInstant());
		SupportCase fresh = open();
		Instant opened = this.worker.now(fresh).openedAt();
		Promise before = this.promised.running(fresh.id()).orElseThrow();
		assertThat(before.dueAt()).isAfter(this.monday.plusDays(1).atStartOfDay(BERLIN).toInstant());
		everyTeamWorksBy("");
		awaitRecount(fresh);
		Promise after = this.promised.running(fresh.id()).orElseThrow();
		assertThat(after.dueAt()).isBefore(before.dueAt()).isAfter(opened);
		assertThat(due(fresh, ModelWords.PROMISE_TIME_CAME)).isEqualTo(after.lookAt());
		assertThat(this.timeline.of(fresh.number(), 0, 1000)).anySatisfy((entry) -> {
			assertThat(entry.action()).isEqualTo("promise.moved");
			assertThat(entry.details()).containsEntry("before", before.dueAt().toString());
		});
	}

	@Test
	void whatATeamIsAskedForItSaysQuickly() {
		WorkingTime time = this.teams.workingTime("support");
		assertThat(time).isNotSameAs(WorkingTime.ROUND_THE_CLOCK);
		long begin = System.nanoTime();
		Instant now = this.clock.instant();
		for (int i = 0; i < 100_000; i++) {
			this.teams.workingTime("support").after(now, Span.ofDays(1));
		}
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
	}

	private List<Closure> tuesdayOff() {
		return List.of(new Closure(this.monday.plusDays(1), this.monday.plusDays(1), "Stock-taking"));
	}

	private void itIs(LocalDate day) {
		this.clock.set(day.atTime(10, 0).atZone(BERLIN).toInstant());
	}

	private void office(String hours, List<Closure> closures) {
		this.worker.as("manager1", () -> this.calendars.save("Office", plan(hours, closures), null));
	}

	private static Plan plan(String hours, List<Closure> closures) {
		Map<DayOfWeek, List<Hours>> days = new HashMap<>();
		Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)
			.forEach((day) -> days.put(day, Week.hours(hours)));
		return new Plan("Europe/Berlin", null, null, new Week(days), closures, null);
	}

	private void everyTeamWorksBy(String calendar) {
		this.worker.as("manager1", () -> this.teams.save("support", calendar, "", ""));
	}

	private void awaitRecount(SupportCase of) {
		String team = String.valueOf(this.worker.now(of).team());
		Awaitility.await("everything of " + team + " counted anew")
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.recounts.all()
				.stream()
				.filter((recount) -> recount.team().equals(team))
				.allMatch(Recount::isDone));
	}

	private Instant due(SupportCase of, String step) {
		Set<String> journeys = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(of.number())
			.list()
			.stream()
			.map((journey) -> journey.getProcessInstanceId())
			.collect(java.util.stream.Collectors.toSet());
		List<Job> jobs = this.management.createJobQuery()
			.activityId(step)
			.list()
			.stream()
			.filter((job) -> journeys.contains(job.getProcessInstanceId()))
			.toList();
		assertThat(jobs).as("the timer " + step + " of " + of.number()).hasSize(1);
		return jobs.get(0).getDuedate().toInstant();
	}

	private List<AuditEntry> moved(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals("timer.moved"))
			.toList();
	}

}
