package org.followthrough.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.teams.FeedMapper.ClosedRow;
import org.followthrough.teams.FeedMapper.DayRow;
import org.followthrough.teams.FeedMapper.FeedRow;
import org.followthrough.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reads the calendars' feeds, each on one node at a time. What a feed said last stays
 * until it says something else: one that can't be read, or that would close a team for
 * ever, changes nothing but how it shows.
 */
@Component
class Feeds extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Feeds.class);

	private static final Duration LEASE = Duration.ofMinutes(5);

	private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

	private static final int MOST_DOUBLINGS = 6;

	private static final int LONGEST_ERROR = 500;

	private static final int MOST_NAMED = 50;

	private final FeedMapper feeds;

	private final CalendarMapper calendars;

	private final CalendarReader reader;

	private final CalendarCache cache;

	private final FeedFetcher fetcher;

	private final FeedSettings settings;

	private final Recounts recounts;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	Feeds(FeedMapper feeds, CalendarMapper calendars, CalendarReader reader, CalendarCache cache, FeedFetcher fetcher,
			FeedSettings settings, Recounts recounts, Transactions transactions, Audit audit, Clock clock) {
		super("feeds", Duration.ofSeconds(2));
		this.feeds = feeds;
		this.calendars = calendars;
		this.reader = reader;
		this.cache = cache;
		this.fetcher = fetcher;
		this.settings = settings;
		this.recounts = recounts;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	@Override
	protected boolean work() {
		Instant now = this.clock.instant();
		Optional<FeedRow> due = this.transactions.retrying(() -> {
			Optional<FeedRow> locked = this.feeds.lockDue(now);
			locked.ifPresent((feed) -> this.feeds.next(feed.calendarId(), now.plus(LEASE)));
			return locked;
		});
		due.ifPresent(this::read);
		return due.isPresent();
	}

	private void read(FeedRow feed) {
		try {
			FeedFetcher.Fetched fetched = this.fetcher.fetch(feed.address(), feed.etag(), feed.lastModified());
			String content = (fetched.content() != null) ? fetched.content() : feed.content();
			if (content == null) {
				throw new FeedUnreadable("The server says that nothing changed, though it never told anything.");
			}
			this.transactions.retrying(() -> kept(feed, fetched, content));
		}
		catch (FeedUnreadable ex) {
			String error = ex.getMessage().substring(0, Math.min(LONGEST_ERROR, ex.getMessage().length()));
			log.warn("The feed of the calendar {} can't be read: {}", feed.name(), error);
			this.transactions.retrying(() -> failed(feed, error));
		}
	}

	private boolean kept(FeedRow feed, FeedFetcher.Fetched fetched, String content) {
		this.cache.change();
		TeamCalendar calendar = this.reader.all()
			.stream()
			.filter((one) -> one.id() == feed.calendarId())
			.findFirst()
			.orElse(null);
		if (calendar == null || !this.feeds.lock(feed.calendarId(), feed.address())) {
			return false;
		}
		Instant now = this.clock.instant();
		FeedDays before = this.reader.feedDays().getOrDefault(calendar.id(), FeedDays.NONE);
		FeedDays after = days(content, calendar.plan().zone(), now);
		if (!this.reader.workingTime(calendar.plan(), after).opensSoon(now)) {
			throw new FeedUnreadable("With what this feed says, nobody would work within two years.");
		}
		this.feeds.read(calendar.id(), content, fetched.etag(), fetched.lastModified(), now,
				now.plus(this.settings.every()));
		if (!before.equals(after)) {
			store(calendar.id(), after);
			this.calendars.teams()
				.stream()
				.filter((team) -> team.calendar() != null && team.calendar() == calendar.id())
				.forEach((team) -> this.recounts.want(team.name()));
		}
		if (!before.equals(after) || feed.failingSince() != null) {
			this.audit.record(Audit.SYSTEM, "calendar.feed-read", change(calendar.name(), before, after));
		}
		return true;
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

	private static Map<String, Object> change(String calendar, FeedDays before, FeedDays after) {
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("calendar", calendar);
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

	private @Nullable Object failed(FeedRow feed, String error) {
		Instant now = this.clock.instant();
		if (this.feeds.lock(feed.calendarId(), feed.address())) {
			Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(feed.attempts(), MOST_DOUBLINGS));
			Instant next = now.plus((pause.compareTo(this.settings.every()) < 0) ? pause : this.settings.every());
			this.feeds.failed(feed.calendarId(), error, now, next);
			if (feed.failingSince() == null) {
				this.audit.record(Audit.SYSTEM, "calendar.feed-failed",
						Map.of("calendar", feed.name(), "error", error));
			}
		}
		return null;
	}

}
