package org.followthrough.teams;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.web.Invalid;

/**
 * Working hours without a break, on one day. Written {@code 09:00-12:30}; a day ends at
 * 24:00.
 *
 * @param from the minute of the day at which they begin
 * @param to the minute of the day at which they end
 */
public record Hours(int from, int to) {

	private static final int HOUR = 60;

	private static final int DAY = 24 * HOUR;

	private static final Pattern WRITTEN = Pattern.compile("(\\d{1,2}):(\\d\\d)\\s*[-–]\\s*(\\d{1,2}):(\\d\\d)");

	/**
	 * Hours that begin before they end.
	 * @param from the minute of the day at which they begin
	 * @param to the minute of the day at which they end
	 */
	public Hours {
		if (from < 0 || to > DAY || from >= to) {
			throw new IllegalArgumentException("Hours begin before they end, between 00:00 and 24:00");
		}
	}

	/**
	 * Reads the hours of one day.
	 * @param field where a mistake is pointed out
	 * @param text such as {@code 09:00-12:30, 13:00-17:00}; empty for none
	 * @return the hours in order
	 * @throws Invalid if they can't be read, or overlap
	 */
	static List<Hours> ofDay(String field, String text) {
		List<Hours> hours = new ArrayList<>();
		for (String part : text.strip().split("\\s*[,;]\\s*", -1)) {
			if (!text.isBlank()) {
				hours.add(parse(field, part));
			}
		}
		return inOrder(field, hours);
	}

	static Hours parse(String field, String text) {
		Matcher written = WRITTEN.matcher(text.strip());
		if (written.matches()) {
			int from = minute(written.group(1), written.group(2));
			int to = minute(written.group(3), written.group(4));
			if (0 <= from && from < to && to <= DAY) {
				return new Hours(from, to);
			}
		}
		throw new Invalid(field, "\"" + text.strip() + "\" are no hours. Write them like 09:00-12:30, 13:00-17:00; "
				+ "a day ends at 24:00.");
	}

	private static int minute(String hour, String minute) {
		return (Integer.parseInt(minute) < HOUR) ? Integer.parseInt(hour) * HOUR + Integer.parseInt(minute) : -1;
	}

	/** Hours that touch are one: 09:00-12:00 and 12:00-17:00 have no break between. */
	static List<Hours> inOrder(String field, List<Hours> hours) {
		List<Hours> joined = new ArrayList<>();
		for (Hours next : hours.stream().sorted((a, b) -> Integer.compare(a.from, b.from)).toList()) {
			Hours last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
			if (last != null && next.from < last.to) {
				throw new Invalid(field, last + " and " + next + " overlap.");
			}
			if (last != null && next.from == last.to) {
				joined.set(joined.size() - 1, new Hours(last.from, next.to));
			}
			else {
				joined.add(next);
			}
		}
		return List.copyOf(joined);
	}

	@Override
	public String toString() {
		return "%02d:%02d-%02d:%02d".formatted(this.from / HOUR, this.from % HOUR, this.to / HOUR, this.to % HOUR);
	}

}
