package org.followthrough.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records the way a journey really takes: every sequence flow, under the version of the
 * model that was valid. The flows of one transaction make one audit entry for each
 * process.
 */
@Component
class PathRecorder {

	private final Audit audit;

	private final Cases cases;

	PathRecorder(Audit audit, Cases cases) {
		this.audit = audit;
		this.cases = cases;
	}

	/**
	 * A sequence flow was taken.
	 */
	void took(DelegateExecution execution) {
		String flow = execution.getCurrentTransitionId();
		if (flow != null) {
			took(execution, flow);
		}
	}

	/**
	 * A sequence flow was taken that the engine doesn't tell of.
	 */
	void took(DelegateExecution execution, String flow) {
		flows(execution).add(flow);
	}

	/**
	 * The main path came to rest.
	 */
	void waits(DelegateExecution execution) {
		this.cases.stage(execution.getProcessBusinessKey(), execution.getCurrentActivityId());
	}

	@SuppressWarnings("unchecked")
	private List<String> flows(DelegateExecution execution) {
		Map<String, List<String>> moves = (Map<String, List<String>>) TransactionSynchronizationManager
			.getResource(this);
		if (moves == null) {
			Map<String, List<String>> fresh = new HashMap<>();
			TransactionSynchronizationManager.bindResource(this, fresh);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCompletion(int status) {
					TransactionSynchronizationManager.unbindResourceIfPossible(PathRecorder.this);
				}

			});
			moves = fresh;
		}
		return moves.computeIfAbsent(execution.getProcessInstanceId(), (instance) -> {
			// Who came by a timer waits here for whoever else moves the case.
			this.cases.lock(execution.getProcessBusinessKey());
			// Written when the transaction commits, and filled until then.
			List<String> flows = new ArrayList<>();
			this.audit.record(execution.getProcessBusinessKey(), "journey.moved",
					Map.of("process", ((ExecutionEntity) execution).getProcessDefinition().getKey(), "version",
							((ExecutionEntity) execution).getProcessDefinition().getVersion(), "flows", flows));
			return flows;
		});
	}

}
