package org.followthrough.teams;

import java.time.DayOfWeek;
import java.util.Locale;

/**
 * The names of a calendar's fields in forms and refusals.
 */
final class Fields {

	private Fields() {
	}

	/** The field of a day's hours. */
	static String of(DayOfWeek day) {
		return "hours." + day.name().toLowerCase(Locale.ROOT);
	}

}
