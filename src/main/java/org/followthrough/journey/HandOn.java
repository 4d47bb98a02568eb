package org.followthrough.journey;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.followthrough.cases.SupportCase;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Gives the open tasks of one kind that a case has to somebody else, or to nobody. They
 * meet the same guard as if they had been taken.
 */
@Component
class HandOn {

	private final TaskMapper tasks;

	private final ProcessEngineConfigurationImpl engine;

	HandOn(TaskMapper tasks, @Lazy ProcessEngineConfigurationImpl engine) {
		this.tasks = tasks;
		this.engine = engine;
	}

	void to(@Nullable String account, SupportCase of, String taskKey) {
		this.tasks.open(of.number(), taskKey)
			.forEach((id) -> this.engine.getCommandExecutorTxRequired()
				.execute((context) -> context
					.runWithoutAuthorization(() -> new AssignTaskCmd(id, account).execute(context))));
	}

}
