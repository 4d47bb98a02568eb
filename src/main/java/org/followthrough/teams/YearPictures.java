package org.followthrough.teams;

import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws the years of calendars.
 */
@Component
class YearPictures {

	private static final int FIRST = 1970;

	private static final int LAST = 2199;

	private final CalendarReader reader;

	YearPictures(CalendarReader reader) {
		this.reader = reader;
	}

	@Transactional(readOnly = true)
	public Year of(TeamCalendar calendar, int year) {
		return of(calendar.plan(), this.reader.feedDays().getOrDefault(calendar.id(), FeedDays.NONE), year);
	}

	Year of(Plan plan, FeedDays feed, int year) {
		if (year < FIRST || year > LAST) {
			throw new Invalid("year", "Calendars show the years from " + FIRST + " to " + LAST + ".");
		}
		return Year.of(year, plan, this.reader.daysOff(plan, feed), feed);
	}

}
