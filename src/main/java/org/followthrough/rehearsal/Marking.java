package org.followthrough.rehearsal;

import java.util.List;

/**
 * Where a case stands.
 *
 * @param key the same for two states of cases from which everything goes on the same way
 * @param places the elements where it stands, twice where it stands twice
 * @param waiting what can come next
 * @param root the process that it began with; empty when all has ended
 */
record Marking(String key, List<Place> places, List<Waiting> waiting, String root) {

	/** Whether nothing goes on any more. */
	boolean isEnded() {
		return this.places.isEmpty();
	}

	/**
	 * An element where a case stands.
	 *
	 * @param at the element
	 * @param instance the engine's id of the process that it stands in
	 */
	record Place(Element at, String instance) {
	}

}
