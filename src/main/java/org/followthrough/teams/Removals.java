package org.followthrough.teams;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Refusal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes calendars and teams that nothing goes by any more.
 */
@Component
class Removals {

	private final CalendarMapper calendars;

	private final FeedMapper feeds;

	private final CalendarReader reader;

	private final CalendarCache cache;

	private final CarriedCases cases;

	private final ObjectProvider<TeamsOfNewCases> newCases;

	private final Editors editors;

	private final Transactions transactions;

	private final Audit audit;

	Removals(CalendarMapper calendars, FeedMapper feeds, CalendarReader reader, CalendarCache cache, CarriedCases cases,
			ObjectProvider<TeamsOfNewCases> newCases, Editors editors, Transactions transactions, Audit audit) {
		this.calendars = calendars;
		this.feeds = feeds;
		this.reader = reader;
		this.cache = cache;
		this.cases = cases;
		this.newCases = newCases;
		this.editors = editors;
		this.transactions = transactions;
		this.audit = audit;
	}

	/**
	 * Removes a calendar.
	 * @param name its name
	 * @throws InUse if a team works by it
	 */
	void calendar(String name) {
		this.transactions.retrying(() -> {
			this.editors.check();
			// Nobody gives it to a team meanwhile.
			this.cache.change();
			TeamCalendar removed = this.reader.all()
				.stream()
				.filter((calendar) -> calendar.name().equals(name))
				.findFirst()
				.orElseThrow(() -> new CalendarController.NoSuchCalendar(name));
			List<String> teams = this.calendars.teams()
				.stream()
				.filter((team) -> team.calendar() != null && team.calendar() == removed.id())
				.map(Team::name)
				.toList();
			if (!teams.isEmpty()) {
				throw new InUse("By \"" + name + "\" works " + String.join(", ", teams)
						+ ". Give it another calendar first; then this one can go.");
			}
			this.calendars.removeHours(removed.id());
			this.calendars.removeClosures(removed.id());
			this.feeds.removeDays(removed.id());
			this.feeds.removeClosedHours(removed.id());
			this.feeds.end(removed.id());
			this.calendars.remove(removed.id());
			this.audit.record(Audit.SYSTEM, "calendar.removed",
					Map.of("calendar", name, "before", removed.plan().details()));
			return null;
		});
	}

	/**
	 * Removes what is said of a team.
	 * @param name the team
	 * @throws InUse if cases have gone to it, or triage sends them there
	 */
	void team(String name) {
		this.transactions.retrying(() -> {
			this.editors.check();
			this.cache.change();
			Team removed = this.calendars.team(name).orElseThrow(() -> new NoSuchTeam(name));
			if (this.cases.teams().contains(name)) {
				throw new InUse("Cases have gone to the team " + name + ", and what is told of them goes by its time. "
						+ "It can have another calendar or manager; it can't go.");
			}
			if (ofNewCases().contains(name)) {
				throw new InUse("The table of triage sends cases to the team " + name + ". Change that first.");
			}
			this.calendars.removeTeam(name);
			Long calendar = removed.calendar();
			this.audit.record(Audit.SYSTEM, "team.removed", Map.of("team", name, "calendar",
					(calendar != null) ? this.calendars.nameOf(calendar).orElse("") : ""));
			return null;
		});
	}

	/**
	 * The teams that may be removed.
	 * @return their names
	 */
	@Transactional(readOnly = true)
	public Set<String> unusedTeams() {
		Set<String> unused = new TreeSet<>(this.calendars.teams().stream().map(Team::name).toList());
		if (!unused.isEmpty()) {
			this.cases.teams().forEach(unused::remove);
			ofNewCases().forEach(unused::remove);
		}
		return unused;
	}

	private Set<String> ofNewCases() {
		return this.newCases.getObject().names();
	}

	/**
	 * Something goes by it still.
	 */
	static class InUse extends Refusal {

		InUse(String sentence) {
			super(Kind.CONFLICT, sentence);
		}

	}

	/**
	 * Nothing is said of such a team.
	 */
	static class NoSuchTeam extends Refusal {

		NoSuchTeam(String name) {
			super(Kind.NOT_FOUND, "Nothing is said of a team \"" + name + "\".");
		}

	}

}
