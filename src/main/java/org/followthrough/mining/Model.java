package org.followthrough.mining;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.followthrough.journey.DiagramShape;
import org.followthrough.journey.DiagramShape.Flow;
import org.followthrough.journey.DiagramShape.StepKind;

/**
 * A version of a process, as far as ways through it are told.
 *
 * @param flows the sequence flows by id
 * @param tasks what people do, with what it is called, by id
 * @param beginnings where something begins without a flow that leads there: starts, and
 * events at the edge of something
 * @param forks where more than one flow may be taken at once
 * @param names what elements are called; their ids where they have no name
 */
record Model(Map<String, Flow> flows, Map<String, String> tasks, Set<String> beginnings, Set<String> forks,
		Map<String, String> names) {

	static final Model NONE = new Model(Map.of(), Map.of(), Set.of(), Set.of(), Map.of());

	static Model of(DiagramShape shape) {
		Map<String, Flow> flows = new HashMap<>();
		Map<String, String> tasks = new HashMap<>();
		Set<String> targets = new HashSet<>();
		Map<String, Integer> leaving = new HashMap<>();
		Map<String, String> names = new HashMap<>();
		for (Flow flow : shape.flows()) {
			flows.put(flow.id(), flow);
			targets.add(flow.to());
			leaving.merge(flow.from(), 1, Integer::sum);
			for (String end : java.util.List.of(flow.from(), flow.to())) {
				names.put(end, shape.name(end).isEmpty() ? end : shape.name(end));
				if (shape.step(end) == StepKind.PERSON) {
					tasks.put(end, names.get(end));
				}
			}
		}
		Set<String> beginnings = new HashSet<>(leaving.keySet());
		beginnings.removeAll(targets);
		Set<String> forks = new HashSet<>(leaving.keySet());
		forks.removeIf((id) -> !shape.mayFork(id));
		return new Model(flows, tasks, beginnings, forks, names);
	}

}
