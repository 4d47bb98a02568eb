package org.followthrough.heat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the cases of some days waited in a process, and which ways they took.
 *
 * @param process the process
 * @param days how many days, today included
 * @param from the first of them, in UTC
 * @param countedAt up to when everything was counted; null when counting has only begun
 * @param places where cases wait now or waited, by id; no place without any
 * @param ways which flows were taken, by id; none that was not taken
 */
public record HeatMap(String process, int days, LocalDate from, @Nullable Instant countedAt, List<Place> places,
		List<Way> ways) {

	/**
	 * A place where cases wait. Percentiles are by nearest rank: always a time that a
	 * case really waited.
	 *
	 * @param element the id of the element
	 * @param now how many wait there now
	 * @param waits how often a case had waited there, when the waiting ended in these
	 * days
	 * @param median seconds on the clock that half of them don't exceed; null without any
	 * @param p90 seconds on the clock that nine tenths of them don't exceed; null without
	 * any
	 */
	public record Place(String element, int now, int waits, @Nullable Integer median, @Nullable Integer p90) {
	}

	/**
	 * A sequence flow that cases took.
	 *
	 * @param flow its id
	 * @param times how often
	 */
	public record Way(String flow, int times) {
	}

}
