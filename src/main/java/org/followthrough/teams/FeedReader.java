package org.followthrough.teams;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.transform.recurrence.Frequency;

/**
 * Reads which days and hours an iCalendar feed (RFC 5545) closes. An event that has days
 * and no times is a day off, whether or not it is marked as busy, since feeds of holidays
 * mark them as free. One with times counts if it is busy: the days that it fills are days
 * off, and what it takes of others is closed. Cancelled ones don't count.
 */
final class FeedReader {

	private static final int MOST_EVENTS = 2000;

	private static final int MOST_OCCURRENCES = 20_000;

	private static final int MOST_DAYS_OF_ONE = 400;

	private static final int MOST_TIMES_A_DAY = 24;

	private static final int FIRST_YEAR = 1900;

	private static final int LONGEST_NAME = 200;

	private static final Set<Frequency> TOO_OFTEN = EnumSet.of(Frequency.SECONDLY, Frequency.MINUTELY);

	private final ZoneId zone;

	private final LocalDate first;

	private final LocalDate last;

	private final Map<LocalDate, String> days = new HashMap<>();

	private final Map<Stretch, String> closed = new HashMap<>();

	private int occurrences;

	/**
	 * A reader.
	 * @param zone the zone of days, and of times that name none
	 * @param first the first day that matters
	 * @param last the last day that matters
	 */
	FeedReader(ZoneId zone, LocalDate first, LocalDate last) {
		this.zone = zone;
		this.first = first;
		this.last = last;
	}

	/**
	 * Reads a feed.
	 * @param content the feed
	 * @return what it closes
	 * @throws FeedUnreadable if it is none, or closes more than anybody means
	 */
	FeedDays read(String content) {
		try {
			Calendar feed = new CalendarBuilder().build(new StringReader(content));
			List<VEvent> events = feed.getComponents(Component.VEVENT);
			if (events.size() > MOST_EVENTS) {
				throw new FeedUnreadable("The feed has more than " + MOST_EVENTS + " events.");
			}
			Map<String, Set<Temporal>> moved = moved(events);
			for (VEvent event : events) {
				read(event, isException(event) ? Set.of() : moved.getOrDefault(uid(event), Set.of()));
			}
			return new FeedDays(Map.copyOf(this.days), Map.copyOf(this.closed));
		}
		catch (ParserException | IOException ex) {
			throw new FeedUnreadable("This is no iCalendar feed: " + ex.getMessage());
		}
		catch (FeedUnreadable ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new FeedUnreadable("The feed holds something that can't be understood: " + ex.getMessage());
		}
	}

	private void read(VEvent event, Set<Temporal> elsewhere) {
		Optional<Temporal> start = event.getStartDate().map(DateProperty::getDate);
		if (start.isEmpty() || is(event, Property.STATUS, "CANCELLED")) {
			return;
		}
		boolean wholeDays = start.get() instanceof LocalDate;
		if (!wholeDays && is(event, Property.TRANSP, "TRANSPARENT")) {
			return;
		}
		String name = name(event);
		for (Period<? extends Temporal> occurrence : occurrences(event, start.get())) {
			if (++this.occurrences > MOST_OCCURRENCES) {
				throw new FeedUnreadable("The feed closes more than " + MOST_OCCURRENCES + " times.");
			}
			if (!elsewhere.contains(comparable(occurrence.getStart()))) {
				close(occurrence, name);
			}
		}
	}

	private Set<? extends Period<? extends Temporal>> occurrences(VEvent event, Temporal start) {
		if (LocalDate.from(start).getYear() < FIRST_YEAR) {
			throw new FeedUnreadable("An event begins before the year " + FIRST_YEAR + ".");
		}
		List<RRule<?>> rules = event.getProperties(Property.RRULE);
		rules.forEach((rule) -> check(rule.getRecur()));
		return event.calculateRecurrenceSet(window(start));
	}

	private static void check(Recur<?> rule) {
		long timesADay = (long) Math.max(1, rule.getHourList().size()) * Math.max(1, rule.getMinuteList().size())
				* Math.max(1, rule.getSecondList().size());
		if (TOO_OFTEN.contains(rule.getFrequency()) || timesADay > MOST_TIMES_A_DAY) {
			throw new FeedUnreadable("An event repeats more than once an hour.");
		}
	}

	/**
	 * In the kind of time that the event is in, since the library compares like with
	 * like.
	 */
	private Period<? extends Temporal> window(Temporal like) {
		LocalDateTime from = this.first.atStartOfDay();
		LocalDateTime to = this.last.plusDays(1).atStartOfDay();
		if (like instanceof LocalDate) {
			return new Period<>(this.first, this.last.plusDays(1));
		}
		if (like instanceof ZonedDateTime zoned) {
			return new Period<>(from.atZone(zoned.getZone()), to.atZone(zoned.getZone()));
		}
		if (like instanceof OffsetDateTime) {
			return new Period<>(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
		}
		if (like instanceof Instant) {
			return new Period<>(from.toInstant(ZoneOffset.UTC), to.toInstant(ZoneOffset.UTC));
		}
		return new Period<>(from, to);
	}

	private void close(Period<? extends Temporal> occurrence, String name) {
		if (occurrence.getStart() instanceof LocalDate begin) {
			LocalDate end = LocalDate.from(occurrence.getEnd());
			closeDays(begin, end.isAfter(begin) ? end : begin.plusDays(1), name);
			return;
		}
		ZonedDateTime begin = zoned(occurrence.getStart());
		ZonedDateTime end = zoned(occurrence.getEnd());
		LocalDate firstWhole = begin.toLocalTime().equals(java.time.LocalTime.MIDNIGHT) ? begin.toLocalDate()
				: begin.toLocalDate().plusDays(1);
		LocalDate afterLastWhole = end.toLocalDate();
		if (firstWhole.isBefore(afterLastWhole)) {
			closeDays(firstWhole, afterLastWhole, name);
			closeHours(begin.toInstant(), firstWhole.atStartOfDay(this.zone).toInstant(), name);
			closeHours(afterLastWhole.atStartOfDay(this.zone).toInstant(), end.toInstant(), name);
		}
		else {
			closeHours(begin.toInstant(), end.toInstant(), name);
		}
	}

	private void closeDays(LocalDate begin, LocalDate end, String name) {
		LocalDate from = begin.isBefore(this.first) ? this.first : begin;
		LocalDate to = end.isAfter(this.last.plusDays(1)) ? this.last.plusDays(1) : end;
		if (from.plusDays(MOST_DAYS_OF_ONE).isBefore(to)) {
			throw new FeedUnreadable("\"" + name + "\" lasts longer than a year.");
		}
		for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
			this.days.putIfAbsent(day, name);
		}
	}

	private void closeHours(Instant from, Instant to, String name) {
		if (from.isBefore(to)) {
			this.closed.putIfAbsent(new Stretch(from, to), name);
		}
	}

	private ZonedDateTime zoned(Temporal time) {
		if (time instanceof LocalDateTime local) {
			return local.atZone(this.zone);
		}
		return Instant.from(time).atZone(this.zone);
	}

	/** The occurrences of repeated events that other events stand for. */
	private Map<String, Set<Temporal>> moved(List<VEvent> events) {
		Map<String, Set<Temporal>> moved = new HashMap<>();
		for (VEvent event : events) {
			event.<DateProperty<?>>getProperty(Property.RECURRENCE_ID)
				.ifPresent((of) -> moved.computeIfAbsent(uid(event), (uid) -> new HashSet<>())
					.add(comparable(of.getDate())));
		}
		return moved;
	}

	private static boolean isException(VEvent event) {
		return event.getProperty(Property.RECURRENCE_ID).isPresent();
	}

	private Temporal comparable(Temporal start) {
		return (start instanceof LocalDate day) ? day : zoned(start).toInstant();
	}

	private static String uid(VEvent event) {
		return event.getUid().map(Property::getValue).orElse("");
	}

	private static boolean is(VEvent event, String property, String value) {
		return event.getProperty(property).filter((found) -> value.equalsIgnoreCase(found.getValue())).isPresent();
	}

	private static String name(VEvent event) {
		String summary = event.getProperty(Property.SUMMARY).map(Property::getValue).orElse("").strip();
		String plain = summary.replaceAll("\\p{Cntrl}", " ");
		return plain.isEmpty() ? "Closed" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
	}

	/** When an event begins each time, for those who look at nothing else. */
	List<Temporal> starts(String content) throws IOException, ParserException {
		Calendar feed = new CalendarBuilder().build(new StringReader(content));
		List<VEvent> events = feed.getComponents(Component.VEVENT);
		List<Temporal> starts = new ArrayList<>();
		for (VEvent event : events) {
			Temporal start = event.getStartDate().map(DateProperty::getDate).orElseThrow();
			starts.addAll(event.calculateRecurrenceSet(window(start))
				.stream()
				.map(Period::getStart)
				.map(Temporal.class::cast)
				.collect(Collectors.toList()));
		}
		return starts;
	}

}
