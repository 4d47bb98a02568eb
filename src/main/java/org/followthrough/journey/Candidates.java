package org.followthrough.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.task.TaskDefinition;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The groups that may take a task, as its model says: links that somebody added to a task
 * later give nobody a right. A published model never changes, so each is read once.
 */
@Component
class Candidates {

	private static final int MOST_MODELS = 500;

	private final LoadingCache<String, Map<String, List<String>>> ofModels;

	Candidates(@Lazy ProcessEngineConfigurationImpl engine) {
		this.ofModels = Caffeine.newBuilder()
			.maximumSize(MOST_MODELS)
			.build((model) -> engine.getCommandExecutorTxRequired()
				.execute((context) -> context.runWithoutAuthorization(() -> read(context, model))));
	}

	private static Map<String, List<String>> read(CommandContext context, String model) {
		Map<String, List<String>> groups = new HashMap<>();
		context.getProcessEngineConfiguration()
			.getDeploymentCache()
			.findDeployedProcessDefinitionById(model)
			.getTaskDefinitions()
			.forEach((task, definition) -> groups.put(task, of(definition)));
		return groups;
	}

	/**
	 * The groups that may take a task.
	 * @param task as its model defines it
	 * @return the groups
	 */
	static List<String> of(TaskDefinition task) {
		return task.getCandidateGroupIdExpressions()
			.stream()
			.map((expression) -> expression.getExpressionText().strip())
			.sorted()
			.toList();
	}

	/**
	 * The groups that may take a task.
	 * @param model the id of the published process
	 * @param task the task's id in it
	 * @return the groups
	 */
	List<String> of(String model, String task) {
		return Objects.requireNonNull(this.ofModels.get(model)).getOrDefault(task, List.of());
	}

}
