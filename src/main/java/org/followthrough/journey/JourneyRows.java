package org.followthrough.journey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.impl.AbstractNativeQuery;
import org.camunda.bpm.engine.impl.JobQueryImpl;
import org.camunda.bpm.engine.impl.NativeExecutionQueryImpl;
import org.camunda.bpm.engine.impl.NativeTaskQueryImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * Reads all that the engine keeps of many journeys by one statement for each kind of row.
 * It finds that in the cache of its command then, where it would read it for each journey
 * by itself. Nothing may have failed in them.
 */
final class JourneyRows {

	private final CommandContext context;

	private final Set<String> journeys;

	JourneyRows(CommandContext context, Collection<String> journeys) {
		this.context = context;
		this.journeys = Set.copyOf(journeys);
	}

	/** What stands in for the engine's own parts, so that it doesn't ask again. */
	static List<SessionFactory> sessions() {
		return List.of(new EngineSession(JobManager.class, KnownJobs::new),
				new EngineSession(TaskManager.class, KnownTasks::new),
				new EngineSession(IncidentManager.class, KnownIncidents::new));
	}

	/**
	 * Reads them.
	 * @return their jobs by id
	 */
	Map<String, JobEntity> read() {
		Map<String, List<ExecutionEntity>> executions = by(
				rows(new NativeExecutionQueryImpl(this.context), "ACT_RU_EXECUTION", ExecutionEntity.class),
				ExecutionEntity::getProcessInstanceId);
		Map<String, List<VariableInstanceEntity>> variables = by(variables(),
				VariableInstanceEntity::getProcessInstanceId);
		Map<String, List<TaskEntity>> tasks = by(
				rows(new NativeTaskQueryImpl(this.context), "ACT_RU_TASK", TaskEntity.class),
				TaskEntity::getProcessInstanceId);
		List<JobEntity> jobs = jobs();
		Map<String, List<JobEntity>> jobsByJourney = by(jobs, JobEntity::getProcessInstanceId);
		((KnownJobs) this.context.getJobManager()).known.addAll(ids(executions));
		((KnownTasks) this.context.getTaskManager()).known.addAll(ids(executions));
		jobs.forEach((job) -> ((KnownIncidents) this.context.getIncidentManager()).without.add(job.getId()));
		executions.forEach((journey, all) -> all.stream()
			.filter(ExecutionEntity::isProcessInstanceExecution)
			.findFirst()
			.ifPresent((root) -> root.restoreProcessInstance(all, null, variables.getOrDefault(journey, List.of()),
					tasks.getOrDefault(journey, List.of()), jobsByJourney.getOrDefault(journey, List.of()), null,
					null)));
		return jobs.stream().collect(Collectors.toMap(JobEntity::getId, Function.identity()));
	}

	private static <T> Map<String, List<T>> by(List<T> rows, Function<T, String> journey) {
		return rows.stream().collect(Collectors.groupingBy(journey));
	}

	private static List<String> ids(Map<String, List<ExecutionEntity>> executions) {
		return executions.values().stream().flatMap(List::stream).map(ExecutionEntity::getId).toList();
	}

	private <T> List<T> rows(AbstractNativeQuery<?, ?> query, String table, Class<T> type) {
		List<String> ids = List.copyOf(this.journeys);
		query.sql("SELECT * FROM " + table + " WHERE PROC_INST_ID_ IN ("
				+ IntStream.range(0, ids.size())
					.mapToObj((place) -> "#{journey" + place + "}")
					.collect(Collectors.joining(", "))
				+ ")");
		for (int place = 0; place < ids.size(); place++) {
			query.parameter("journey" + place, ids.get(place));
		}
		return query.list().stream().map(type::cast).toList();
	}

	private List<VariableInstanceEntity> variables() {
		VariableInstanceQueryImpl query = new VariableInstanceQueryImpl();
		query.processInstanceIdIn(this.journeys.toArray(new String[0])).disableBinaryFetching();
		return this.context.getVariableInstanceManager()
			.findVariableInstanceByQueryCriteria(query, null)
			.stream()
			.map(VariableInstanceEntity.class::cast)
			.toList();
	}

	private List<JobEntity> jobs() {
		JobQueryImpl query = new JobQueryImpl();
		query.processInstanceIds(this.journeys);
		return this.context.getJobManager()
			.findJobsByQueryCriteria(query, null)
			.stream()
			.map(JobEntity.class::cast)
			.toList();
	}

	/**
	 * Has no further jobs of executions whose jobs were read.
	 */
	private static final class KnownJobs extends JobManager {

		private final Set<String> known = new HashSet<>();

		@Override
		public List<JobEntity> findJobsByExecutionId(String execution) {
			return this.known.contains(execution) ? new ArrayList<>() : super.findJobsByExecutionId(execution);
		}

	}

	/**
	 * Has no further tasks of executions whose tasks were read.
	 */
	private static final class KnownTasks extends TaskManager {

		private final Set<String> known = new HashSet<>();

		@Override
		public List<TaskEntity> findTasksByExecutionId(String execution) {
			return this.known.contains(execution) ? new ArrayList<>() : super.findTasksByExecutionId(execution);
		}

	}

	/**
	 * Looks for no failures of jobs that are known to have none.
	 */
	private static final class KnownIncidents extends IncidentManager {

		private final Set<String> without = new HashSet<>();

		@Override
		public List<Incident> findIncidentByConfigurationAndIncidentType(String job, String type) {
			return this.without.contains(job) ? List.of() : super.findIncidentByConfigurationAndIncidentType(job, type);
		}

	}

}
