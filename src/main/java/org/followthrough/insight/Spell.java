package org.followthrough.insight;

import java.time.Duration;
import java.time.Instant;

import org.followthrough.teams.WorkingTime;

/**
 * Some time, on the clock and as working time.
 *
 * @param clock by the clock
 * @param working that part of it in which the team worked
 */
record Spell(Duration clock, Duration working) {

	static final Spell NONE = new Spell(Duration.ZERO, Duration.ZERO);

	static Spell between(Instant from, Instant to, WorkingTime time) {
		return to.isAfter(from) ? new Spell(Duration.between(from, to), time.between(from, to)) : NONE;
	}

	Spell plus(Spell more) {
		return new Spell(this.clock.plus(more.clock), this.working.plus(more.working));
	}

	/** The longer of both, for each way of counting by itself. */
	Spell orLonger(Spell other) {
		return new Spell((other.clock.compareTo(this.clock) > 0) ? other.clock : this.clock,
				(other.working.compareTo(this.working) > 0) ? other.working : this.working);
	}

	/**
	 * Whole seconds on the clock.
	 * @return seconds, 68 years at the most
	 */
	public int seconds() {
		return whole(this.clock);
	}

	/**
	 * Whole seconds of working time.
	 * @return seconds, 68 years at the most
	 */
	public int workingSeconds() {
		return whole(this.working);
	}

	private static int whole(Duration time) {
		return (int) Math.min(time.toSeconds(), Integer.MAX_VALUE);
	}

}
