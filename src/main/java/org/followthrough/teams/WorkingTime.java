package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as it passes for those who keep a promise.
 */
public interface WorkingTime {

	/** Time that passes by night, too: a day has 24 hours. */
	WorkingTime ROUND_THE_CLOCK = new RoundTheClock();

	/**
	 * When an amount of working time has passed.
	 * @param from the beginning; work that comes in outside of working hours begins with
	 * the next
	 * @param span how much
	 * @return the first moment by which that much working time has passed
	 */
	Instant after(Instant from, Span span);

	/**
	 * How much working time lies between two moments.
	 * @param from the first
	 * @param to the second
	 * @return working time; zero if the second isn't later
	 */
	Duration between(Instant from, Instant to);

	/**
	 * What tells this working time from others: whoever keeps something that was counted
	 * by it counts anew when this has changed.
	 * @return the same text for as long as the same time is counted
	 */
	default String version() {
		return "";
	}

}
