package org.followthrough.teams;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * Takes a calendar file in the place of a feed: where there is none, or until the one
 * that there is can be read again.
 */
@Component
class FeedFiles {

	private final FeedMapper feeds;

	private final FeedKeeper keeper;

	private final Calendars calendars;

	private final CalendarCache cache;

	private final FeedSettings settings;

	private final Editors editors;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	FeedFiles(FeedMapper feeds, FeedKeeper keeper, Calendars calendars, CalendarCache cache, FeedSettings settings,
			Editors editors, Transactions transactions, Audit audit, Clock clock) {
		this.feeds = feeds;
		this.keeper = keeper;
		this.calendars = calendars;
		this.cache = cache;
		this.settings = settings;
		this.editors = editors;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Has a calendar go by a file.
	 * @param name the calendar
	 * @param content an iCalendar file; empty to go by none any more
	 * @return the calendar
	 * @throws Invalid if it can't be understood, or nobody would work by it
	 */
	TeamCalendar put(String name, String content) {
		if (content.length() > this.settings.largest().toBytes()) {
			throw new Invalid("file", "The file is larger than " + this.settings.largest().toKilobytes() + " kB.");
		}
		try {
			return this.transactions.retrying(() -> {
				this.editors.check();
				return content.isBlank() ? forget(name) : keep(name, content);
			});
		}
		catch (FeedUnreadable ex) {
			throw new Invalid("file", ex.getMessage());
		}
	}

	private TeamCalendar keep(String name, String content) {
		this.cache.change();
		TeamCalendar calendar = find(name);
		Instant now = this.clock.instant();
		if (calendar.feed() == null) {
			this.feeds.begin(calendar.id(), "", now);
		}
		Map<String, Object> change = new LinkedHashMap<>(this.keeper.keep(calendar, content, now));
		this.feeds.standsIn(calendar.id(), content, now, now.plus(this.settings.every()));
		change.put("calendar", name);
		this.audit.record(Audit.SYSTEM, "calendar.file-given", change);
		return find(name);
	}

	/** Where there is an address, what it says comes next. */
	private TeamCalendar forget(String name) {
		this.cache.change();
		TeamCalendar calendar = find(name);
		if (calendar.feed() == null) {
			return calendar;
		}
		Map<String, Object> change = new LinkedHashMap<>(this.keeper.keepNothing(calendar));
		this.feeds.end(calendar.id());
		String feed = calendar.plan().feed();
		if (feed != null) {
			this.feeds.begin(calendar.id(), feed, this.clock.instant());
		}
		change.put("calendar", name);
		this.audit.record(Audit.SYSTEM, "calendar.file-removed", change);
		return find(name);
	}

	private TeamCalendar find(String name) {
		return this.calendars.find(name).orElseThrow(() -> new CalendarController.NoSuchCalendar(name));
	}

}
