package org.followthrough.journey;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.CallerRunsRejectedJobsHandler;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.followthrough.time.Rush;

import org.springframework.core.task.TaskExecutor;

/**
 * The engine's own way to find what is due and to lock it for this node, with the one
 * difference that what was found together is handed on together.
 */
class DueJobs extends SpringJobExecutor {

	private final JobsTogether together;

	private final int most;

	private final Rush rush;

	/**
	 * Takes the engine's way.
	 * @param threads what runs the jobs
	 * @param together does many in one transaction
	 * @param most so many at the most
	 * @param rush learns whether there is likely more
	 */
	DueJobs(TaskExecutor threads, JobsTogether together, int most, Rush rush) {
		this.together = together;
		this.most = most;
		this.rush = rush;
		setTaskExecutor(threads);
		// Whoever looks for what is due does it, too, when the threads are busy. Else it
		// would take fewer and fewer at a time, and lose what they share.
		setRejectedJobsHandler(new CallerRunsRejectedJobsHandler());
		setAcquireJobsCmdFactory((jobs) -> new Acquire(this, jobs));
	}

	@Override
	public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
		return this.together.runnable(jobs, engine, (left) -> super.getExecuteJobsRunnable(left, engine));
	}

	/**
	 * Locks jobs, and puts those of several cases into one hand.
	 */
	private final class Acquire extends AcquireJobsCmd {

		Acquire(JobExecutor executor, int jobs) {
			super(executor, jobs);
		}

		@Override
		public AcquiredJobs execute(CommandContext context) {
			AcquiredJobs acquired = super.execute(context);
			DueJobs.this.rush.found(acquired.size() >= this.numJobsToAcquire);
			List<List<String>> batches = acquired.getJobIdBatches();
			List<List<String>> joined = new ArrayList<>();
			List<String> hand = new ArrayList<>();
			for (List<String> ofOneCase : batches) {
				if (hand.size() + ofOneCase.size() > DueJobs.this.most && !hand.isEmpty()) {
					joined.add(hand);
					hand = new ArrayList<>();
				}
				hand.addAll(ofOneCase);
			}
			if (!hand.isEmpty()) {
				joined.add(hand);
			}
			batches.clear();
			batches.addAll(joined);
			return acquired;
		}

	}

}
