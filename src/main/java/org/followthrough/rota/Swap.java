package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One engineer asks another to take a week of theirs.
 *
 * @param id row
 * @param team the team
 * @param week the week, named by its Monday
 * @param engineer who has it
 * @param otherWeek the week that they take for it; null for none
 * @param other who is asked
 * @param state how it stands
 * @param proposedAt when they were asked
 * @param decidedAt when it was decided; null while it isn't
 */
record Swap(long id, String team, LocalDate week, String engineer, @Nullable LocalDate otherWeek, String other,
		State state, Instant proposedAt, @Nullable Instant decidedAt) {

	/**
	 * How a swap stands.
	 */
	enum State {

		/** The other has not answered. */
		PROPOSED,
		/** The weeks have changed hands. */
		ACCEPTED,
		/** The other would rather not. */
		DECLINED,
		/** Who asked has taken it back. */
		WITHDRAWN;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
