package org.followthrough.journey;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the engine has to do by now: timers that have rung.
 */
@Component
public class DueWork {

	private final ManagementService management;

	private final ProcessEngineConfigurationImpl engine;

	DueWork(@Lazy ManagementService management, @Lazy ProcessEngineConfigurationImpl engine) {
		this.management = management;
		this.engine = engine;
	}

	/**
	 * Wakes the engine, which otherwise looks for due work every few seconds.
	 */
	public void hurry() {
		JobExecutor executor = this.engine.getJobExecutor();
		if (executor.isActive()) {
			executor.jobWasAdded();
		}
	}

	/**
	 * How much is due and not done, what failed for good left out.
	 * @return the number of jobs
	 */
	@Transactional(readOnly = true)
	public long count() {
		return this.management.createJobQuery().executable().count();
	}

}
