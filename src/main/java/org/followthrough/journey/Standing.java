package org.followthrough.journey;

import java.util.List;

/**
 * Where a running process stands: everything that decides whether it can go on by another
 * version of its diagram.
 *
 * @param definition the engine's id of the version that it runs by
 * @param version the number of that version
 * @param places the elements where it waits, in order, twice where it waits twice
 * @param timers the elements whose clocks run, in order
 */
public record Standing(String definition, int version, List<String> places, List<String> timers) {

	static Standing of(StandingMapper.Row row) {
		return new Standing(row.definition(), row.version(), words(row.places()), words(row.timers()));
	}

	/** Ids of elements hold no blanks. */
	private static List<String> words(String joined) {
		return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
	}

	/**
	 * The same for all processes that stand alike.
	 * @return a key for data
	 */
	public String key() {
		return this.definition + "|" + String.join(" ", this.places) + "|" + String.join(" ", this.timers);
	}

}
