package org.followthrough.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
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

	private final FeedMapper feeds;

	private final FeedKeeper keeper;

	private final CalendarReader reader;

	private final CalendarCache cache;

	private final FeedFetcher fetcher;

	private final FeedSettings settings;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	Feeds(FeedMapper feeds, FeedKeeper keeper, CalendarReader reader, CalendarCache cache, FeedFetcher fetcher,
			FeedSettings settings, Transactions transactions, Audit audit, Clock clock) {
		super("feeds", Duration.ofSeconds(2));
		this.feeds = feeds;
		this.keeper = keeper;
		this.reader = reader;
		this.cache = cache;
		this.fetcher = fetcher;
		this.settings = settings;
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
			FeedFetcher.Fetched fetched = feed.address().isEmpty() ? FeedFetcher.Fetched.UNCHANGED
					: this.fetcher.fetch(feed.address(), feed.etag(), feed.lastModified());
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
		Map<String, Object> change = new LinkedHashMap<>(this.keeper.keep(calendar, content, now));
		this.feeds.read(calendar.id(), content, fetched.etag(), fetched.lastModified(), now,
				now.plus(this.settings.every()));
		if (!change.isEmpty() || feed.failingSince() != null) {
			change.put("calendar", calendar.name());
			this.audit.record(Audit.SYSTEM, "calendar.feed-read", change);
		}
		return true;
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
