package org.followthrough.journey;

import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The engine's task service, as Tasklist and the engine's REST use it: completing goes
 * through {@link Tasks}; what would lead around a task's form is refused.
 */
class GuardedTasks extends TaskServiceImpl {

	private final Supplier<Tasks> tasks;

	private final Supplier<GivenTasks> given;

	GuardedTasks(Supplier<Tasks> tasks, Supplier<GivenTasks> given) {
		this.tasks = tasks;
		this.given = given;
	}

	@Override
	public void claim(String taskId, String userId) {
		if (Actor.current().id().equals(userId)) {
			EngineRefusals.told(() -> this.tasks.get().claim(taskId));
		}
		else {
			setAssignee(taskId, userId);
		}
	}

	@Override
	public void setAssignee(String taskId, @Nullable String userId) {
		EngineRefusals.told(() -> {
			if (userId == null) {
				this.tasks.get().unclaim(taskId);
			}
			else if (this.given.get().isToGive(taskId)) {
				this.given.get().give(taskId, userId);
			}
			else {
				assign(taskId, userId);
			}
		});
	}

	/**
	 * The engine asks whether one may; the guard inside it, whether the other may have
	 * the task.
	 */
	private void assign(String taskId, String userId) {
		try {
			super.setAssignee(taskId, userId);
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
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

	@Override
	public void saveTask(Task task) {
		refuseChange();
	}

	@Override
	public void deleteTask(String taskId) {
		refuse();
	}

	@Override
	public void deleteTask(String taskId, boolean cascade) {
		refuse();
	}

	@Override
	public void deleteTask(String taskId, String deleteReason) {
		refuse();
	}

	@Override
	public void addUserIdentityLink(String taskId, String userId, String type) {
		refuseChange();
	}

	@Override
	public void addGroupIdentityLink(String taskId, String groupId, String type) {
		refuseChange();
	}

	@Override
	public void addCandidateUser(String taskId, String userId) {
		refuseChange();
	}

	@Override
	public void addCandidateGroup(String taskId, String groupId) {
		refuseChange();
	}

	@Override
	public void deleteUserIdentityLink(String taskId, String userId, String type) {
		refuseChange();
	}

	@Override
	public void deleteGroupIdentityLink(String taskId, String groupId, String type) {
		refuseChange();
	}

	@Override
	public void deleteCandidateUser(String taskId, String userId) {
		refuseChange();
	}

	@Override
	public void deleteCandidateGroup(String taskId, String groupId) {
		refuseChange();
	}

	private static void refuseChange() {
		EngineRefusals.told(() -> {
			throw new TaskRefusals.MadeByModel();
		});
	}

	private static void refuse() {
		EngineRefusals.told(() -> {
			throw new TaskRefusals.FormRequired();
		});
	}

}
