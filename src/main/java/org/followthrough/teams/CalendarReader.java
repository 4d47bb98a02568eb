package org.followthrough.teams;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.teams.CalendarMapper.CalendarRow;
import org.followthrough.teams.CalendarMapper.ClosureRow;
import org.followthrough.teams.CalendarMapper.HoursRow;
import org.followthrough.teams.FeedMapper.ClosedRow;
import org.followthrough.teams.FeedMapper.DayRow;
import org.followthrough.teams.FeedMapper.StateRow;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts calendars together from their rows, and makes working time of what they say.
 */
@Component
class CalendarReader {

	private final CalendarMapper calendars;

	private final FeedMapper feeds;

	private final Holidays holidays;

	CalendarReader(CalendarMapper calendars, FeedMapper feeds, Holidays holidays) {
		this.calendars = calendars;
		this.feeds = feeds;
		this.holidays = holidays;
	}

	/** All calendars, by name. */
	List<TeamCalendar> all() {
		Map<Long, List<HoursRow>> hours = by(this.calendars.hours(), HoursRow::calendarId);
		Map<Long, List<ClosureRow>> closures = by(this.calendars.closures(), ClosureRow::calendarId);
		Map<Long, List<DayRow>> days = by(this.feeds.days(), DayRow::calendarId);
		Map<Long, List<ClosedRow>> closed = by(this.feeds.closedHours(), ClosedRow::calendarId);
		Map<Long, StateRow> states = this.feeds.states()
			.stream()
			.collect(Collectors.toMap(StateRow::calendarId, (state) -> state));
		return this.calendars.calendars()
			.stream()
			.map((row) -> new TeamCalendar(row.id(), row.name(), row.version(), row.changedAt(),
					plan(row, hours.getOrDefault(row.id(), List.of()), closures.getOrDefault(row.id(), List.of())),
					state(states.get(row.id()), days.getOrDefault(row.id(), List.of()).size(),
							closed.getOrDefault(row.id(), List.of()).size())))
			.toList();
	}

	private static Plan plan(CalendarRow row, List<HoursRow> hours, List<ClosureRow> closures) {
		Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
		hours.forEach((open) -> week.computeIfAbsent(DayOfWeek.of(open.weekday()), (day) -> new ArrayList<>())
			.add(new Hours(open.opens(), open.closes())));
		return new Plan(row.zone(), row.country(), row.region(), new Week(week),
				closures.stream()
					.map((closure) -> new Closure(closure.firstDay(), closure.lastDay(), closure.name()))
					.toList(),
				row.feed());
	}

	private static TeamCalendar.@Nullable FeedState state(@Nullable StateRow row, int days, int hours) {
		return (row != null) ? new TeamCalendar.FeedState(row.fetchedAt(), row.failingSince(), row.lastError(),
				row.nextFetchAt(), days, hours) : null;
	}

	/** The working time of each calendar, by its row. */
	Map<Long, WorkingTime> workingTimes() {
		Map<Long, WorkingTime> times = new HashMap<>();
		Map<Long, FeedDays> feedDays = feedDays();
		all().forEach((calendar) -> times.put(calendar.id(),
				workingTime(calendar.plan(), feedDays.getOrDefault(calendar.id(), FeedDays.NONE))));
		return times;
	}

	/** What the feeds say, by calendar. */
	Map<Long, FeedDays> feedDays() {
		Map<Long, List<DayRow>> days = by(this.feeds.days(), DayRow::calendarId);
		Map<Long, List<ClosedRow>> closed = by(this.feeds.closedHours(), ClosedRow::calendarId);
		Map<Long, FeedDays> all = new HashMap<>();
		this.feeds.states()
			.forEach((feed) -> all.put(feed.calendarId(),
					new FeedDays(
							days.getOrDefault(feed.calendarId(), List.of())
								.stream()
								.collect(Collectors.toMap(DayRow::day, DayRow::name)),
							closed.getOrDefault(feed.calendarId(), List.of())
								.stream()
								.collect(Collectors.toMap((row) -> new Stretch(row.startsAt(), row.endsAt()),
										ClosedRow::name)))));
		return all;
	}

	/** What a plan makes of working time. */
	WorkingCalendar workingTime(Plan plan, FeedDays feed) {
		return new WorkingCalendar(ZoneId.of(plan.zone()), plan.week(), daysOff(plan, feed),
				new ClosedHours(feed.closed().keySet()), version(plan, feed));
	}

	/** By what it says: the same again is the same version, also on another node. */
	private static String version(Plan plan, FeedDays feed) {
		String said = String.join("|", plan.details().toString(), new TreeSet<>(feed.days().keySet()).toString(),
				feed.closed().keySet().stream().map(Stretch::toString).sorted().toList().toString());
		return UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString();
	}

	/** The days off of a calendar. */
	DaysOff daysOff(long calendar) {
		return all().stream()
			.filter((one) -> one.id() == calendar)
			.findFirst()
			.map((one) -> daysOff(one.plan(), feedDays().getOrDefault(calendar, FeedDays.NONE)))
			.orElse(DaysOff.NONE);
	}

	/** Own closures tell more than the feed, and both more than the holidays. */
	DaysOff daysOff(Plan plan, FeedDays feed) {
		Map<LocalDate, String> named = new HashMap<>(feed.days());
		plan.closures()
			.forEach((closure) -> closure.first()
				.datesUntil(closure.last().plusDays(1))
				.forEach((day) -> named.put(day, closure.name())));
		String country = plan.country();
		return (day) -> {
			String name = named.get(day);
			return (name != null || country == null) ? name : this.holidays.on(day, country, plan.region());
		};
	}

	private static <T> Map<Long, List<T>> by(List<T> rows, Function<T, Long> calendar) {
		return rows.stream().collect(Collectors.groupingBy(calendar));
	}

}
