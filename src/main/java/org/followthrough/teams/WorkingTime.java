package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

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
	 * When work begins.
	 * @param from from when on; within working time it is that moment
	 * @param until where to stop looking
	 * @return the first moment of working time between the two; empty if there is none
	 */
	default Optional<Instant> opening(Instant from, Instant until) {
		return from.isBefore(until) ? Optional.of(from) : Optional.empty();
	}

	/**
	 * The zone in which its days are meant.
	 * @return the zone; UTC where nobody said one
	 */
	default ZoneId zone() {
		return ZoneOffset.UTC;
	}

	/**
	 * What tells this working time from others: whoever keeps something that was counted
	 * by it counts anew when this has changed.
	 * @return the same text for as long as the same time is counted
	 */
	default String version() {
		return "";
	}

}
