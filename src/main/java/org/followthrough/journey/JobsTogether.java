package org.followthrough.journey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.impl.JobQueryImpl;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.NativeExecutionQuery;
import org.followthrough.cases.Cases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what is due of many cases in one transaction: when very many promises fall due
 * within a minute, what each costs by itself is mostly statements and commits that they
 * can share. Either all of it lasts or none; in that case, and for a case that somebody
 * else holds right now, the engine does each by itself, as it does anyway.
 */
@Component
class JobsTogether {

	private static final Logger log = LoggerFactory.getLogger(JobsTogether.class);

	private final ProcessEngineConfigurationImpl engine;

	private final JourneyMapper journeys;

	private final Cases cases;

	private final TransactionTemplate transaction;

	JobsTogether(@Lazy ProcessEngineConfigurationImpl engine, JourneyMapper journeys, Cases cases,
			PlatformTransactionManager transactions) {
		this.engine = engine;
		this.journeys = journeys;
		this.cases = cases;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Does jobs in one transaction.
	 * @param jobs their ids
	 * @return those that are to be done each by itself
	 */
	List<String> run(List<String> jobs) {
		if (jobs.size() < 2) {
			return jobs;
		}
		try {
			Set<String> done = this.transaction.execute((status) -> runFree(jobs));
			return jobs.stream().filter((job) -> done == null || !done.contains(job)).toList();
		}
		catch (RuntimeException ex) {
			// What fails will fail by itself, too; the engine then says so, and counts
			// it.
			log.debug("{} jobs are done each by itself", jobs.size(), ex);
			return jobs;
		}
	}

	/**
	 * Those of cases that nobody else holds. Cases come first, before the engine's rows.
	 */
	private Set<String> runFree(List<String> jobs) {
		Map<String, String> numbers = this.journeys.casesOf(jobs)
			.stream()
			.collect(Collectors.toMap(JourneyMapper.CaseOfJob::job, JourneyMapper.CaseOfJob::caseNumber));
		Set<String> held = this.cases.lockFree(new HashSet<>(numbers.values()));
		List<String> free = jobs.stream().filter((job) -> held.contains(numbers.getOrDefault(job, ""))).toList();
		if (!free.isEmpty()) {
			this.engine.getCommandExecutorTxRequired().execute((context) -> {
				run(context, free);
				return null;
			});
		}
		return new HashSet<>(free);
	}

	private void run(CommandContext context, List<String> jobs) {
		readTogether(context, jobs);
		for (String id : jobs) {
			JobEntity job = context.getDbEntityManager().selectById(JobEntity.class, id);
			// One that is gone had nothing to do any more.
			if (job != null) {
				context.setCurrentJob(job);
				job.execute(context);
			}
		}
		context.setCurrentJob(null);
	}

	/**
	 * Reads what each job would read by itself: it finds it in the engine's cache of this
	 * transaction then.
	 */
	private static void readTogether(CommandContext context, List<String> jobs) {
		Set<String> journeys = new HashSet<>();
		for (Job job : context.getJobManager().findJobsByQueryCriteria(jobsOf(jobs), null)) {
			journeys.add(job.getProcessInstanceId());
		}
		if (journeys.isEmpty()) {
			return;
		}
		Map<String, List<ExecutionEntity>> executions = executions(context, List.copyOf(journeys)).stream()
			.collect(Collectors.groupingBy(ExecutionEntity::getProcessInstanceId));
		Map<String, List<VariableInstanceEntity>> variables = variables(context, journeys).stream()
			.collect(Collectors.groupingBy(VariableInstanceEntity::getProcessInstanceId));
		executions.forEach((journey, all) -> all.stream()
			.filter(ExecutionEntity::isProcessInstanceExecution)
			.findFirst()
			.ifPresent((root) -> root.restoreProcessInstance(all, null, variables.getOrDefault(journey, List.of()),
					null, null, null, null)));
	}

	private static JobQueryImpl jobsOf(List<String> ids) {
		JobQueryImpl query = new JobQueryImpl();
		query.jobIds(new HashSet<>(ids));
		return query;
	}

	private static List<ExecutionEntity> executions(CommandContext context, List<String> journeys) {
		NativeExecutionQuery query = context.getProcessEngineConfiguration()
			.getRuntimeService()
			.createNativeExecutionQuery()
			.sql("SELECT * FROM ACT_RU_EXECUTION WHERE PROC_INST_ID_ IN (" + IntStream.range(0, journeys.size())
				.mapToObj((place) -> "#{journey" + place + "}")
				.collect(Collectors.joining(", ")) + ")");
		for (int place = 0; place < journeys.size(); place++) {
			query.parameter("journey" + place, journeys.get(place));
		}
		return query.list().stream().map(ExecutionEntity.class::cast).toList();
	}

	private static List<VariableInstanceEntity> variables(CommandContext context, Set<String> journeys) {
		VariableInstanceQueryImpl query = new VariableInstanceQueryImpl();
		query.processInstanceIdIn(journeys.toArray(new String[0])).disableBinaryFetching();
		return context.getVariableInstanceManager()
			.findVariableInstanceByQueryCriteria(query, null)
			.stream()
			.map(VariableInstanceEntity.class::cast)
			.toList();
	}

	/**
	 * What the engine's threads run.
	 */
	Runnable runnable(List<String> jobs, ProcessEngineImpl of,
			java.util.function.Function<List<String>, Runnable> each) {
		return () -> {
			List<String> left = of.getProcessEngineConfiguration().getJobExecutor().isActive() ? run(jobs) : jobs;
			each.apply(new ArrayList<>(left)).run();
		};
	}

}
