package org.followthrough.teams;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A calendar.
 *
 * @param id row
 * @param name what people call it
 * @param version counts its changes, so that two people don't undo each other's
 * @param changedAt when it changed last
 * @param plan what it says
 * @param feed how its feed is; null if it has none
 */
public record TeamCalendar(long id, String name, int version, Instant changedAt, Plan plan, @Nullable FeedState feed) {

	/**
	 * How a feed is.
	 *
	 * @param fetchedAt when it was read last; null if it never was
	 * @param failingSince since when it can't be read; null if it can
	 * @param error why it can't be read
	 * @param nextFetchAt when it is read next
	 * @param days how many days off it names
	 * @param hours how many stretches of closed hours it names
	 */
	public record FeedState(@Nullable Instant fetchedAt, @Nullable Instant failingSince, @Nullable String error,
			Instant nextFetchAt, int days, int hours) {
	}

}
