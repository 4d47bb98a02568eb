package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/**
 * The values of a process that can make a difference yet at each of its elements: those
 * that something reads before everything on the way sets them anew. Two states of a case
 * that differ in other values go on the same way, so that a rehearsal need not go on from
 * both.
 */
final class LiveValues {

	private final Map<String, FlowNode> nodes = new LinkedHashMap<>();

	private final Map<String, List<SequenceFlow>> leaving = new HashMap<>();

	/** What can come while an element waits: its boundary events and those around it. */
	private final Map<String, Set<String>> meanwhile = new HashMap<>();

	private final Set<String> alwaysMeanwhile = new HashSet<>();

	private final Map<String, Set<String>> entering = new HashMap<>();

	private final ElementValues elements;

	/** What is handed back to whoever called. */
	private final Set<String> handedBack;

	/**
	 * The values of a process.
	 * @param process the process
	 * @param handedBack those that its callers take from it
	 * @param chosen what can be chosen in a task
	 */
	LiveValues(Process process, Set<String> handedBack, Function<String, Set<String>> chosen) {
		this.elements = new ElementValues(chosen);
		add(process.getFlowElements(), Set.of());
		process.getModelInstance()
			.getModelElementsByType(SequenceFlow.class)
			.forEach((flow) -> this.leaving.computeIfAbsent(flow.getSource().getId(), (key) -> new ArrayList<>())
				.add(flow));
		this.handedBack = handedBack;
		boolean changed = true;
		while (changed) {
			changed = false;
			for (String id : this.nodes.keySet()) {
				changed |= this.entering.computeIfAbsent(id, (key) -> new HashSet<>()).addAll(entering(id));
			}
		}
	}

	private void add(Collection<FlowElement> level, Set<String> around) {
		for (FlowElement element : level) {
			if (element instanceof FlowNode node) {
				this.nodes.put(node.getId(), node);
				this.meanwhile.computeIfAbsent(node.getId(), (key) -> new HashSet<>()).addAll(around);
			}
		}
		for (FlowElement element : level) {
			if (element instanceof BoundaryEvent event) {
				this.meanwhile.get(event.getAttachedTo().getId()).add(event.getId());
			}
		}
		for (FlowElement element : level) {
			if (element instanceof SubProcess inner) {
				Set<String> within = new HashSet<>(this.meanwhile.get(inner.getId()));
				within.add(inner.getId());
				add(inner.getFlowElements(), within);
				if (inner.triggeredByEvent()) {
					inner.getChildElementsByType(StartEvent.class)
						.forEach((start) -> this.alwaysMeanwhile.add(start.getId()));
				}
			}
		}
	}

	/** The values that make a difference when an element is entered. */
	private Set<String> entering(String id) {
		FlowNode node = this.nodes.get(id);
		Set<String> live = new HashSet<>(waiting(id));
		live.addAll(this.elements.reads(node));
		if (node instanceof SubProcess inner) {
			inner.getChildElementsByType(StartEvent.class)
				.forEach((start) -> live.addAll(this.entering.getOrDefault(start.getId(), Set.of())));
		}
		return live;
	}

	/** The values that make a difference while something waits at an element. */
	private Set<String> waiting(String id) {
		FlowNode node = this.nodes.get(id);
		Set<String> live = new HashSet<>();
		for (SequenceFlow flow : this.leaving.getOrDefault(id, List.of())) {
			live.addAll(ElementValues.condition(flow));
			live.addAll(this.entering.getOrDefault(flow.getTarget().getId(), Set.of()));
		}
		if (!(node instanceof SubProcess)) {
			live.removeAll(this.elements.sets(node));
		}
		if (node instanceof EndEvent || this.leaving.getOrDefault(id, List.of()).isEmpty()) {
			live.addAll(this.handedBack);
		}
		for (String event : this.meanwhile.getOrDefault(id, Set.of())) {
			live.addAll((this.nodes.get(event) instanceof SubProcess) ? waiting(event)
					: this.entering.getOrDefault(event, Set.of()));
		}
		return live;
	}

	/**
	 * The values that can make a difference yet.
	 * @param at the elements that the process is at
	 */
	Set<String> at(Set<String> at) {
		Set<String> live = new HashSet<>();
		at.stream().filter(this.nodes::containsKey).forEach((id) -> live.addAll(waiting(id)));
		this.alwaysMeanwhile.forEach((id) -> live.addAll(this.entering.getOrDefault(id, Set.of())));
		return live;
	}

	/**
	 * Whether one event sub-process reads what another one sets, or the other way round.
	 */
	boolean canTell(Element one, Element other) {
		return overlap(read(one), set(other)) || overlap(read(other), set(one));
	}

	/**
	 * Whether the main path reads what an event sub-process sets, or the other way round.
	 */
	boolean mainCanTell(Element beside) {
		Set<String> read = new HashSet<>();
		Set<String> set = new HashSet<>();
		this.nodes.keySet()
			.stream()
			.filter((id) -> !id.equals(beside.id()) && !this.meanwhile.get(id).contains(beside.id()))
			.forEach((id) -> {
				if (mayWait(this.nodes.get(id))) {
					read.addAll(waiting(id));
				}
				set.addAll(this.elements.maySet(this.nodes.get(id)));
			});
		return overlap(read, set(beside)) || overlap(read(beside), set);
	}

	/** A decision is passed in one go with what leads to it. */
	private static boolean mayWait(FlowNode node) {
		boolean passed = node instanceof ExclusiveGateway || node instanceof StartEvent || node instanceof EndEvent
				|| node instanceof SubProcess;
		return !passed || node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter();
	}

	private static boolean overlap(Set<String> one, Set<String> other) {
		return one.stream().anyMatch(other::contains);
	}

	/** What an event sub-process reads before it sets it. */
	private Set<String> read(Element subProcess) {
		Set<String> read = new HashSet<>();
		this.alwaysMeanwhile.stream()
			.filter((start) -> this.meanwhile.get(start).contains(subProcess.id()))
			.forEach((start) -> read.addAll(this.entering.getOrDefault(start, Set.of())));
		return read;
	}

	/** What the elements of an event sub-process can set. */
	private Set<String> set(Element subProcess) {
		Set<String> set = new HashSet<>();
		this.meanwhile.forEach((id, around) -> {
			if (around.contains(subProcess.id())) {
				set.addAll(this.elements.maySet(this.nodes.get(id)));
			}
		});
		return set;
	}

}
