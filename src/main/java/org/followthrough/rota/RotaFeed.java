package org.followthrough.rota;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A secret address by which a calendar program reads the rota.
 *
 * @param id row
 * @param team the team whose weeks it shows; null if it is an engineer's
 * @param engineer the account of the engineer whose weeks it shows; null if it is a
 * team's
 * @param madeBy who made it
 * @param madeAt when
 */
record RotaFeed(long id, @Nullable String team, @Nullable String engineer, String madeBy, Instant madeAt) {

	/** Whose weeks it shows. */
	public String of() {
		return (this.team != null) ? "the team " + this.team : String.valueOf(this.engineer);
	}

}
