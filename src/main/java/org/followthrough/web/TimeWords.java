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

	private final Languages languages;

	TimeWords(Clock clock, Languages languages) {
		this.clock = clock;
		this.languages = languages;
	}

	/**
	 * How far a moment is from now.
	 * @param moment past or to come
	 * @return such as "in 2 h", "3 days ago", "now"
	 */
	public String relative(Instant moment) {
		return relative(moment, this.languages.english());
	}

	/**
	 * How far a moment is from now, to a customer.
	 * @param moment past or to come
	 * @param in their language
	 * @return such as "in 2 Std.", "vor 3 Tagen"
	 */
	public String relative(Instant moment, Language in) {
		Duration distance = Duration.between(this.clock.instant(), moment);
		Duration amount = distance.abs();
		if (amount.compareTo(Duration.ofMinutes(1)) < 0) {
			return in.say("time.now");
		}
		return in.say(distance.isNegative() ? "time.ago" : "time.in", "amount", amount(amount, in));
	}

	private static String amount(Duration distance, Language in) {
		if (distance.compareTo(Duration.ofHours(1)) < 0) {
			return in.say("time.minutes", "n", distance.toMinutes());
		}
		if (distance.compareTo(Duration.ofHours(36)) < 0) {
			int minutes = distance.toMinutesPart();
			return (distance.toHours() < 4 && minutes > 0)
					? in.say("time.hours-and-minutes", "n", distance.toHours(), "m", minutes)
					: in.say("time.hours", "n", distance.toHours());
		}
		long days = distance.plusHours(12).toDays();
		return in.say((days == 1) ? "time.day" : "time.days", "n", days);
	}

	/**
	 * When something is due.
	 * @param moment when
	 * @return such as "due in 2 h", "overdue by 20 min"
	 */
	public String due(Instant moment) {
		Duration distance = Duration.between(this.clock.instant(), moment);
		if (distance.abs().compareTo(Duration.ofMinutes(1)) < 0) {
			return "due now";
		}
		String amount = amount(distance.abs(), this.languages.english());
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

}
