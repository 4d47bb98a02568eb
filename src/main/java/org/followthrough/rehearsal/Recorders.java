package org.followthrough.rehearsal;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.followthrough.journey.ScratchRules;
import org.followthrough.journey.StepOutcome;
import org.followthrough.journey.StepOutcomes;

/**
 * What stands in for the application's steps in the scratch engine: by each name a step
 * that does nothing but say on the tape that it was called, and set what the real one
 * could have set.
 */
final class Recorders extends AbstractMap<Object, Object> {

	@Override
	public boolean containsKey(Object name) {
		return name instanceof String;
	}

	@Override
	public Object get(Object name) {
		return (JavaDelegate) (execution) -> record((String) name, execution);
	}

	@Override
	public Set<Entry<Object, Object>> entrySet() {
		return Set.of();
	}

	private static void record(String step, DelegateExecution execution) {
		List<StepOutcome> ways = StepOutcomes.ofStep(step);
		Tape tape = Tape.running();
		Element at = new Element(((ExecutionEntity) execution).getProcessDefinition().getKey(),
				execution.getCurrentActivityId());
		StepOutcome way = ways.get((ways.size() > 1) ? tape.choose(at, ways.size()) : 0);
		Map<String, Object> brought = way.after(execution.getVariables());
		execution.setVariables(brought);
		ScratchRules.rung(step, execution);
		tape.add(new Tape.Stepped(at, step, way.words(), brought));
	}

}
