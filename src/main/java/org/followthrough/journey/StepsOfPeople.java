package org.followthrough.journey;

import java.util.Map;

/**
 * Tasks that belong together, and what it means when a person completes one of them. A
 * method is named as its task's id is spoken: {@code verify-fix} is {@code verifyFix}.
 */
interface StepsOfPeople {

	/**
	 * The steps.
	 * @return by the task's id in its model
	 */
	Map<String, HumanStep> steps();

}
