package org.followthrough.rota;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.teams.Teams;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Who is put in for which week. Managers do that; weeks that are over stay as they were.
 */
@Component
public class Shifts {

	private static final int MOST_WEEKS = 104;

	private static final int MOST_ENGINEERS = 50;

	private final RotaMapper rows;

	private final RotaCache cache;

	private final Rota rota;

	private final Teams teams;

	private final RotaEditors editors;

	private final Audit audit;

	private final Transactions transactions;

	Shifts(RotaMapper rows, RotaCache cache, Rota rota, Teams teams, RotaEditors editors, Audit audit,
			Transactions transactions) {
		this.rows = rows;
		this.cache = cache;
		this.rota = rota;
		this.teams = teams;
		this.editors = editors;
		this.audit = audit;
		this.transactions = transactions;
	}

	/**
	 * Plans weeks by turns, in place of whoever was put in for them, as the current
	 * actor.
	 * @param team the team
	 * @param first the first week, named by its Monday; null for the current one
	 * @param weeks how many weeks
	 * @param engineers the accounts of those who take turns, in order
	 * @throws Invalid if there is no such team or engineer, or the week is over
	 */
	public void plan(String team, @Nullable LocalDate first, int weeks, List<String> engineers) {
		this.transactions.retrying(() -> {
			this.editors.requireManager();
			LocalDate from = (first != null) ? first : this.rota.of(team).week(this.rota.now());
			check(team, "first", from, engineers, "engineers");
			if (weeks < 1 || weeks > MOST_WEEKS) {
				throw new Invalid("weeks", "Plan between 1 and " + MOST_WEEKS + " weeks at once.");
			}
			if (engineers.isEmpty() || engineers.size() > MOST_ENGINEERS) {
				throw new Invalid("engineers", "Name between 1 and " + MOST_ENGINEERS + " engineers.");
			}
			List<Shift> planned = new ArrayList<>();
			for (int i = 0; i < weeks; i++) {
				planned.add(new Shift(team, from.plusWeeks(i), engineers.get(i % engineers.size())));
			}
			put(team, planned);
			return null;
		});
	}

	/**
	 * Puts an engineer in for one week, or takes out whoever is, as the current actor.
	 * @param team the team
	 * @param week the week, named by its Monday
	 * @param engineer their account; empty for nobody
	 */
	void set(String team, LocalDate week, String engineer) {
		this.transactions.retrying(() -> {
			this.editors.requireManager();
			check(team, "week", week, engineer.isEmpty() ? List.of() : List.of(engineer), "engineer");
			if (engineer.isEmpty()) {
				this.cache.change();
				Map<LocalDate, String> before = between(team, week, week);
				this.rows.remove(team, week);
				record(team, before, Map.of());
			}
			else {
				put(team, List.of(new Shift(team, week, engineer)));
			}
			return null;
		});
	}

	private void put(String team, List<Shift> planned) {
		this.cache.change();
		Map<LocalDate, String> before = between(team, planned.get(0).week(), planned.get(planned.size() - 1).week());
		this.rows.put(planned);
		Map<LocalDate, String> after = new TreeMap<>();
		planned.forEach((shift) -> after.put(shift.week(), shift.engineer()));
		record(team, before, after);
	}

	private Map<LocalDate, String> between(String team, LocalDate first, LocalDate last) {
		Map<LocalDate, String> weeks = new TreeMap<>();
		this.rows.of(team, first, last).forEach((shift) -> weeks.put(shift.week(), shift.engineer()));
		return weeks;
	}

	/** The weeks that are another's now; nothing where all stay whose they were. */
	private void record(String team, Map<LocalDate, String> before, Map<LocalDate, String> after) {
		Map<String, Object> was = new LinkedHashMap<>();
		Map<String, Object> is = new LinkedHashMap<>();
		before.forEach((week, engineer) -> {
			if (!engineer.equals(after.get(week))) {
				was.put(week.toString(), engineer);
			}
		});
		after.forEach((week, engineer) -> {
			if (!engineer.equals(before.get(week))) {
				is.put(week.toString(), engineer);
			}
		});
		if (!was.isEmpty() || !is.isEmpty()) {
			this.audit.record(Audit.SYSTEM, "shift.planned", Map.of("team", team, "before", was, "after", is));
		}
	}

	private void check(String team, String weekField, LocalDate week, List<String> engineers, String field) {
		if (this.teams.all().stream().noneMatch((known) -> known.name().equals(team))) {
			throw new Invalid("team", "There is no team \"" + team + "\". Describe it under Calendars first.");
		}
		checkWeek(weekField, week, this.rota.of(team).week(this.rota.now()));
		engineers.stream().filter((engineer) -> !this.rota.isEngineer(engineer)).findFirst().ifPresent((nobody) -> {
			throw new Invalid(field, "\"" + nobody + "\" is no engineer's account.");
		});
	}

	static void checkWeek(String field, LocalDate week, LocalDate current) {
		if (week.getDayOfWeek() != DayOfWeek.MONDAY) {
			throw new Invalid(field, "A week is named by its Monday; " + week + " is none.");
		}
		if (week.isBefore(current)) {
			throw new Invalid(field, "The week of " + week + " is over.");
		}
		if (week.isAfter(current.plusWeeks(2L * MOST_WEEKS))) {
			throw new Invalid(field, "The week of " + week + " is too far off.");
		}
	}

}
