package org.followthrough.rota;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is on shift at which moment.
 */
@Label("The rota of a team")
class TeamRotaTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final WorkingTime OFFICE = new Office(BERLIN, LocalTime.of(9, 0), LocalDate.MIN, LocalDate.MIN);

	private static final LocalDate FIRST = LocalDate.parse("2026-10-12");

	private final NavigableMap<LocalDate, String> shifts = new TreeMap<>();

	private final List<Absence> absences = new ArrayList<>();

	private final Set<String> gone = new java.util.HashSet<>();

	@Example
	void theWeekTurnsWhenWorkBeginsOnMonday() {
		planned("eva", "emil");
		assertThat(at("2026-10-18T23:00:00Z")).isEqualTo("eva");
		assertThat(at("2026-10-19T06:59:59Z")).isEqualTo("eva");
		assertThat(at("2026-10-19T07:00:00Z")).isEqualTo("emil");
	}

	@Example
	void theHourIsThatOfTheWallAlsoWhenClocksWereChanged() {
		planned("eva", "emil", "ida");
		assertThat(at("2026-10-26T07:30:00Z")).isEqualTo("emil");
		assertThat(at("2026-10-26T08:00:00Z")).isEqualTo("ida");
	}

	@Example
	void aHolidayOnMondayPutsTheTurnOffAndAClosedWeekTurnsAtMidnight() {
		planned("eva", "emil", "ida");
		LocalDate monday = FIRST.plusWeeks(1);
		TeamRota tuesday = rota(closed(monday, monday));
		assertThat(tuesday.at(Instant.parse("2026-10-19T12:00:00Z")).engineer()).isEqualTo("eva");
		assertThat(tuesday.at(Instant.parse("2026-10-20T07:00:00Z")).engineer()).isEqualTo("emil");
		TeamRota closed = rota(closed(monday, monday.plusDays(6)));
		assertThat(closed.at(Instant.parse("2026-10-18T22:00:00Z")).engineer()).isEqualTo("emil");
	}

	@Example
	void whoIsAwayIsStoodInForByTheirDeputyElseByWhoeverIsNext() {
		planned("eva", "emil", "ida");
		away("eva", 1, 2, "ida");
		away("eva", 3, 3, null);
		assertThat(on(0)).isEqualTo("eva");
		assertThat(on(1)).isEqualTo("ida");
		assertThat(on(3)).isEqualTo("emil");
		away("emil", 3, 3, "eva");
		assertThat(on(3)).isEqualTo("ida");
		away("ida", 2, 3, null);
		assertThat(on(2)).as("a deputy who is away, too").isEqualTo("emil");
		assertThat(on(3)).as("nobody is there").isEqualTo("eva");
	}

	@Example
	void whoIsNoEngineerAnyMoreHasNoTurn() {
		planned("eva", "emil");
		this.gone.add("eva");
		assertThat(on(0)).isEqualTo("emil");
		away("emil", 0, 0, "eva");
		assertThat(on(0)).as("a deputy who is none, too").isEqualTo("emil");
		this.gone.add("emil");
		assertThat(rota(OFFICE).on(FIRST, FIRST).engineer()).isNull();
	}

	@Example
	void whereNobodyIsPutInWhoeverIsNextHasItAndTheLastGoesOn() {
		planned("eva", "emil");
		this.shifts.put(FIRST.plusWeeks(4), "ida");
		assertThat(rota(OFFICE).on(FIRST.plusWeeks(3), FIRST.plusWeeks(3)).engineer()).isEqualTo("ida");
		assertThat(rota(OFFICE).on(FIRST.plusWeeks(9), FIRST.plusWeeks(9)).engineer()).isEqualTo("ida");
		this.shifts.clear();
		assertThat(rota(OFFICE).at(Instant.parse("2026-10-14T12:00:00Z")).engineer()).isNull();
	}

	@Property
	void atEveryMomentExactlyOneEngineerHasIt(@ForAll("zones") ZoneId zone, @ForAll("rotas") List<String> weeks,
			@ForAll("someAbsences") List<Absence> some, @ForAll("hours") int hours) {
		// One instance serves all tries.
		this.shifts.clear();
		this.absences.clear();
		planned(weeks.toArray(String[]::new));
		this.absences.addAll(some);
		this.gone.add("gone");
		TeamRota rota = rota(new Office(zone, LocalTime.of(2, 30), FIRST.plusDays(50), FIRST.plusDays(62)));
		Instant moment = FIRST.atStartOfDay(zone).toInstant().plus(Duration.ofHours(hours));
		LocalDate week = rota.week(moment);
		assertThat(week.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
		assertThat(rota.begins(week)).isBeforeOrEqualTo(moment);
		assertThat(rota.begins(week.plusWeeks(1))).isAfter(moment);
		String engineer = rota.at(moment).engineer();
		if (weeks.stream().allMatch("gone"::equals)) {
			assertThat(engineer).isNull();
			return;
		}
		assertThat(engineer).isNotNull().isNotEqualTo("gone");
		LocalDate day = rota.day(moment);
		boolean anybodyThere = weeks.stream().anyMatch((one) -> !one.equals("gone") && !rota.isAway(one, day));
		assertThat(rota.isAway(engineer, day)).as("somebody who is there, if anybody is")
			.isEqualTo(!anybodyThere && !isDeputyThere(rota, week, day));
		String planned = rota.planned(week);
		if (planned != null && !planned.equals("gone") && !rota.isAway(planned, day)) {
			assertThat(engineer).isEqualTo(planned);
		}
	}

	private boolean isDeputyThere(TeamRota rota, LocalDate week, LocalDate day) {
		String planned = rota.planned(week);
		return planned != null && !planned.equals("gone")
				&& this.absences.stream()
					.filter((absence) -> absence.holds(planned, day))
					.map((absence) -> Optional.ofNullable(absence.deputy()))
					.flatMap(Optional::stream)
					.anyMatch((deputy) -> !deputy.equals("gone") && !rota.isAway(deputy, day));
	}

	@Provide
	Arbitrary<ZoneId> zones() {
		return Arbitraries
			.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland",
					"America/Sao_Paulo", "UTC")
			.map(ZoneId::of);
	}

	@Provide
	Arbitrary<List<String>> rotas() {
		return engineers().list().ofMinSize(1).ofMaxSize(30);
	}

	@Provide
	Arbitrary<Integer> hours() {
		return Arbitraries.integers().between(-24 * 20, 24 * 7 * 40);
	}

	@Provide
	Arbitrary<List<Absence>> someAbsences() {
		return Combinators
			.combine(engineers(), Arbitraries.integers().between(-10, 250), Arbitraries.integers().between(0, 40),
					engineers().injectNull(0.5))
			.as((engineer, first, days, deputy) -> new Absence(0, engineer, FIRST.plusDays(first),
					FIRST.plusDays(first + days), null, deputy))
			.list()
			.ofMaxSize(8);
	}

	private static Arbitrary<String> engineers() {
		return Arbitraries.of("eva", "emil", "ida", "gone");
	}

	private void planned(String... engineers) {
		for (int i = 0; i < engineers.length; i++) {
			this.shifts.put(FIRST.plusWeeks(i), engineers[i]);
		}
	}

	private void away(String engineer, int first, int last, @Nullable String deputy) {
		this.absences.add(new Absence(0, engineer, FIRST.plusDays(first), FIRST.plusDays(last), null, deputy));
	}

	private TeamRota rota(WorkingTime time) {
		return new TeamRota(time, this.shifts, this.absences, (account) -> !this.gone.contains(account));
	}

	private @Nullable String at(String moment) {
		return rota(OFFICE).at(Instant.parse(moment)).engineer();
	}

	private @Nullable String on(int day) {
		return rota(OFFICE).on(FIRST, FIRST.plusDays(day)).engineer();
	}

	private static WorkingTime closed(LocalDate first, LocalDate last) {
		return new Office(BERLIN, LocalTime.of(9, 0), first, last);
	}

	/**
	 * Opens at an hour of the wall clock from Monday to Friday, but for some days.
	 */
	private record Office(ZoneId zone, LocalTime opens, LocalDate closedFrom,
			LocalDate closedTo) implements WorkingTime {

		@Override
		public Instant after(Instant from, Span span) {
			throw new UnsupportedOperationException("A rota looks for the opening only");
		}

		@Override
		public Duration between(Instant from, Instant to) {
			throw new UnsupportedOperationException("A rota looks for the opening only");
		}

		@Override
		public Optional<Instant> opening(Instant from, Instant until) {
			LocalDate first = LocalDate.ofInstant(from, this.zone);
			return first.datesUntil(LocalDate.ofInstant(until, this.zone))
				.filter((day) -> day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue())
				.filter((day) -> day.isBefore(this.closedFrom) || day.isAfter(this.closedTo))
				.map((day) -> day.atTime(this.opens).atZone(this.zone).toInstant())
				.filter((open) -> !open.isBefore(from))
				.findFirst();
		}

	}

}
