package org.followthrough.testing;

import java.util.concurrent.atomic.AtomicInteger;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * Harmless code that somebody plants in a model, in whatever place: it counts that it was
 * loaded, made or run.
 */
public class Planted implements JavaDelegate, ExecutionListener, DelegateVariableMapping {

	private static final AtomicInteger TIMES = new AtomicInteger();

	/**
	 * It is made.
	 */
	public Planted() {
		ran();
	}

	/**
	 * It runs.
	 * @return what an expression may yield
	 */
	public static String ran() {
		TIMES.incrementAndGet();
		return "planted";
	}

	/**
	 * How often it was made or ran so far.
	 * @return a count
	 */
	public static int times() {
		return TIMES.get();
	}

	@Override
	public void execute(DelegateExecution execution) {
		ran();
	}

	@Override
	public void notify(DelegateExecution execution) {
		ran();
	}

	@Override
	public void mapInputVariables(DelegateExecution from, VariableMap to) {
		ran();
	}

	@Override
	public void mapOutputVariables(DelegateExecution to, VariableScope from) {
		ran();
	}

}
