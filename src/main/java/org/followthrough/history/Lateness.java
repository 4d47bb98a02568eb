package org.followthrough.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something was, and how late, in words.
 */
public final class Lateness {

	private Lateness() {
	}

	/**
	 * When something ended that was due.
	 * @param due when it was due
	 * @param ended when it ended
	 * @return such as "2 h 5 min late", "20 min before it was due"
	 */
	public static String of(Instant due, Instant ended) {
		Duration late = Duration.between(due, ended);
		return late.isNegative() ? words(late.negated()) + " before it was due" : words(late) + " late";
	}

	/**
	 * A span in its two largest parts.
	 * @param span how long, not negative
	 * @return such as "3 days 2 h", "40 s"
	 */
	public static String words(Duration span) {
		List<String> parts = new ArrayList<>();
		part(parts, span.toDays(), (span.toDays() == 1) ? " day" : " days");
		part(parts, span.toHoursPart(), " h");
		part(parts, span.toMinutesPart(), " min");
		if (span.toHours() == 0) {
			part(parts, span.toSecondsPart(), " s");
		}
		return parts.isEmpty() ? "less than a second" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
	}

	private static void part(List<String> parts, long amount, String unit) {
		if (amount > 0) {
			parts.add(amount + unit);
		}
	}

}
