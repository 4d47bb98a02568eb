package org.followthrough.journey;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Sees to it in all tests that the real steps and messages know no outcome that
 * {@link StepOutcomes} doesn't declare: rehearsals take what is declared for all there
 * is.
 */
public class DeclaredOutcomes implements BeanPostProcessor {

	/** What steps and messages route by. The rest shows on cards, or sets times. */
	private static final Set<String> ROUTING = Set.of(ModelWords.PROMISE_ATTENTION, ModelWords.OUTCOME,
			ModelWords.ENGINEERING, ModelWords.VERIFICATION_RESULT, ModelWords.FAILURES, ModelWords.SIGN_OFF_RESULT,
			ModelWords.SENT_BACK_TO, ModelWords.RESOLUTION, ModelWords.REMINDERS);

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof JavaDelegate step) {
			return watched(name, step);
		}
		if (bean instanceof StepsOfPeople steps) {
			Map<String, HumanStep> watched = new HashMap<>();
			steps.steps().forEach((task, step) -> watched.put(task, watched(task, step)));
			return (StepsOfPeople) () -> watched;
		}
		return (bean instanceof RuntimeService engine) ? watched(engine) : bean;
	}

	private static JavaDelegate watched(String name, JavaDelegate step) {
		return (execution) -> {
			Map<String, Object> before = execution.getVariables();
			step.execute(execution);
			Map<String, Object> after = routing(execution.getVariables());
			declared("The step " + name, after, StepOutcomes.ofStep(name).stream().map((way) -> {
				Map<String, Object> declared = new HashMap<>(before);
				declared.putAll(way.after(before));
				return routing(declared);
			}).toList());
		};
	}

	private static HumanStep watched(String task, HumanStep step) {
		return (of, fields) -> {
			Map<String, Object> set = step.done(of, fields);
			declared("The task " + task, routing(set),
					StepOutcomes.ofTask(task, fields.optionalText(ModelWords.OUTCOME).orElse(""))
						.stream()
						.map((way) -> routing(way.values()))
						.toList());
			return set;
		};
	}

	private static RuntimeService watched(RuntimeService engine) {
		return (RuntimeService) Proxy.newProxyInstance(RuntimeService.class.getClassLoader(),
				new Class<?>[] { RuntimeService.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("messageEventReceived")) {
						Map<?, ?> brought = (arguments.length > 2) ? (Map<?, ?>) arguments[2] : Map.of();
						Map<String, Object> set = new HashMap<>();
						brought.forEach((key, value) -> set.put((String) key, value));
						declared("The message " + arguments[0], routing(set),
								StepOutcomes.ofMessage((String) arguments[0])
									.stream()
									.map((way) -> routing(way.values()))
									.toList());
					}
					try {
						return method.invoke(engine, arguments);
					}
					catch (InvocationTargetException ex) {
						throw Objects.requireNonNull(ex.getCause());
					}
				});
	}

	private static Map<String, Object> routing(Map<String, Object> values) {
		Map<String, Object> routing = new HashMap<>();
		values.forEach((name, value) -> {
			if (ROUTING.contains(name) && value != null) {
				routing.put(name, (value instanceof Number number) ? number(name, number.intValue()) : value);
			}
		});
		return routing;
	}

	/** No model can tell more failures from just enough to talk them over. */
	private static int number(String name, int value) {
		return ModelWords.FAILURES.equals(name) ? Math.min(value, ModelWords.FAILURES_TO_TALK_OVER) : value;
	}

	private static void declared(String what, Map<String, Object> real, List<Map<String, Object>> declared) {
		if (!declared.contains(real)) {
			throw new AssertionError(what + " brought " + real + ", and StepOutcomes declares only " + declared);
		}
	}

}
