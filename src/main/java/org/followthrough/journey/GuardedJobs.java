package org.followthrough.journey;

import java.util.Date;

import org.camunda.bpm.engine.impl.ManagementServiceImpl;
import org.camunda.bpm.engine.impl.management.SetJobRetriesBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.management.SetJobRetriesBuilder;

/**
 * The engine's jobs, as Cockpit and the engine's REST reach them: what failed can be made
 * to try again, at once. To run a timer's job is to ring it before its time; the engine
 * lets everybody try, and moves the time of a job even when it then refuses its work.
 */
class GuardedJobs extends ManagementServiceImpl {

	GuardedJobs(ProcessEngineConfigurationImpl configuration) {
		super(configuration);
	}

	@Override
	public void executeJob(String jobId) {
		this.commandExecutor.execute(EngineAccess.refusing(EngineAccess.RETRY));
		super.executeJob(jobId);
	}

	@Override
	public SetJobRetriesBuilderImpl setJobRetries(int retries) {
		if (retries < 1) {
			this.commandExecutor.execute(EngineAccess.refusing(EngineAccess.RETRY));
		}
		return new AtOnce(this.commandExecutor, retries);
	}

	/**
	 * Lets jobs try again, and not later.
	 */
	private static final class AtOnce extends SetJobRetriesBuilderImpl {

		private final CommandExecutor executor;

		AtOnce(CommandExecutor executor, int retries) {
			super(executor, retries);
			this.executor = executor;
		}

		@Override
		public SetJobRetriesBuilder dueDate(Date dueDate) {
			this.executor.execute(EngineAccess.refusing(EngineAccess.RETRY));
			return super.dueDate(dueDate);
		}

	}

}
