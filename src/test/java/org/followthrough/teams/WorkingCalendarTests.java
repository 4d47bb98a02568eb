package org.followthrough.teams;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How working time is counted, by examples and against a look at each minute.
 */
class WorkingCalendarTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	/** Monday to Friday with a break; Friday ends early. */
	private static final Week OFFICE = week("09:00-12:00, 13:00-17:00", "09:00-12:00, 13:00-15:00", "");

	private static final Week ALWAYS = week("00:00-24:00", "00:00-24:00", "00:00-24:00");

	/** Clocks change on these days, or a whole day is left out. */
	private static final List<LocalDate> ODD_DAYS = List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25),
			LocalDate.of(2026, 3, 8), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 4, 5), LocalDate.of(2026, 10, 4),
			LocalDate.of(2011, 12, 30), LocalDate.of(2012, 4, 1), LocalDate.of(2025, 12, 31));

	private static Week week(String weekday, String friday, String weekend) {
		Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : DayOfWeek.values()) {
			days.put(day, Hours.ofDay("hours",
					(day.compareTo(DayOfWeek.FRIDAY) < 0) ? weekday : (day == DayOfWeek.FRIDAY) ? friday : weekend));
		}
		return new Week(days);
	}

	private static WorkingCalendar office(LocalDate... daysOff) {
		return calendar(BERLIN, OFFICE, daysOff);
	}

	private static WorkingCalendar calendar(ZoneId zone, Week week, LocalDate... daysOff) {
		Set<LocalDate> off = Set.of(daysOff);
		return new WorkingCalendar(zone, week, (day) -> off.contains(day) ? "off" : null, ClosedHours.NONE);
	}

	private static Instant berlin(String wall) {
		return LocalDateTime.parse(wall).atZone(BERLIN).toInstant();
	}

	/** 23 November 2026 is a Monday. */
	@ParameterizedTest
	@CsvSource({ "2026-11-23T09:00, PT1H, 2026-11-23T10:00", "2026-11-23T11:30, PT1H, 2026-11-23T13:30",
			"2026-11-23T09:00, PT7H, 2026-11-23T17:00", "2026-11-23T09:00, PT7H1M, 2026-11-24T09:01",
			"2026-11-23T17:00, PT1H, 2026-11-24T10:00", "2026-11-21T11:00, PT1H, 2026-11-23T10:00",
			"2026-11-27T14:30, PT1H, 2026-11-30T09:30", "2026-11-23T07:00, PT0S, 2026-11-23T07:00" })
	void timePassesInWorkingHoursOnly(String from, Duration time, String expected) {
		assertThat(office().after(berlin(from), Span.of(time))).isEqualTo(berlin(expected));
	}

	/**
	 * The same time of day; where the day has no such hour, the last moment before it.
	 */
	@ParameterizedTest
	@CsvSource({ "2026-11-23T15:00, P1D, 2026-11-24T15:00", "2026-11-27T10:00, P1D, 2026-11-30T10:00",
			"2026-11-26T16:30, P1D, 2026-11-27T15:00", "2026-11-23T12:30, P1D, 2026-11-24T13:00",
			"2026-11-23T20:00, P1D, 2026-11-25T09:00", "2026-11-21T11:00, P1D, 2026-11-24T09:00",
			"2026-11-23T10:00, P5D, 2026-11-30T10:00", "2026-11-23T16:00, P1DT2H, 2026-11-25T10:00",
			"2026-11-26T16:30, P1DT1H, 2026-11-30T10:00" })
	void daysKeepTheTimeOfDay(String from, String span, String expected) {
		assertThat(office().after(berlin(from), Span.parse(span))).isEqualTo(berlin(expected));
	}

	@Example
	void aHolidayIsNoWorkingDay() {
		WorkingCalendar withHoliday = office(LocalDate.of(2026, 11, 24));
		assertThat(withHoliday.after(berlin("2026-11-23T16:00"), Span.of(Duration.ofHours(2))))
			.isEqualTo(berlin("2026-11-25T10:00"));
		assertThat(withHoliday.after(berlin("2026-11-23T15:00"), Span.ofDays(1))).isEqualTo(berlin("2026-11-25T15:00"));
		assertThat(withHoliday.between(berlin("2026-11-23T16:00"), berlin("2026-11-25T10:00"))).hasHours(2);
	}

	@Example
	void aYearEndsBetweenTwoWorkingDays() {
		WorkingCalendar office = office(LocalDate.of(2027, 1, 1));
		assertThat(office.after(berlin("2026-12-31T16:00"), Span.of(Duration.ofHours(2))))
			.isEqualTo(berlin("2027-01-04T10:00"));
		assertThat(office.after(berlin("2026-12-31T16:00"), Span.ofDays(1))).isEqualTo(berlin("2027-01-04T16:00"));
	}

	@Example
	void hoursThatAreClosedDontCount() {
		WorkingCalendar office = new WorkingCalendar(BERLIN, OFFICE, DaysOff.NONE,
				new ClosedHours(List.of(new Stretch(berlin("2026-11-23T10:00"), berlin("2026-11-23T11:00")),
						new Stretch(berlin("2026-11-24T00:00"), berlin("2026-11-25T00:00")))));
		assertThat(office.after(berlin("2026-11-23T09:30"), Span.of(Duration.ofHours(1))))
			.isEqualTo(berlin("2026-11-23T11:30"));
		assertThat(office.after(berlin("2026-11-23T10:30"), Span.ofDays(1))).isEqualTo(berlin("2026-11-25T11:00"));
		assertThat(office.isWorkingDay(LocalDate.of(2026, 11, 24))).isFalse();
	}

	@Example
	void theNightThatHasAnHourLessCountsAnHourLess() {
		WorkingCalendar always = calendar(BERLIN, ALWAYS);
		assertThat(always.between(berlin("2026-03-28T20:00"), berlin("2026-03-29T20:00"))).hasHours(23);
		assertThat(always.after(berlin("2026-03-29T00:00"), Span.of(Duration.ofHours(3))))
			.isEqualTo(berlin("2026-03-29T04:00"));
		assertThat(always.after(berlin("2026-03-28T20:00"), Span.ofDays(1))).isEqualTo(berlin("2026-03-29T20:00"));
		// 02:30 doesn't exist then: the moment at which the clock jumps.
		assertThat(always.after(berlin("2026-03-28T02:30"), Span.ofDays(1))).isEqualTo(berlin("2026-03-29T03:00"));
	}

	@Example
	void theNightThatHasAnHourMoreCountsAnHourMore() {
		WorkingCalendar always = calendar(BERLIN, ALWAYS);
		assertThat(always.between(berlin("2026-10-24T20:00"), berlin("2026-10-25T20:00"))).hasHours(25);
		assertThat(always.after(berlin("2026-10-24T20:00"), Span.ofDays(1))).isEqualTo(berlin("2026-10-25T20:00"));
		WorkingCalendar night = calendar(BERLIN, week("00:00-02:30", "00:00-02:30", "00:00-02:30"));
		assertThat(night.between(berlin("2026-10-25T00:00"), berlin("2026-10-25T12:00"))).hasMinutes(180);
	}

	@Example
	void whoComesInTheSecondRoundOfAnHourIsNotDueBeforeWhoCameInTheFirst() {
		WorkingCalendar always = calendar(BERLIN, ALWAYS);
		Instant first = always.after(Instant.parse("2026-10-25T00:50:00Z"), Span.ofDays(1));
		Instant second = always.after(Instant.parse("2026-10-25T01:10:00Z"), Span.ofDays(1));
		assertThat(first).isEqualTo(berlin("2026-10-26T02:50"));
		assertThat(second).isEqualTo(berlin("2026-10-26T03:00"));
	}

	@Example
	void aDayThatAZoneLeftOutIsNoWorkingDay() {
		WorkingCalendar apia = calendar(ZoneId.of("Pacific/Apia"), ALWAYS);
		Instant thursday = LocalDateTime.parse("2011-12-29T10:00").atZone(ZoneId.of("Pacific/Apia")).toInstant();
		assertThat(apia.after(thursday, Span.ofDays(1))).isEqualTo(thursday.plus(Duration.ofDays(1)))
			.isEqualTo(LocalDateTime.parse("2011-12-31T10:00").atZone(ZoneId.of("Pacific/Apia")).toInstant());
	}

	@Example
	void aCalendarThatNeverOpensEndsAHundredYearsOn() {
		WorkingCalendar never = new WorkingCalendar(BERLIN, OFFICE, (day) -> "off", ClosedHours.NONE);
		Instant now = berlin("2026-11-23T09:00");
		assertThat(never.after(now, Span.ofDays(1))).isEqualTo(now.plus(Duration.ofDays(36_525)));
		assertThat(never.after(now, Span.of(Duration.ofHours(1)))).isEqualTo(now.plus(Duration.ofDays(36_525)));
		assertThat(never.between(now, Instant.MAX.minus(Duration.ofDays(36_526)))).isZero();
		assertThat(office().after(now, new Span(Integer.MAX_VALUE, Duration.ofDays(Integer.MAX_VALUE))))
			.isEqualTo(now.plus(Duration.ofDays(36_525)));
	}

	@Property(tries = 300)
	void timeAgreesWithALookAtEachMinute(@ForAll("calendars") MinuteByMinute minutes, @ForAll("moments") Moment moment,
			@ForAll @IntRange(max = 2000) int minutesOfWork) {
		Instant from = moment.in(minutes.zone());
		Duration work = Duration.ofMinutes(minutesOfWork);
		Instant after = minutes.calendar().after(from, Span.of(work));
		assertThat(after).isEqualTo(minutes.after(from, work));
		assertThat(minutes.calendar().between(from, after)).isEqualTo(work);
	}

	@Property(tries = 300)
	void whatLiesBetweenAgreesWithALookAtEachMinute(@ForAll("calendars") MinuteByMinute minutes,
			@ForAll("moments") Moment moment, @ForAll @IntRange(max = 20_000) int length) {
		Instant from = moment.in(minutes.zone());
		Instant to = from.plus(Duration.ofMinutes(length));
		assertThat(minutes.calendar().between(from, to)).isEqualTo(minutes.between(from, to));
		assertThat(minutes.calendar().between(to, from)).isZero();
	}

	@Property(tries = 300)
	void daysAgreeWithALookAtEachMinute(@ForAll("calendars") MinuteByMinute minutes, @ForAll("moments") Moment moment,
			@ForAll @IntRange(min = 1, max = 6) int days) {
		Instant from = moment.in(minutes.zone());
		WorkingCalendar calendar = minutes.calendar();
		Instant after = calendar.after(from, Span.ofDays(days));
		Instant begin = calendar.nextOpening(from, from.plus(Duration.ofDays(400)));
		// In an hour that comes twice, the wall clock alone doesn't say which is meant.
		Assume.that(isToldByTheWallClock(begin, minutes.zone()) && isToldByTheWallClock(after, minutes.zone()));
		assertThat(after).isEqualTo(minutes.afterDays(from, days));
	}

	private static boolean isToldByTheWallClock(Instant moment, ZoneId zone) {
		for (int hours = -2; hours <= 2; hours++) {
			ZoneOffsetTransition change = zone.getRules()
				.getTransition(LocalDateTime.ofInstant(moment.plus(Duration.ofHours(hours)), zone));
			if (change != null && change.isOverlap()) {
				return false;
			}
		}
		return true;
	}

	@Property(tries = 2000)
	void whoComesLaterOrPromisesMoreIsNeverDueSooner(@ForAll("calendars") MinuteByMinute minutes,
			@ForAll("moments") Moment moment, @ForAll @LongRange(max = 200_000_000) long later,
			@ForAll @IntRange(max = 4) int days, @ForAll @LongRange(max = 100_000) long seconds,
			@ForAll @LongRange(max = 50_000) long more) {
		WorkingCalendar calendar = minutes.calendar();
		Instant from = moment.in(minutes.zone());
		Instant due = calendar.after(from, new Span(days, Duration.ofSeconds(seconds)));
		assertThat(due).isAfterOrEqualTo(from);
		assertThat(calendar.after(from.plus(Duration.ofMillis(later)), new Span(days, Duration.ofSeconds(seconds))))
			.isAfterOrEqualTo(due);
		assertThat(calendar.after(from, new Span(days, Duration.ofSeconds(seconds + more)))).isAfterOrEqualTo(due);
		assertThat(calendar.after(from, new Span(days + 1, Duration.ofSeconds(seconds)))).isAfterOrEqualTo(due);
	}

	@Property(tries = 2000)
	void timeIsTheSumOfItsParts(@ForAll("calendars") MinuteByMinute minutes, @ForAll("moments") Moment moment,
			@ForAll @LongRange(max = 300_000_000) long first, @ForAll @LongRange(max = 300_000_000) long second) {
		WorkingCalendar calendar = minutes.calendar();
		Instant from = moment.in(minutes.zone());
		Duration one = Duration.ofMillis(first);
		Duration other = Duration.ofMillis(second);
		Instant middle = calendar.after(from, Span.of(one));
		Instant end = calendar.after(from, Span.of(one.plus(other)));
		assertThat(calendar.after(middle, Span.of(other))).isEqualTo(end);
		assertThat(calendar.between(from, middle)).isEqualTo(one);
		assertThat(calendar.between(from, middle).plus(calendar.between(middle, end)))
			.isEqualTo(calendar.between(from, end));
	}

	@Provide
	Arbitrary<MinuteByMinute> calendars() {
		Arbitrary<ZoneId> zones = Arbitraries
			.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC",
					"America/Sao_Paulo", "Africa/Cairo")
			.map(ZoneId::of);
		Arbitrary<Set<LocalDate>> daysOff = day().set().ofMaxSize(6);
		Arbitrary<List<Stretch>> closed = Combinators
			.combine(day(), Arbitraries.integers().between(0, 1439), Arbitraries.integers().between(1, 3000))
			.as((day, minute, length) -> {
				Instant from = day.atStartOfDay(ZoneId.of("UTC")).toInstant().plus(Duration.ofMinutes(minute));
				return new Stretch(from, from.plus(Duration.ofMinutes(length)));
			})
			.list()
			.ofMaxSize(4);
		return Combinators.combine(zones, weeks(), daysOff, closed).as(MinuteByMinute::new);
	}

	private Arbitrary<LocalDate> day() {
		return Combinators.combine(Arbitraries.of(ODD_DAYS), Arbitraries.integers().between(-8, 8))
			.as(LocalDate::plusDays);
	}

	/** At least one day of the week has hours. */
	private Arbitrary<Week> weeks() {
		return Arbitraries.integers()
			.between(0, 48)
			.list()
			.ofMaxSize(6)
			.list()
			.ofSize(7)
			.map(WorkingCalendarTests::week);
	}

	private static Week week(List<List<Integer>> halfHours) {
		Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : DayOfWeek.values()) {
			List<Integer> edges = new ArrayList<>(new HashSet<>(halfHours.get(day.ordinal())));
			edges.sort(null);
			List<Hours> hours = new ArrayList<>();
			for (int i = 0; i + 1 < edges.size(); i += 2) {
				hours.add(new Hours(edges.get(i) * 30, edges.get(i + 1) * 30));
			}
			days.put(day, hours);
		}
		days.putIfAbsent(DayOfWeek.WEDNESDAY, List.of());
		if (days.get(DayOfWeek.WEDNESDAY).isEmpty()) {
			days.put(DayOfWeek.WEDNESDAY, List.of(new Hours(0, 24 * 60)));
		}
		return new Week(days);
	}

	@Provide
	Arbitrary<Moment> moments() {
		return Combinators.combine(day(), Arbitraries.integers().between(0, 1439)).as(Moment::new);
	}

	/**
	 * A moment on a day, in whole minutes.
	 */
	record Moment(LocalDate day, int minute) {

		Instant in(ZoneId zone) {
			return this.day.atStartOfDay(zone)
				.toInstant()
				.truncatedTo(ChronoUnit.MINUTES)
				.plusSeconds(this.minute * 60L);
		}

	}

}
