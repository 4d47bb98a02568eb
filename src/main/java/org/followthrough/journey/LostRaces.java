package org.followthrough.journey;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.JobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultFailedJobCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * What becomes of a job that failed. One that only lost a race goes again at once, at the
 * time that whoever won it has set: the engine itself would put it off as if something
 * were broken, and a promise's clock would ring late.
 */
final class LostRaces implements FailedJobCommandFactory {

	private final FailedJobCommandFactory broken = new DefaultFailedJobCommandFactory();

	@Override
	public Command<Object> getCommand(String jobId, Throwable exception) {
		return (exception instanceof OptimisticLockingException) ? new Again(jobId, exception)
				: this.broken.getCommand(jobId, exception);
	}

	/**
	 * Lets a job go, as it is now.
	 */
	private static final class Again extends JobRetryCmd {

		private static final long serialVersionUID = 1L;

		Again(String jobId, Throwable exception) {
			super(jobId, exception);
		}

		@Override
		public Object execute(CommandContext context) {
			JobEntity job = getJob();
			if (job != null) {
				job.unlock();
				notifyAcquisition(context);
			}
			return Boolean.TRUE;
		}

	}

}
