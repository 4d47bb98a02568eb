package org.followthrough.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;

import org.springframework.stereotype.Component;

/**
 * What people do in the journey, found by the task's id. It runs before the engine
 * completes the task, in the same transaction, so that a refusal leaves the task as it
 * was.
 */
@Component
class HumanSteps {

	private final Map<String, HumanStep> steps = new HashMap<>();

	private final Messages messages;

	HumanSteps(List<StepsOfPeople> steps, Messages messages) {
		steps.forEach((some) -> this.steps.putAll(some.steps()));
		this.messages = messages;
	}

	/**
	 * The step of a task.
	 * @param taskKey the task's id in its model
	 * @return its step; for a task that a manager added, one that keeps what was filled
	 * in as a note and chooses the way by the form's outcome
	 */
	HumanStep of(String taskKey) {
		return this.steps.getOrDefault(taskKey, this::added);
	}

	/**
	 * Whether a task's step is written here.
	 * @param taskKey the task's id in its model
	 * @return false for a task that a manager added
	 */
	boolean knows(String taskKey) {
		return this.steps.containsKey(taskKey);
	}

	private Map<String, Object> added(SupportCase of, Fields fields) {
		fields.optionalText("message").ifPresent((note) -> this.messages.note(of, note));
		return fields.optionalText(ModelWords.OUTCOME)
			.map((outcome) -> Map.<String, Object>of(ModelWords.OUTCOME, outcome))
			.orElse(Map.of());
	}

}
