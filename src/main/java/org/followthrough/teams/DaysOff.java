package org.followthrough.teams;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * The days on which nobody works whatever the week says.
 */
@FunctionalInterface
public interface DaysOff {

	/** No such days. */
	DaysOff NONE = (day) -> null;

	/**
	 * Why nobody works on a day.
	 * @param day which
	 * @return the name of the holiday or closure; null if it is a day like any other
	 */
	@Nullable String on(LocalDate day);

}
