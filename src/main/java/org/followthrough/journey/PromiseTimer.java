package org.followthrough.journey;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The timer of a case's promise clock, and that of a called process. The engine makes one
 * when a journey begins; this moves it whenever a promise changes, and makes it anew
 * after it has rung. One job a case is all there is, however many promises the case sees.
 * <p>
 * The engine has no public way to make a timer for a start event of a running case, hence
 * its inner classes here and nowhere else.
 */
@Component
class PromiseTimer {

	private final ProcessEngineConfigurationImpl engine;

	private final JourneyMapper journeys;

	PromiseTimer(@Lazy ProcessEngineConfigurationImpl engine, JourneyMapper journeys) {
		this.engine = engine;
		this.journeys = journeys;
	}

	/**
	 * Sets the clock of a case.
	 * @param caseNumber the case
	 * @param ringsAt when it rings next
	 */
	void set(String caseNumber, Instant ringsAt) {
		this.engine.getCommandExecutorTxRequired().execute((context) -> {
			set(context, journey(context, caseNumber), ModelWords.PROMISE_TIME_CAME, ringsAt);
			return null;
		});
	}

	/**
	 * Sets the clock of the process that a case's journey has called.
	 * @param caseNumber the case
	 * @param ringsAt when it rings next
	 */
	void setStep(String caseNumber, Instant ringsAt) {
		this.engine.getCommandExecutorTxRequired().execute((context) -> {
			ExecutionEntity called = this.journeys.called(caseNumber)
				.map(context.getExecutionManager()::findExecutionById)
				.orElse(null);
			set(context, called, ModelWords.STEP_TIME_CAME, ringsAt);
			return null;
		});
	}

	/**
	 * Sets the clock of a process, from within.
	 * @param process the journey, or a process that it has called
	 * @param start the start event that is the clock
	 * @param ringsAt when it rings next
	 */
	void set(ExecutionEntity process, String start, Instant ringsAt) {
		this.engine.getCommandExecutorTxRequired().execute((context) -> {
			set(context, process, start, ringsAt);
			return null;
		});
	}

	private ExecutionEntity journey(CommandContext context, String caseNumber) {
		// The journey may have begun in this very transaction and not be in the tables
		// yet.
		for (ExecutionEntity cached : context.getDbEntityManager().getCachedEntitiesByType(ExecutionEntity.class)) {
			if (cached.isProcessInstanceExecution() && caseNumber.equals(cached.getBusinessKey())
					&& ModelWords.SUPPORT_CASE.equals(cached.getProcessDefinition().getKey())) {
				return cached;
			}
		}
		return this.journeys.root(caseNumber).map(context.getExecutionManager()::findExecutionById).orElse(null);
	}

	static void set(CommandContext context, @Nullable ExecutionEntity journey, String start, Instant ringsAt) {
		TimerDeclarationImpl declared = (journey == null) ? null
				: TimerDeclarationImpl.getDeclarationsForScope(journey.getProcessDefinition()).get(start);
		if (journey == null || declared == null) {
			return;
		}
		// The one that rings right now is gone when it has rung.
		JobEntity ringing = context.getCurrentJob();
		List<JobEntity> jobs = journey.getJobs();
		for (JobEntity job : jobs) {
			if (job instanceof TimerEntity && job != ringing
					&& declared.getJobDefinitionId().equals(job.getJobDefinitionId())) {
				job.setDuedate(Date.from(ringsAt));
				// What failed for good must not silence the promises that come after.
				if (job.getRetries() == 0) {
					job.setRetries(context.getProcessEngineConfiguration().getDefaultNumberOfRetries());
				}
				return;
			}
		}
		journey.setVariableLocal(ModelWords.PROMISE_ATTENTION_AT,
				org.camunda.bpm.engine.variable.Variables.dateValue(Date.from(ringsAt), true));
		declared.createTimer(journey).setDuedate(Date.from(ringsAt));
	}

}
