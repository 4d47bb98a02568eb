package org.followthrough.teams;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The working hours of an ordinary week.
 *
 * @param days the hours of each day, in order and apart; a day without any is left out
 */
public record Week(Map<DayOfWeek, List<Hours>> days) {

	/**
	 * A week.
	 * @param days the hours of each day
	 */
	public Week {
		Map<DayOfWeek, List<Hours>> ordered = new EnumMap<>(DayOfWeek.class);
		days.forEach((day, hours) -> {
			if (!hours.isEmpty()) {
				ordered.put(day, List.copyOf(hours));
			}
		});
		days = Collections.unmodifiableMap(ordered);
	}

	/**
	 * Reads the hours of one day.
	 * @param text such as {@code 09:00-12:30, 13:00-17:00}; empty for none
	 * @return the hours in order
	 */
	public static List<Hours> hours(String text) {
		return Hours.ofDay("hours", text);
	}

	/**
	 * The hours of a day.
	 * @param day which
	 * @return in order; empty when nobody works
	 */
	public List<Hours> on(DayOfWeek day) {
		return this.days.getOrDefault(day, List.of());
	}

	/**
	 * The hours of a day as people write them.
	 * @param day which
	 * @return such as {@code 09:00-12:30, 13:00-17:00}
	 */
	public String written(DayOfWeek day) {
		return on(day).stream().map(Hours::toString).collect(Collectors.joining(", "));
	}

}
