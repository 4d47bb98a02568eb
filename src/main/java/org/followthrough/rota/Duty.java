package org.followthrough.rota;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Who gets the escalations of a team.
 *
 * @param week the week of the shift, named by its Monday
 * @param planned who has the week by the rota; null if nobody was put in
 * @param engineer who has it indeed: they themselves, or who stands in; null if nobody on
 * the rota is an engineer any more
 */
record Duty(LocalDate week, @Nullable String planned, @Nullable String engineer) {

	boolean isCovered() {
		return this.engineer != null && !this.engineer.equals(this.planned);
	}

}
