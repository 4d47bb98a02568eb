package org.followthrough.running;

import java.util.List;
import java.util.Map;

import org.followthrough.journey.StandingCases;

/**
 * Cases that stand alike, and what becomes of them.
 *
 * @param cases the cases
 * @param names what people call the elements where they wait
 * @param fate what becomes of them
 * @param reason why they need a person; empty if they don't
 * @param byHand where what waits at an element shall wait then, unless at the same one
 * @param trial how a copy of one of them fared
 */
public record Planned(StandingCases cases, List<String> names, Fate fate, String reason, Map<String, String> byHand,
		Trial trial) {

	Planned tried(String failure) {
		return failure.isEmpty()
				? new Planned(this.cases, this.names, this.fate, this.reason, this.byHand, Trial.PASSED)
				: new Planned(this.cases, this.names, Fate.NEEDS_PERSON, failure, this.byHand, Trial.FAILED);
	}

	/**
	 * How a copy fared.
	 */
	public enum Trial {

		/** None was made, since they don't go over. */
		NONE,
		/** None was made yet. */
		DUE,
		/** It went over, and all is as it was. */
		PASSED,
		/** It could not. */
		FAILED

	}

}
