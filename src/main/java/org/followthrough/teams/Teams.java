package org.followthrough.teams;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The teams.
 */
@Component
public class Teams {

	private final CalendarCache cache;

	private final CalendarMapper calendars;

	private final CalendarReader reader;

	private final CarriedCases cases;

	private final Editors editors;

	private final People people;

	private final Recounts recounts;

	private final Transactions transactions;

	private final Audit audit;

	Teams(CalendarCache cache, CalendarMapper calendars, CalendarReader reader, CarriedCases cases, Editors editors,
			People people, Recounts recounts, Transactions transactions, Audit audit) {
		this.cache = cache;
		this.calendars = calendars;
		this.reader = reader;
		this.cases = cases;
		this.editors = editors;
		this.people = people;
		this.recounts = recounts;
		this.transactions = transactions;
		this.audit = audit;
	}

	/**
	 * The working time of a team. Costs next to nothing.
	 * @param name the team; null while nobody knows who carries a case
	 * @return its calendar's time, or the time that always passes if it has no calendar
	 */
	public WorkingTime workingTime(@Nullable String name) {
		return Objects.requireNonNullElse(this.cache.workingTime(get(name).calendar()), WorkingTime.ROUND_THE_CLOCK);
	}

	/**
	 * The team of a name. Costs next to nothing.
	 * @param name the team; null while nobody knows who carries a case
	 * @return the team; one that nobody described has neither calendar nor manager
	 */
	public Team get(@Nullable String name) {
		Team described = (name != null) ? this.cache.team(name) : null;
		return (described != null) ? described : new Team((name != null) ? name : "", null, null, null);
	}

	/**
	 * The days on which a team doesn't work whatever its week says.
	 * @param name the team
	 * @param first the first day to look at
	 * @param last the last day to look at
	 * @return why, by day
	 */
	@Transactional(readOnly = true)
	public Map<LocalDate, String> daysOff(String name, LocalDate first, LocalDate last) {
		Long calendar = get(name).calendar();
		Map<LocalDate, String> days = new TreeMap<>();
		if (calendar != null) {
			DaysOff off = this.reader.daysOff(calendar);
			first.datesUntil(last.plusDays(1)).forEach((day) -> {
				String why = off.on(day);
				if (why != null) {
					days.put(day, why);
				}
			});
		}
		return days;
	}

	/**
	 * All teams: those that somebody described, and those that cases have gone to.
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<Team> all() {
		Map<String, Team> all = new TreeMap<>();
		this.cases.teams().forEach((name) -> all.put(name, new Team(name, null, null, null)));
		this.calendars.teams().forEach((team) -> all.put(team.name(), team));
		return List.copyOf(all.values());
	}

	/**
	 * Says when a team works, and who is called for it.
	 * @param name the team
	 * @param calendar the name of its calendar; empty for round the clock
	 * @param manager the account of who is called first; empty for whoever takes it
	 * @param managerAbove the account of who is called next; empty for whoever takes it
	 * @return the team
	 * @throws Invalid if there is no such calendar or manager
	 */
	public Team save(String name, String calendar, String manager, String managerAbove) {
		return this.transactions.retrying(() -> saveOnce(name, calendar, manager, managerAbove));
	}

	private Team saveOnce(String name, String calendar, String manager, String managerAbove) {
		this.editors.check();
		Editors.checkName("team", name);
		Long calendarId = calendar.isBlank() ? null
				: this.calendars.calendar(calendar.strip())
					.orElseThrow(() -> new Invalid("calendar", "There is no calendar \"" + calendar + "\"."))
					.id();
		Team saved = new Team(name, calendarId, manager("manager", manager), manager("managerAbove", managerAbove));
		this.cache.change();
		Team before = this.calendars.team(name).orElse(null);
		if (saved.equals(before)) {
			return saved;
		}
		this.calendars.saveTeam(saved);
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("team", name);
		change.put("before", (before != null) ? details(before) : Map.of());
		change.put("after", details(saved));
		this.audit.record(Audit.SYSTEM, "team.saved", change);
		if (!Objects.equals(calendarId, (before != null) ? before.calendar() : null)) {
			this.recounts.want(name);
		}
		return saved;
	}

	private @Nullable String manager(String field, String account) {
		if (account.isBlank()) {
			return null;
		}
		return this.people.find(account.strip())
			.filter((person) -> person.isIn(Groups.MANAGERS))
			.orElseThrow(() -> new Invalid(field, "\"" + account.strip() + "\" is no manager's account."))
			.account();
	}

	private Map<String, Object> details(Team team) {
		Long calendar = team.calendar();
		return Map.of("calendar", (calendar != null) ? this.calendars.nameOf(calendar).orElse("") : "", "manager",
				Objects.requireNonNullElse(team.manager(), ""), "managerAbove",
				Objects.requireNonNullElse(team.managerAbove(), ""));
	}

}
