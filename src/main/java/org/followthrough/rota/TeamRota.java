package org.followthrough.rota;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * The rota of one team. A week turns when the team's work begins on Monday, or, where
 * Monday is a holiday, on the first day of that week on which somebody works: who had the
 * weekend has it until then. A week in which nobody works turns on Monday at midnight.
 * <p>
 * At every moment exactly one engineer has it, unless nobody on the rota is an engineer
 * any more. Whoever is away is stood in for by the deputy they named, else by the first
 * who is there of those whose turn comes next. Where nobody was put in, it is whose turn
 * comes next, and after the last week whoever had that.
 */
final class TeamRota {

	private final WorkingTime time;

	private final NavigableMap<LocalDate, String> shifts;

	private final Collection<Absence> absences;

	private final Predicate<String> isEngineer;

	/**
	 * A rota.
	 * @param time when the team works
	 * @param shifts engineers by the Monday of their week
	 * @param absences who is away when
	 * @param isEngineer whether an account belongs to an engineer now
	 */
	TeamRota(WorkingTime time, NavigableMap<LocalDate, String> shifts, Collection<Absence> absences,
			Predicate<String> isEngineer) {
		this.time = time;
		this.shifts = shifts;
		this.absences = absences;
		this.isEngineer = isEngineer;
	}

	static LocalDate mondayOf(LocalDate day) {
		return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
	}

	/** The day that it is for the team. */
	LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, this.time.zone());
	}

	/** The week whose shift has a moment. */
	LocalDate week(Instant moment) {
		LocalDate monday = mondayOf(day(moment));
		return moment.isBefore(begins(monday)) ? monday.minusWeeks(1) : monday;
	}

	/** When the shift of a week begins. */
	Instant begins(LocalDate week) {
		Instant from = week.atStartOfDay(this.time.zone()).toInstant();
		Instant until = week.plusWeeks(1).atStartOfDay(this.time.zone()).toInstant();
		return this.time.opening(from, until).orElse(from);
	}

	Duty at(Instant moment) {
		return on(week(moment), day(moment));
	}

	/**
	 * Who has the shift of a week on a day.
	 * @param week the week, named by its Monday
	 * @param day a day of it, or the Monday after, on which it ends
	 */
	Duty on(LocalDate week, LocalDate day) {
		String planned = this.shifts.get(week);
		List<String> turn = turn(week);
		return new Duty(week, planned,
				turn.stream()
					.filter((engineer) -> !isAway(engineer, day))
					.findFirst()
					.map((there) -> there.equals(planned) ? there : deputy(planned, day).orElse(there))
					// Nobody is there; better whose turn it is than nobody at all.
					.orElseGet(() -> deputy(planned, day).orElse(turn.isEmpty() ? null : turn.get(0))));
	}

	/** Who was named to stand in, and can. */
	private Optional<String> deputy(@Nullable String planned, LocalDate day) {
		return (planned == null || !this.isEngineer.test(planned)) ? Optional.empty()
				: this.absences.stream()
					.filter((absence) -> absence.holds(planned, day))
					.map(Absence::deputy)
					.filter((deputy) -> deputy != null && this.isEngineer.test(deputy) && !isAway(deputy, day))
					.findFirst();
	}

	/** The engineers of the rota: whose week it is, who is next, and so on. */
	private List<String> turn(LocalDate week) {
		Set<String> turn = new LinkedHashSet<>(this.shifts.tailMap(week, true).values());
		turn.addAll(this.shifts.headMap(week, false).descendingMap().values());
		List<String> engineers = new ArrayList<>(turn);
		engineers.removeIf(this.isEngineer.negate());
		return engineers;
	}

	boolean isAway(String engineer, LocalDate day) {
		return this.absences.stream().anyMatch((absence) -> absence.holds(engineer, day));
	}

	/** Everybody who is away on a day, on this rota or not, in order. */
	List<String> away(LocalDate day) {
		return this.absences.stream()
			.filter((absence) -> absence.holds(absence.engineer(), day))
			.map(Absence::engineer)
			.distinct()
			.sorted()
			.toList();
	}

	/** Whether anybody was ever put in. */
	boolean isEmpty() {
		return this.shifts.isEmpty();
	}

	@Nullable String planned(LocalDate week) {
		return this.shifts.get(week);
	}

	/** The last week for which somebody was put in. */
	Optional<LocalDate> last() {
		return this.shifts.isEmpty() ? Optional.empty() : Optional.of(this.shifts.lastKey());
	}

}
