package org.followthrough.journey;

import java.util.Map;

/**
 * Where models wait for a second manager that one has deployed by a door of the engine's.
 */
public interface WaitingModels {

	/**
	 * Keeps files until somebody else has approved them.
	 * @param title what whoever sent them calls them
	 * @param files contents by name
	 * @return where they are kept, in a sentence
	 */
	String keep(String title, Map<String, byte[]> files);

}
