package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * What can be told of a diagram by looking at it: where its flows lead, where cases can
 * wait, and which waiting ends when a flow is taken.
 */
public final class DiagramShape {

	private final Map<String, FlowNode> nodes = new LinkedHashMap<>();

	private final Map<String, Flow> flows = new LinkedHashMap<>();

	private DiagramShape(Collection<FlowElement> elements) {
		for (FlowElement element : elements) {
			if (element instanceof FlowNode node) {
				this.nodes.put(node.getId(), node);
			}
			else if (element instanceof SequenceFlow flow && flow.getSource() != null && flow.getTarget() != null) {
				this.flows.put(flow.getId(),
						new Flow(flow.getId(), words(flow), flow.getSource().getId(), flow.getTarget().getId()));
			}
		}
	}

	/**
	 * Looks at a diagram.
	 * @param content a BPMN file that can be read ({@link PublishedModels#unreadable})
	 * @return its shape; one without elements when it is no proper diagram yet
	 */
	public static DiagramShape of(byte[] content) {
		try {
			return new DiagramShape(Bpmn.readModelFromStream(new ByteArrayInputStream(content))
				.getModelElementsByType(FlowElement.class)
				.stream()
				.filter((element) -> element.getId() != null)
				.toList());
		}
		catch (ModelException ex) {
			return new DiagramShape(List.of());
		}
	}

	/**
	 * Finds a flow.
	 * @param id its id
	 * @return the flow, if there is one
	 */
	public Optional<Flow> flow(String id) {
		return Optional.ofNullable(this.flows.get(id));
	}

	/**
	 * All flows, in the order in which they are written.
	 * @return the flows
	 */
	public List<Flow> flows() {
		return List.copyOf(this.flows.values());
	}

	/**
	 * Where cases can wait: for a person, a message, a time, or what is done elsewhere.
	 * @return the ids of the places
	 */
	public List<String> places() {
		return this.nodes.keySet().stream().filter(this::isPlace).toList();
	}

	/**
	 * Whether cases can wait at an element.
	 * @param id its id
	 * @return false also for what isn't in the diagram
	 */
	public boolean isPlace(String id) {
		FlowNode node = this.nodes.get(id);
		return node instanceof UserTask || node instanceof ReceiveTask || node instanceof IntermediateCatchEvent
				|| node instanceof EventBasedGateway || node instanceof CallActivity
				|| (node instanceof SubProcess inner && !inner.triggeredByEvent());
	}

	/**
	 * What kind of step an element is.
	 * @param id its id
	 * @return the kind; {@link StepKind#NONE} for most gateways and events, and for what
	 * isn't in the diagram
	 */
	public StepKind step(String id) {
		FlowNode node = this.nodes.get(id);
		if (node instanceof UserTask) {
			return StepKind.PERSON;
		}
		if (isPlace(id)) {
			return StepKind.WAIT;
		}
		return (node instanceof Task) ? StepKind.AUTOMATIC : StepKind.NONE;
	}

	/**
	 * Whether more than one flow may be taken from an element at once.
	 * @param id its id
	 * @return true for gateways that fork, and for whatever has several flows and isn't a
	 * gateway
	 */
	public boolean mayFork(String id) {
		FlowNode node = this.nodes.get(id);
		return node instanceof ParallelGateway || node instanceof InclusiveGateway
				|| (node != null && !(node instanceof Gateway) && node.getOutgoing().size() > 1);
	}

	/**
	 * The groups that may take a task.
	 * @param id its id
	 * @return the groups as they are drawn; empty for what isn't a task of people
	 */
	public List<String> groups(String id) {
		List<String> groups = (this.nodes.get(id) instanceof UserTask task) ? task.getCamundaCandidateGroupsList()
				: null;
		return (groups != null) ? groups : List.of();
	}

	/**
	 * What is done on the way: tasks of people, and processes that are called.
	 * @return the ids of the steps
	 */
	public List<String> steps() {
		return this.nodes.entrySet()
			.stream()
			.filter((node) -> node.getValue() instanceof UserTask || node.getValue() instanceof CallActivity)
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * What people call an element.
	 * @param id its id
	 * @return its name; empty if it has none, or isn't in the diagram
	 */
	public String name(String id) {
		FlowNode node = this.nodes.get(id);
		return (node != null) ? words(node) : flow(id).map(Flow::name).orElse("");
	}

	/**
	 * The process that an element calls.
	 * @param id the element
	 * @return the process; empty if it calls none
	 */
	public Optional<String> called(String id) {
		return (this.nodes.get(id) instanceof CallActivity call) ? Optional.ofNullable(call.getCalledElement())
				: Optional.empty();
	}

	/**
	 * Where nobody waits any more once a flow was taken from an element.
	 * @param id the element that the flow comes from
	 * @return the element and what is in it; what an event interrupts, for an event that
	 * interrupts
	 */
	public Set<String> endedFrom(String id) {
		FlowNode node = this.nodes.get(id);
		Set<String> ended = new LinkedHashSet<>();
		if (node instanceof BoundaryEvent boundary) {
			if (boundary.cancelActivity()) {
				ended.add(boundary.getAttachedTo().getId());
				ended.addAll(inside(boundary.getAttachedTo()));
			}
		}
		else if (node instanceof StartEvent start) {
			if (start.isInterrupting() && start.getParentElement() instanceof SubProcess around
					&& around.triggeredByEvent()) {
				ended.addAll(inside(around.getParentElement()));
				ended.removeAll(inside(around));
			}
		}
		else if (node != null) {
			ended.add(id);
			ended.addAll(inside(node));
		}
		return ended;
	}

	private List<String> inside(ModelElementInstance around) {
		List<String> inside = new ArrayList<>();
		this.nodes.forEach((id, node) -> {
			for (ModelElementInstance at = node.getParentElement(); at != null; at = at.getParentElement()) {
				if (at.equals(around)) {
					inside.add(id);
				}
			}
		});
		return inside;
	}

	private static String words(FlowElement element) {
		return (element.getName() != null) ? element.getName().strip().replaceAll("\\s+", " ") : "";
	}

	/**
	 * What is done at an element.
	 */
	public enum StepKind {

		/** A person does it. */
		PERSON,
		/** The application does it at once. */
		AUTOMATIC,
		/** It is waited for: a call, what is inside, a message, a time. */
		WAIT,
		/** Nothing. */
		NONE

	}

	/**
	 * A sequence flow.
	 *
	 * @param id its id
	 * @param name what is written on it; empty for nothing
	 * @param from the element that it comes from
	 * @param to the element that it leads to
	 */
	public record Flow(String id, String name, String from, String to) {
	}

}
