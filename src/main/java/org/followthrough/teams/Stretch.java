package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;

/**
 * The time from one moment to another.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
record Stretch(Instant from, Instant to) {

	Duration length() {
		return Duration.between(this.from, this.to);
	}

}
