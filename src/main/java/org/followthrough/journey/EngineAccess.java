package org.followthrough.journey;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * What may be done by the engine's own doors: Camunda's web applications and their REST.
 * People read there, work on tasks, publish models and let failed jobs try again. A
 * journey itself can't be begun, moved, stopped or ended there by anybody, since its case
 * would not know: no right that an administrator gives changes that.
 */
class EngineAccess extends AuthorizationCommandChecker {

	private static final String JOURNEY = "A journey goes on by its tasks, its messages and its clock. It can't be "
			+ "changed from outside.";

	private static final String BEGINS = "A journey begins when a case is opened. Open a case instead.";

	private static final String MODEL = "Journeys run by this model. Publish a new version instead.";

	private static final String HISTORY = "What happened stays as long as its model says. It can't be removed.";

	/** What may be done to jobs. */
	static final String RETRY = "Only a job that has failed can be made to try again, at once.";

	@Override
	public void checkCreateProcessInstance(ProcessDefinition definition) {
		super.checkCreateProcessInstance(definition);
		refuse(BEGINS);
	}

	@Override
	public void checkDeleteProcessInstance(ExecutionEntity execution) {
		super.checkDeleteProcessInstance(execution);
		String number = execution.getProcessInstance().getBusinessKey();
		refuse((number != null) ? new EndGuard.StillOpen(number).getMessage() : JOURNEY);
	}

	@Override
	public void checkUpdateProcessInstance(ExecutionEntity execution) {
		super.checkUpdateProcessInstance(execution);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateProcessInstanceVariables(ExecutionEntity execution) {
		super.checkUpdateProcessInstanceVariables(execution);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateTaskVariable(TaskEntity task) {
		super.checkUpdateTaskVariable(task);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateProcessInstanceSuspensionState(ExecutionEntity execution) {
		super.checkUpdateProcessInstanceSuspensionState(execution);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateProcessInstanceByProcessDefinitionKey(String key) {
		super.checkUpdateProcessInstanceByProcessDefinitionKey(key);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(String key) {
		super.checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(key);
		refuse(JOURNEY);
	}

	@Override
	public void checkCreateMigrationPlan(ProcessDefinition from, ProcessDefinition to) {
		super.checkCreateMigrationPlan(from, to);
		refuse(JOURNEY);
	}

	@Override
	public void checkMigrateProcessInstance(ExecutionEntity journey, ProcessDefinition to) {
		super.checkMigrateProcessInstance(journey, to);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateJob(JobEntity job) {
		super.checkUpdateJob(job);
		if (job.getProcessDefinitionKey() != null) {
			refuse(JOURNEY);
		}
	}

	/** What failed may try again; to take tries away would stop a clock. */
	@Override
	public void checkUpdateRetriesJob(JobEntity job) {
		super.checkUpdateRetriesJob(job);
		if (job.getRetries() > 0) {
			refuse(RETRY);
		}
	}

	/** Its jobs would act on journeys as nobody in particular. */
	@Override
	public void checkCreateBatch(Permission permission) {
		super.checkCreateBatch(permission);
		refuse(JOURNEY);
	}

	@Override
	public void checkUpdateProcessDefinitionByKey(String key) {
		super.checkUpdateProcessDefinitionByKey(key);
		refuse(MODEL);
	}

	@Override
	public void checkUpdateProcessDefinitionSuspensionStateByKey(String key) {
		super.checkUpdateProcessDefinitionSuspensionStateByKey(key);
		refuse(MODEL);
	}

	@Override
	public void checkDeleteProcessDefinitionByKey(String key) {
		super.checkDeleteProcessDefinitionByKey(key);
		refuse(MODEL);
	}

	@Override
	public void checkDeleteDeployment(String id) {
		super.checkDeleteDeployment(id);
		refuse(MODEL);
	}

	@Override
	public void checkDeleteHistoricProcessInstance(HistoricProcessInstance journey) {
		super.checkDeleteHistoricProcessInstance(journey);
		refuse(HISTORY);
	}

	@Override
	public void checkDeleteHistoricTaskInstance(HistoricTaskInstanceEntity task) {
		super.checkDeleteHistoricTaskInstance(task);
		refuse(HISTORY);
	}

	@Override
	public void checkDeleteHistoricVariableInstance(HistoricVariableInstanceEntity variable) {
		super.checkDeleteHistoricVariableInstance(variable);
		refuse(HISTORY);
	}

	@Override
	public void checkDeleteHistoricVariableInstancesByProcessInstance(HistoricProcessInstanceEntity journey) {
		super.checkDeleteHistoricVariableInstancesByProcessInstance(journey);
		refuse(HISTORY);
	}

	@Override
	public void checkDeleteHistoricDecisionInstance(HistoricDecisionInstance decision) {
		super.checkDeleteHistoricDecisionInstance(decision);
		refuse(HISTORY);
	}

	@Override
	public void checkDeleteHistoricDecisionInstance(String key) {
		super.checkDeleteHistoricDecisionInstance(key);
		refuse(HISTORY);
	}

	/**
	 * Refuses what comes by the engine's own doors, where the engine itself asks nobody.
	 * @param sentence why
	 */
	static Command<Void> refusing(String sentence) {
		return (context) -> {
			refuse(sentence);
			return null;
		};
	}

	/** Only what comes by the engine's own doors has somebody signed in to the engine. */
	private static void refuse(String sentence) {
		CommandContext context = Context.getCommandContext();
		if (context.getAuthentication() != null && context.isAuthorizationCheckEnabled()) {
			throw new AuthorizationException(sentence);
		}
	}

}
