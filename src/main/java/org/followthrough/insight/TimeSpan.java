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
		if (seconds < 2 * DAY) {
			return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min");
		}
		return two(seconds / DAY, "d", seconds % DAY / HOUR, "h");
	}

	private static String two(int first, String unit, int second, String smaller) {
		return first + " " + unit + ((second > 0) ? " " + second + " " + smaller : "");
	}

}
