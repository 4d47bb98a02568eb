package org.followthrough.teams;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.followthrough.teams.FeedMapper.ClosedRow;
import org.followthrough.teams.FeedMapper.DayRow;

import org.springframework.stereotype.Component;

/**
 * Keeps what a feed says, or a file in its place, and has counted anew what runs by it.
 */
@Component
class FeedKeeper {

	private static final int MOST_NAMED = 50;

	private final FeedMapper feeds;

	private final CalendarMapper calendars;

	private final CalendarReader reader;

	private final Recounts recounts;

	FeedKeeper(FeedMapper feeds, CalendarMapper calendars, CalendarReader reader, Recounts recounts) {
		this.feeds = feeds;
		this.calendars = calendars;
		this.reader = reader;
		this.recounts = recounts;
	}

	/**
	 * Takes over what was read, in the running transaction that changes the calendar.
	 * @param calendar whose feed
	 * @param content what it holds
	 * @param now what time it is
	 * @return what is other than before, for the audit; empty if nothing is
	 * @throws FeedUnreadable if it can't be understood, or nobody would work by it
	 */
	Map<String, Object> keep(TeamCalendar calendar, String content, Instant now) {
		FeedDays after = days(content, calendar.plan().zone(), now);
		if (!this.reader.workingTime(calendar.plan(), after).opensSoon(now)) {
			throw new FeedUnreadable("With what this feed says, nobody would work within two years.");
		}
		return become(calendar, after);
	}

	/**
	 * Forgets what was kept, in the running transaction that changes the calendar.
	 * @param calendar whose feed
	 * @return what is other than before, for the audit; empty if nothing is
	 */
	Map<String, Object> keepNothing(TeamCalendar calendar) {
		return become(calendar, FeedDays.NONE);
	}

	private Map<String, Object> become(TeamCalendar calendar, FeedDays after) {
		FeedDays before = this.reader.feedDays().getOrDefault(calendar.id(), FeedDays.NONE);
		if (before.equals(after)) {
			return Map.of();
		}
		store(calendar.id(), after);
		this.calendars.teams()
			.stream()
			.filter((team) -> team.calendar() != null && team.calendar() == calendar.id())
			.forEach((team) -> this.recounts.want(team.name()));
		return change(before, after);
	}

	/** Whole years, so that time passing alone changes what is kept once a year only. */
	private static FeedDays days(String content, String zone, Instant now) {
		int year = now.atZone(ZoneOffset.UTC).getYear();
		return new FeedReader(ZoneId.of(zone), LocalDate.of(year - 1, 1, 1), LocalDate.of(year + 2, 12, 31))
			.read(content);
	}

	private void store(long calendar, FeedDays days) {
		this.feeds.removeDays(calendar);
		this.feeds.removeClosedHours(calendar);
		days.days().forEach((day, name) -> this.feeds.addDay(new DayRow(calendar, day, name)));
		days.closed()
			.forEach((closed, name) -> this.feeds
				.addClosedHours(new ClosedRow(calendar, closed.from(), closed.to(), name)));
	}

	private static Map<String, Object> change(FeedDays before, FeedDays after) {
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("daysAdded", missing(after.days(), before.days()));
		change.put("daysRemoved", missing(before.days(), after.days()));
		change.put("closedHoursBefore", before.closed().size());
		change.put("closedHoursAfter", after.closed().size());
		return change;
	}

	private static List<String> missing(Map<LocalDate, String> from, Map<LocalDate, String> in) {
		TreeSet<LocalDate> days = new TreeSet<>(from.keySet());
		days.removeAll(in.keySet());
		return days.stream().limit(MOST_NAMED).map((day) -> day + ": " + from.get(day)).toList();
	}

}
