package org.followthrough.journey;

import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * The engine's task service, as Tasklist and the engine's REST use it: completing goes
 * through {@link Tasks}; what would lead around a task's form is refused.
 */
class GuardedTasks extends TaskServiceImpl {

	private final Supplier<Tasks> tasks;

	GuardedTasks(Supplier<Tasks> tasks) {
		this.tasks = tasks;
	}

	@Override
	public void claim(String taskId, String userId) {
		EngineRefusals.told(() -> {
			try {
				super.claim(taskId, userId);
			}
			catch (RuntimeException ex) {
				throw EngineRefusals.unwrapped(ex);
			}
		});
	}

	@Override
	public void complete(String taskId) {
		complete(taskId, Map.of());
	}

	@Override
	public void complete(String taskId, Map<String, Object> variables) {
		Map<String, Object> submitted = (variables != null) ? variables : Map.of();
		EngineRefusals.told(() -> this.tasks.get().complete(taskId, submitted));
	}

	@Override
	public VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> variables,
			boolean deserializeValues) {
		complete(taskId, variables);
		return Variables.createVariables();
	}

	@Override
	public void resolveTask(String taskId) {
		refuse();
	}

	@Override
	public void resolveTask(String taskId, Map<String, Object> variables) {
		refuse();
	}

	@Override
	public void delegateTask(String taskId, String userId) {
		refuse();
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode) {
		refuse();
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
		refuse();
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
		refuse();
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode) {
		refuse();
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
		refuse();
	}

	private static void refuse() {
		EngineRefusals.told(() -> {
			throw new TaskRefusals.FormRequired();
		});
	}

}
