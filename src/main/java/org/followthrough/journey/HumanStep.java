package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.SupportCase;

/**
 * What it means when a person completes a task of a certain kind.
 */
@FunctionalInterface
interface HumanStep {

	/**
	 * Does what the person decided, as the current actor.
	 * @param of the case
	 * @param fields what they filled in
	 * @return the variables by which the journey chooses its way
	 */
	Map<String, Object> done(SupportCase of, Fields fields);

}
