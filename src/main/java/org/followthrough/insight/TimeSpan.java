package org.followthrough.insight;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Amounts of time as people read them.
 */
@Component("timeSpan")
class TimeSpan {

	private static final int MINUTE = 60;

	private static final int HOUR = 60 * MINUTE;

	private static final int DAY = 24 * HOUR;

	/**
	 * An amount of time, in its two largest units.
	 * @param seconds how much; null for none
	 * @return such as "3 h 20 min"; a dash for none
	 */
	public String of(@Nullable Integer seconds) {
		if (seconds == null) {
			return "–";
		}
		if (seconds < MINUTE) {
			return seconds + " s";
		}
		if (seconds < HOUR) {
			return two(seconds / MINUTE, "min", seconds % MINUTE, "s");
		}
		// From two days on, as people count them.
		return (seconds < 2 * DAY) ? hours(seconds) : two(seconds / DAY, "d", seconds % DAY / HOUR, "h");
	}

	/**
	 * An amount of working time: in hours, however many, since a working day hasn't 24 of
	 * them.
	 * @param seconds how much; null for none
	 * @return such as "75 h 20 min"; a dash for none
	 */
	public String working(@Nullable Integer seconds) {
		return (seconds != null && seconds >= HOUR) ? hours(seconds) : of(seconds);
	}

	private static String hours(int seconds) {
		return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min");
	}

	private static String two(int first, String unit, int second, String smaller) {
		return first + " " + unit + ((second > 0) ? " " + second + " " + smaller : "");
	}

}
