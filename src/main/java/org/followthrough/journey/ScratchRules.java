package org.followthrough.journey;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * What holds in any other engine that runs models of the journey, a scratch engine for
 * rehearsals above all: the same guard of expressions, no scripts, and no file that could
 * make it do anything but what a journey does.
 */
public final class ScratchRules {

	private static final Map<String, String> CLOCKS = Map.of("lookAtPromise", ModelWords.PROMISE_TIME_CAME,
			"remindEngineer", ModelWords.STEP_TIME_CAME, "remindVerifier", ModelWords.STEP_TIME_CAME);

	private static final Duration NEXT = Duration.ofDays(1);

	private ScratchRules() {
	}

	/**
	 * Refuses files that hold anything that a model may not hold, before an engine reads
	 * them. Whether they keep the promises is another matter.
	 * @param files contents by name
	 * @throws ModelRefused if one does
	 */
	public static void requireHarmless(Map<String, byte[]> files) {
		List<ModelProblem> problems = new ArrayList<>();
		files.forEach((name, content) -> {
			if (name.endsWith(".bpmn") || name.endsWith(".dmn")) {
				problems.addAll(ModelScan.scan(name, content));
			}
			else if (!name.endsWith(".form")) {
				problems.add(new ModelProblem(name, "", 0,
						"Only diagrams (.bpmn), decisions (.dmn) and forms (.form) can be rehearsed."));
			}
		});
		if (!problems.isEmpty()) {
			throw new ModelRefused(problems);
		}
	}

	/**
	 * Sets an engine up as the application's own is.
	 * @param engine the engine, before it is built
	 * @param steps what service tasks call there, by name
	 */
	public static void guard(ProcessEngineConfigurationImpl engine, Map<Object, Object> steps) {
		engine.setBeans(steps);
		engine.setExpressionManager(new GuardedExpressions(steps));
		engine.setScriptEngineResolver(new NoScripts());
		engine.setCmmnEnabled(false);
		engine.setEnableExceptionsAfterUnhandledBpmnError(true);
		engine.setAuthorizationEnabled(false);
	}

	/**
	 * Winds the clock up again that has just rung, as the application does.
	 * @param step the step that it led to
	 * @param execution where
	 */
	public static void rung(String step, DelegateExecution execution) {
		String clock = CLOCKS.get(step);
		if (clock != null) {
			PromiseTimer.set(Context.getCommandContext(), ((ExecutionEntity) execution).getProcessInstance(), clock,
					ClockUtil.getCurrentTime().toInstant().plus(NEXT));
		}
	}

	/**
	 * The names that an expression reads.
	 * @param expression as it stands in a model
	 * @return the names
	 */
	public static Set<String> names(String expression) {
		return expression.contains("{") ? ExpressionGuard.names(expression) : Set.of();
	}

	/**
	 * The outcomes that a form offers, and what they mean.
	 * @param form the bytes of its file
	 * @return the meanings by outcome, in the form's order; empty when it asks for none
	 */
	public static Map<String, String> outcomes(byte[] form) {
		try {
			return TaskForm.read(form).find(ModelWords.OUTCOME).map(FormField::optionLabels).orElse(Map.of());
		}
		catch (IOException ex) {
			return Map.of();
		}
	}

}
