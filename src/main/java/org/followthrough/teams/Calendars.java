package org.followthrough.teams;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.teams.CalendarMapper.ClosureRow;
import org.followthrough.teams.CalendarMapper.HoursRow;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The calendars. Whoever changes one changes what runs by it: that is counted anew.
 */
@Component
public class Calendars {

	private static final int MOST_CLOSURES = 500;

	private static final int LONGEST_CLOSURE = 1100;

	private static final int LONGEST_NAME = 200;

	private final CalendarMapper calendars;

	private final FeedMapper feeds;

	private final CalendarReader reader;

	private final CalendarCache cache;

	private final Holidays holidays;

	private final FeedAddresses addresses;

	private final Editors editors;

	private final Recounts recounts;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	Calendars(CalendarMapper calendars, FeedMapper feeds, CalendarReader reader, CalendarCache cache, Holidays holidays,
			FeedAddresses addresses, Editors editors, Recounts recounts, Transactions transactions, Audit audit,
			Clock clock) {
		this.calendars = calendars;
		this.feeds = feeds;
		this.reader = reader;
		this.cache = cache;
		this.holidays = holidays;
		this.addresses = addresses;
		this.editors = editors;
		this.recounts = recounts;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * All calendars.
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<TeamCalendar> all() {
		return this.reader.all();
	}

	/**
	 * The calendar of a name.
	 * @param name its name
	 * @return the calendar, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<TeamCalendar> find(String name) {
		return this.reader.all().stream().filter((calendar) -> calendar.name().equals(name)).findFirst();
	}

	/**
	 * Makes a calendar, or changes what it says.
	 * @param name its name
	 * @param plan what it is to say
	 * @param seen the version that the change was made from, 0 for a new calendar; null
	 * for whatever is there
	 * @return the calendar
	 * @throws Invalid if the plan can't be, or nobody would ever work by it
	 */
	public TeamCalendar save(String name, Plan plan, @Nullable Integer seen) {
		return this.transactions.retrying(() -> saveOnce(name, plan, seen));
	}

	private TeamCalendar saveOnce(String name, Plan plan, @Nullable Integer seen) {
		this.editors.check();
		Editors.checkName("name", name);
		this.cache.change();
		TeamCalendar before = find(name).orElse(null);
		if (seen != null && seen != ((before != null) ? before.version() : 0)) {
			throw new ChangedMeanwhile(name);
		}
		check(plan, before);
		if (before != null && before.plan().equals(plan)) {
			return before;
		}
		store(name, plan, before);
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("calendar", name);
		change.put("before", (before != null) ? before.plan().details() : Map.of());
		change.put("after", plan.details());
		this.audit.record(Audit.SYSTEM, "calendar.saved", change);
		if (before != null) {
			teamsOf(before.id()).forEach((team) -> this.recounts.want(team.name()));
		}
		return find(name).orElseThrow();
	}

	private void store(String name, Plan plan, @Nullable TeamCalendar before) {
		Instant now = this.clock.instant();
		long id;
		if (before == null) {
			id = this.calendars.insert(name, plan, now);
		}
		else {
			id = before.id();
			this.calendars.update(id, plan, now);
			this.calendars.removeHours(id);
			this.calendars.removeClosures(id);
		}
		plan.week()
			.days()
			.forEach((day, hours) -> hours
				.forEach((open) -> this.calendars.addHours(new HoursRow(id, day.getValue(), open.from(), open.to()))));
		plan.closures()
			.forEach((closure) -> this.calendars
				.addClosure(new ClosureRow(id, closure.first(), closure.last(), closure.name())));
		if (!Objects.equals(plan.feed(), (before != null) ? before.plan().feed() : null)) {
			this.feeds.removeDays(id);
			this.feeds.removeClosedHours(id);
			this.feeds.end(id);
			String feed = plan.feed();
			if (feed != null) {
				this.feeds.begin(id, feed, now);
			}
		}
	}

	/**
	 * Looks at a plan as saving it would, and saves nothing.
	 * @param name the calendar's name
	 * @param plan what it is to say
	 * @return what saving it would do
	 * @throws Invalid if the plan can't be, or nobody would ever work by it
	 */
	@Transactional(readOnly = true)
	public Preview preview(String name, Plan plan) {
		Editors.checkName("name", name);
		TeamCalendar before = find(name).orElse(null);
		check(plan, before);
		List<String> teams = (before != null) ? teamsOf(before.id()).stream().map(Team::name).toList() : List.of();
		boolean same = before != null && before.plan().equals(plan);
		return new Preview(same, teams, same ? Map.of() : this.recounts.count(teams));
	}

	/** The teams that work by a calendar. */
	private List<Team> teamsOf(long calendar) {
		return this.calendars.teams()
			.stream()
			.filter((team) -> team.calendar() != null && team.calendar() == calendar)
			.toList();
	}

	private void check(Plan plan, @Nullable TeamCalendar before) {
		if (!Zones.isKnown(plan.zone())) {
			throw new Invalid("zone",
					"\"" + plan.zone() + "\" is no time zone. Write it as a region and a city: Europe/Berlin.");
		}
		if (plan.country() != null && !this.holidays.isCountry(plan.country())) {
			throw new Invalid("country", "\"" + plan.country() + "\" is no country whose holidays are known here.");
		}
		if (plan.region() != null
				&& this.holidays.regions(plan.country()).stream().noneMatch((r) -> r.code().equals(plan.region()))) {
			throw new Invalid("region", "\"" + plan.region() + "\" is no region of this country with holidays of its "
					+ "own. Leave it empty for the whole country.");
		}
		for (DayOfWeek day : DayOfWeek.values()) {
			Hours.inOrder(Fields.of(day), plan.week().on(day));
		}
		check(plan.closures());
		String feed = plan.feed();
		if (feed != null) {
			this.addresses.check(feed);
		}
		boolean sameFeed = before != null && Objects.equals(before.plan().feed(), feed);
		FeedDays feedDays = (before != null && sameFeed)
				? this.reader.feedDays().getOrDefault(before.id(), FeedDays.NONE) : FeedDays.NONE;
		if (!this.reader.workingTime(plan, feedDays).opensSoon(this.clock.instant())) {
			throw new Invalid("hours", "Nobody would work by this calendar within two years, so that nothing would "
					+ "ever fall due. Give at least one day of the week hours, and leave days between closures.");
		}
	}

	private static void check(List<Closure> closures) {
		if (closures.size() > MOST_CLOSURES) {
			throw new Invalid("closures",
					"A calendar holds " + MOST_CLOSURES + " closures. Remove those that are over.");
		}
		for (Closure closure : closures) {
			if (closure.last().isBefore(closure.first())) {
				throw new Invalid("closures", "The closure \"" + closure.name() + "\" ends before it begins.");
			}
			if (ChronoUnit.DAYS.between(closure.first(), closure.last()) > LONGEST_CLOSURE) {
				throw new Invalid("closures", "The closure \"" + closure.name() + "\" is longer than three years.");
			}
			if (closure.first().getYear() < 1900 || closure.last().getYear() > 2200) {
				throw new Invalid("closures", "The closure \"" + closure.name() + "\" lies too far off.");
			}
			if (closure.name().isBlank() || closure.name().length() > LONGEST_NAME) {
				throw new Invalid("closures", "A closure needs a name of up to " + LONGEST_NAME + " characters.");
			}
		}
	}

	/**
	 * What saving a plan would do.
	 *
	 * @param same whether nothing would change
	 * @param teams the teams that work by it
	 * @param counted how much is counted anew, by what it is
	 */
	public record Preview(boolean same, List<String> teams, Map<String, Integer> counted) {
	}

	/**
	 * Somebody else changed the calendar.
	 */
	static class ChangedMeanwhile extends Refusal {

		ChangedMeanwhile(String name) {
			super(Kind.CONFLICT, "Somebody else changed the calendar \"" + name
					+ "\" meanwhile. Look at it again, then " + "repeat your change.");
		}

	}

}
