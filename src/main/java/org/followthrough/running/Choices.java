package org.followthrough.running;

import java.util.Map;

/**
 * What managers have decided for the places of one diagram where cases wait.
 *
 * @param targets the element where what waits at an element shall wait then, by the id of
 * the latter; empty where it shall stay in its version
 */
public record Choices(Map<String, String> targets) {

	/** Nobody has decided anything. */
	public static final Choices NONE = new Choices(Map.of());

}
