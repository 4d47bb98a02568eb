package org.followthrough.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
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

	private final Customers customers;

	private final Looks looks;

	private final TransactionTemplate transaction;

	JobsTogether(@Lazy ProcessEngineConfigurationImpl engine, JourneyMapper journeys, Cases cases, Customers customers,
			Looks looks, PlatformTransactionManager transactions) {
		this.engine = engine;
		this.journeys = journeys;
		this.cases = cases;
		this.customers = customers;
		this.looks = looks;
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
		catch (RuntimeException | Error ex) {
			// What fails will fail by itself, too; the engine then says so, and counts
			// it. The thread goes on, whatever it was.
			log.debug("{} jobs are done each by itself", jobs.size(), ex);
			return jobs;
		}
	}

	/**
	 * Those of cases that nobody else holds. Cases come first, before the engine's rows.
	 */
	private Set<String> runFree(List<String> jobs) {
		Map<String, JourneyMapper.CaseOfJob> of = this.journeys.casesOf(jobs)
			.stream()
			.collect(Collectors.toMap(JourneyMapper.CaseOfJob::job, Function.identity()));
		Set<String> held = this.cases
			.lockFree(of.values().stream().map(JourneyMapper.CaseOfJob::caseNumber).collect(Collectors.toSet()));
		of.values().removeIf((job) -> !held.contains(job.caseNumber()));
		if (!of.isEmpty()) {
			List<String> free = jobs.stream().filter(of::containsKey).toList();
			this.engine.getCommandExecutorTxRequired().execute((context) -> {
				run(context, free, of);
				return null;
			});
		}
		return of.keySet();
	}

	private void run(CommandContext context, List<String> free, Map<String, JourneyMapper.CaseOfJob> of) {
		Set<String> processes = of.values().stream().map(JourneyMapper.CaseOfJob::journey).collect(Collectors.toSet());
		Map<String, JobEntity> rows = new JourneyRows(context, processes).read();
		// One that is gone had nothing to do any more.
		List<JobEntity> jobs = free.stream().map(rows::get).filter(Objects::nonNull).toList();
		this.looks.ahead(clocks(jobs, of), () -> jobs.forEach((job) -> {
			context.setCurrentJob(job);
			job.execute(context);
		}));
		context.setCurrentJob(null);
	}

	/** The cases whose promise clock is about to ring. */
	private List<SupportCase> clocks(List<JobEntity> jobs, Map<String, JourneyMapper.CaseOfJob> of) {
		List<SupportCase> ringing = jobs.stream()
			.filter((job) -> ModelWords.PROMISE_TIME_CAME.equals(job.getActivityId()))
			.map((job) -> Objects.requireNonNull(of.get(job.getId())).caseNumber())
			.distinct()
			.map(this.cases::get)
			.toList();
		this.customers.expect(ringing.stream().map(SupportCase::customerId).collect(Collectors.toSet()));
		return ringing;
	}

	/**
	 * What the engine's threads run.
	 */
	Runnable runnable(List<String> jobs, ProcessEngineImpl of, Function<List<String>, Runnable> each) {
		return () -> {
			List<String> left = of.getProcessEngineConfiguration().getJobExecutor().isActive() ? run(jobs) : jobs;
			each.apply(new ArrayList<>(left)).run();
		};
	}

}
