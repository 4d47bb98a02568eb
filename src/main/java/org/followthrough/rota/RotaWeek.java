package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A week of the rota, day by day, with what there is to say about it.
 *
 * @param week its Monday
 * @param begins when its shift begins
 * @param engineer the account of who is put in; null if nobody is
 * @param days its seven days
 * @param words what isn't as planned, and what to do about it
 */
record RotaWeek(LocalDate week, Instant begins, @Nullable String engineer, List<Day> days, List<String> words) {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

	private static final int DAYS = 7;

	static RotaWeek of(TeamRota rota, LocalDate week, Map<LocalDate, String> holidays) {
		List<Day> days = new ArrayList<>();
		for (LocalDate day = week; day.isBefore(week.plusDays(DAYS)); day = day.plusDays(1)) {
			String engineer = rota.on(week, day).engineer();
			days.add(new Day(day, engineer, engineer != null && rota.isAway(engineer, day), holidays.get(day)));
		}
		String planned = rota.planned(week);
		return new RotaWeek(week, rota.begins(week), planned, days, sentences(planned, days, rota));
	}

	static String words(LocalDate day) {
		return DAY.format(day);
	}

	private static List<String> sentences(@Nullable String planned, List<Day> days, TeamRota rota) {
		List<String> words = new ArrayList<>();
		String first = days.get(0).engineer();
		if (first == null) {
			return List.of("Nobody on the rota is an engineer any more, so any engineer may take escalations. "
					+ "Put somebody in.");
		}
		if (planned == null) {
			words.add("Nobody is put in, so " + first + " has it. Put somebody in.");
		}
		for (Stretch away : stretches(days, Day::uncovered)) {
			words.add(
					"Nobody on the rota is there " + away.when() + ". Ask somebody to be, or put another engineer in.");
		}
		if (planned != null) {
			for (Stretch other : stretches(days, (day) -> !planned.equals(day.engineer()))) {
				words.add(rota.isAway(planned, other.first())
						? planned + " is away " + other.when() + "; " + other.engineer() + " stands in."
						: planned + " is no engineer any more, so " + other.engineer() + " has it " + other.when()
								+ ". Put somebody else in.");
			}
		}
		return words;
	}

	/** Days one after the other that the same engineer has. */
	private static List<Stretch> stretches(List<Day> days, Predicate<Day> which) {
		List<Stretch> stretches = new ArrayList<>();
		for (Day day : days) {
			if (!which.test(day)) {
				continue;
			}
			int last = stretches.size() - 1;
			if (last >= 0 && stretches.get(last).goesOn(day)) {
				stretches.set(last, stretches.get(last).until(day.day()));
			}
			else {
				stretches.add(new Stretch(day.day(), day.day(), Objects.requireNonNull(day.engineer())));
			}
		}
		return stretches;
	}

	/** Whether there is something that a manager should do. */
	public boolean needsSomebody() {
		return this.words.stream().anyMatch((sentence) -> !sentence.endsWith("stands in."));
	}

	/**
	 * A day of the rota.
	 *
	 * @param day which
	 * @param engineer the account of who has it; null for any engineer
	 * @param uncovered whether they are away themselves, and so is everybody else
	 * @param holiday the name of the team's holiday or closure; null for none
	 */
	record Day(LocalDate day, @Nullable String engineer, boolean uncovered, @Nullable String holiday) {

		/** The day of the month. */
		public int number() {
			return this.day.getDayOfMonth();
		}

	}

	private record Stretch(LocalDate first, LocalDate last, String engineer) {

		boolean goesOn(Day day) {
			return day.day().equals(this.last.plusDays(1)) && this.engineer.equals(day.engineer());
		}

		Stretch until(LocalDate day) {
			return new Stretch(this.first, day, this.engineer);
		}

		String when() {
			return this.first.equals(this.last) ? "on " + words(this.first)
					: "from " + words(this.first) + " to " + words(this.last);
		}

	}

}
