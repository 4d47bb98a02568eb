package org.followthrough.journey;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.followthrough.cases.Cases;

import org.springframework.context.annotation.Lazy;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The processes that run, by which version of their diagram, and how they go on by
 * another one. Nobody gets there by the engine's own doors ({@link EngineAccess}).
 */
@Component
public class RunningJourneys {

	private final StandingMapper rows;

	private final ProcessEngineConfigurationImpl engine;

	private final Cases cases;

	RunningJourneys(StandingMapper rows, @Lazy ProcessEngineConfigurationImpl engine, Cases cases) {
		this.rows = rows;
		this.engine = engine;
		this.cases = cases;
	}

	/**
	 * The versions of a diagram.
	 * @param process its process
	 * @return the engine's ids by version, the newest first
	 */
	@Transactional(readOnly = true)
	public Map<Integer, String> versions(String process) {
		Map<Integer, String> versions = new LinkedHashMap<>();
		this.rows.versions(process).forEach((one) -> versions.put(one.version(), one.definition()));
		return versions;
	}

	/**
	 * Where the processes stand that run by some versions.
	 * @param definitions the engine's ids of the versions
	 * @return where, with those that most stand at first
	 */
	@Transactional(readOnly = true)
	public List<StandingCases> standings(Collection<String> definitions) {
		return definitions.isEmpty() ? List.of()
				: this.rows.together(definitions)
					.stream()
					.map((row) -> new StandingCases(Standing.of(row), row.cases(), List.of(row.examples().split(" ")),
							row.instance()))
					.toList();
	}

	/**
	 * Where some processes stand.
	 * @param instances the engine's ids of them
	 * @return where, by id; without those that have ended
	 */
	@Transactional(readOnly = true)
	public Map<String, Standing> standing(Collection<String> instances) {
		Map<String, Standing> standings = new TreeMap<>();
		if (!instances.isEmpty()) {
			this.rows.each(instances).forEach((row) -> standings.put(row.instance(), Standing.of(row)));
		}
		return standings;
	}

	/**
	 * Has processes go on by another version of their diagram, each at the place where it
	 * is. Their tasks stay the same, whoever has them; they are called and offered as the
	 * new version has it. Whoever calls this holds their cases.
	 * @param crossing from which version to which
	 * @param cases the numbers of their cases by the engine's ids of the processes
	 * @throws Crossing.Impossible if one of them can't; then none does
	 * @throws OptimisticLockingFailureException if something happened to one meanwhile
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void cross(Crossing crossing, Map<String, String> cases) {
		try {
			this.engine.getCommandExecutorTxRequired().execute((context) -> {
				crossing.cross(this.engine, List.copyOf(cases.keySet()));
				tasks(context, crossing, cases.keySet());
				return null;
			});
		}
		catch (OptimisticLockingException ex) {
			throw new OptimisticLockingFailureException("The journey changed meanwhile", ex);
		}
		crossing.byHand()
			.forEach((before, after) -> cases.values()
				.stream()
				.filter((number) -> this.cases.get(number).stage().equals(before))
				.forEach((number) -> this.cases.stage(number, after)));
	}

	private static void tasks(CommandContext context, Crossing crossing, Collection<String> instances) {
		ProcessDefinitionEntity before = definition(crossing.from());
		ProcessDefinitionEntity after = definition(crossing.to());
		Map<String, String> came = new TreeMap<>();
		crossing.byHand().forEach((source, target) -> came.put(target, source));
		for (TaskEntity task : List.copyOf(context.getDbEntityManager().getCachedEntitiesByType(TaskEntity.class))) {
			String key = task.getTaskDefinitionKey();
			TaskDefinition now = after.getTaskDefinitions().get(key);
			if (now == null || !instances.contains(task.getProcessInstanceId())) {
				continue;
			}
			TaskDefinition then = before.getTaskDefinitions()
				.getOrDefault(key, before.getTaskDefinitions().get(came.getOrDefault(key, "")));
			String name = text(now.getNameExpression());
			if (!Objects.equals(name, task.getName())) {
				task.setName(name);
			}
			if (then != null) {
				offered(task, groups(then), groups(now));
			}
		}
	}

	/** What else it was offered to stays. */
	private static void offered(TaskEntity task, Set<String> before, Set<String> after) {
		before.stream().filter((group) -> !after.contains(group)).forEach(task::deleteCandidateGroup);
		after.stream().filter((group) -> !before.contains(group)).forEach(task::addCandidateGroup);
	}

	private static Set<String> groups(TaskDefinition task) {
		Set<String> groups = new HashSet<>();
		task.getCandidateGroupIdExpressions().forEach((group) -> groups.add(text(group)));
		return groups;
	}

	private static String text(Expression expression) {
		return (expression != null) ? expression.getExpressionText() : "";
	}

	private static ProcessDefinitionEntity definition(String id) {
		return Context.getProcessEngineConfiguration().getDeploymentCache().findDeployedProcessDefinitionById(id);
	}

}
