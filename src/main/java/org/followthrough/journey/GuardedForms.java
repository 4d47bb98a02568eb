package org.followthrough.journey;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.cases.Readers;

/**
 * The engine's form service, as Tasklist uses it: what is submitted goes through
 * {@link Tasks}, and what a form shows comes from our tables instead of process
 * variables.
 */
class GuardedForms extends FormServiceImpl {

	private final Supplier<Tasks> tasks;

	private final Supplier<FormContext> context;

	private final Supplier<Readers> readers;

	GuardedForms(Supplier<Tasks> tasks, Supplier<FormContext> context, Supplier<Readers> readers) {
		this.tasks = tasks;
		this.context = context;
		this.readers = readers;
	}

	@Override
	public void submitTaskForm(String taskId, Map<String, Object> properties) {
		Map<String, Object> submitted = (properties != null) ? properties : Map.of();
		EngineRefusals.told(() -> this.tasks.get().complete(taskId, submitted));
	}

	@Override
	@Deprecated
	public void submitTaskFormData(String taskId, Map<String, String> properties) {
		submitTaskForm(taskId, Map.copyOf(properties));
	}

	@Override
	public VariableMap submitTaskFormWithVariablesInReturn(String taskId, Map<String, Object> properties,
			boolean deserializeValues) {
		submitTaskForm(taskId, properties);
		return Variables.createVariables();
	}

	@Override
	public VariableMap getTaskFormVariables(String taskId) {
		super.getTaskFormVariables(taskId);
		return context(taskId);
	}

	@Override
	public VariableMap getTaskFormVariables(String taskId, Collection<String> formVariables,
			boolean deserializeObjectValues) {
		super.getTaskFormVariables(taskId, formVariables, deserializeObjectValues);
		return context(taskId);
	}

	/** The engine has checked by now that whoever asks may see the task. */
	private VariableMap context(String taskId) {
		this.readers.get().sees(this.tasks.get().get(taskId).caseNumber());
		VariableMap shown = Variables.createVariables();
		this.context.get().of(taskId).forEach(shown::putValue);
		return shown;
	}

}
