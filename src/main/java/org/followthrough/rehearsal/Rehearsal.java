package org.followthrough.rehearsal;

import java.util.List;

/**
 * What came of a rehearsal.
 *
 * @param states how many states cases came to
 * @param edges how many things were tried in them
 * @param unexplored states from which not everything was tried, because a limit was
 * reached or somebody cancelled
 * @param repetitions how many things were left out since the same went on beside the main
 * path already
 * @param milliseconds how long it took
 * @param violations what is wrong, the shortest story first
 */
public record Rehearsal(int states, int edges, int unexplored, int repetitions, long milliseconds,
		List<Violation> violations) {

	/**
	 * Whether everything was tried and nothing is wrong.
	 * @return true if so
	 */
	public boolean isPassed() {
		return this.unexplored == 0 && this.violations.isEmpty();
	}

}
