package org.followthrough.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.springframework.stereotype.Component;

/**
 * Times as people say them. Pages show these words and carry the moment itself beside
 * them, which the browser shows in the reader's zone.
 */
@Component("timeWords")
public class TimeWords {

	private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter EXACT = DateTimeFormatter
		.ofPattern("d MMM yyyy, HH:mm:ss.SSS 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final Clock clock;

	TimeWords(Clock clock) {
		this.clock = clock;
	}

	/**
	 * How far a moment is from now.
	 * @param moment past or to come
	 * @return such as "in 2 h", "3 days ago", "now"
	 */
	public String relative(Instant moment) {
		Duration distance = Duration.between(this.clock.instant(), moment);
		String amount = amount(distance.abs());
		if (amount.isEmpty()) {
			return "now";
		}
		return distance.isNegative() ? amount + " ago" : "in " + amount;
	}

	/**
	 * When something is due.
	 * @param moment when
	 * @return such as "due in 2 h", "overdue by 20 min"
	 */
	public String due(Instant moment) {
		Duration distance = Duration.between(this.clock.instant(), moment);
		String amount = amount(distance.abs());
		if (amount.isEmpty()) {
			return "due now";
		}
		return distance.isNegative() ? "overdue by " + amount : "due in " + amount;
	}

	/**
	 * Whether a moment is over.
	 * @param moment the moment
	 * @return true from the moment on
	 */
	public boolean isPast(Instant moment) {
		return !this.clock.instant().isBefore(moment);
	}

	/**
	 * A moment in full, in UTC.
	 * @param moment the moment
	 * @return such as "22 Nov 2026, 04:07 UTC"
	 */
	public String full(Instant moment) {
		return UTC.format(moment);
	}

	/**
	 * A moment to the millisecond, in UTC.
	 * @param moment the moment
	 * @return such as "22 Nov 2026, 04:07:12.345 UTC"
	 */
	public String exact(Instant moment) {
		return EXACT.format(moment);
	}

	private static String amount(Duration distance) {
		if (distance.compareTo(Duration.ofMinutes(1)) < 0) {
			return "";
		}
		if (distance.compareTo(Duration.ofHours(1)) < 0) {
			return distance.toMinutes() + " min";
		}
		if (distance.compareTo(Duration.ofHours(36)) < 0) {
			long hours = distance.toHours();
			int minutes = distance.toMinutesPart();
			return hours + " h" + ((hours < 4 && minutes > 0) ? " " + minutes + " min" : "");
		}
		long days = distance.plusHours(12).toDays();
		return days + ((days == 1) ? " day" : " days");
	}

}
