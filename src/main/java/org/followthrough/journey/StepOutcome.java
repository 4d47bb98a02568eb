package org.followthrough.journey;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One way in which a step of a model, or a message to it, can turn out, as far as the
 * model can tell.
 *
 * @param words the way, for people; empty when there is only one
 * @param values the variables that it sets, with their values
 * @param counted the variables that it counts up by one
 */
public record StepOutcome(String words, Map<String, Object> values, Set<String> counted) {

	/** Nothing that the model could tell. */
	public static final StepOutcome NOTHING = new StepOutcome("", Map.of(), Set.of());

	/**
	 * The values that it brings, given those before.
	 * @param before the values before, by name
	 * @return what is set
	 */
	public Map<String, Object> after(Map<String, Object> before) {
		Map<String, Object> after = new HashMap<>(this.values);
		this.counted.forEach((name) -> after.put(name, number(before.get(name)) + 1));
		return after;
	}

	private static int number(Object value) {
		return (value instanceof Number number) ? number.intValue() : 0;
	}

}
