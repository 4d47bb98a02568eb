package org.followthrough.journey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/**
 * Where one can get to in a process. Elements are known by their ids. What is asked about
 * paths takes every way that the engine could: boundary events, what starts inside a
 * sub-process, and each flow whose condition isn't known to be false.
 */
final class Paths {

	private final Map<String, FlowNode> elements = new LinkedHashMap<>();

	/** The flows by the element that they come from. */
	private final Map<String, List<SequenceFlow>> flows = new LinkedHashMap<>();

	/**
	 * The flows that leave an element, or that follow when its sub-process ends there.
	 */
	private final Map<String, Collection<SequenceFlow>> leaving = new LinkedHashMap<>();

	/** Boundary events, and the starts of event sub-processes inside a sub-process. */
	private final Map<String, List<String>> events = new LinkedHashMap<>();

	/** The start inside a sub-process. */
	private final Map<String, List<String>> inside = new LinkedHashMap<>();

	private final Set<String> ends;

	Paths(Process process) {
		// The engine goes by the ends of flows; what elements say of their flows is for
		// show.
		process.getModelInstance()
			.getModelElementsByType(SequenceFlow.class)
			.forEach((flow) -> this.flows.computeIfAbsent(flow.getSource().getId(), (key) -> new ArrayList<>())
				.add(flow));
		add(process.getFlowElements(), List.of(), null);
		this.ends = ends();
	}

	private void add(Collection<FlowElement> level, Collection<SequenceFlow> afterwards, @Nullable String enclosing) {
		for (FlowElement element : level) {
			if (!(element instanceof FlowNode node)) {
				continue;
			}
			String id = node.getId();
			this.elements.put(id, node);
			Collection<SequenceFlow> then = this.flows.getOrDefault(id, List.of());
			then = then.isEmpty() ? afterwards : then;
			if (node instanceof SubProcess inner) {
				add(inner.getFlowElements(), then, id);
				if (!inner.triggeredByEvent()) {
					this.inside.put(id, starts(inner));
				}
				else if (enclosing != null) {
					this.events.computeIfAbsent(enclosing, (key) -> new ArrayList<>()).addAll(starts(inner));
				}
			}
			else {
				this.leaving.put(id, then);
			}
			if (node instanceof BoundaryEvent event) {
				this.events.computeIfAbsent(event.getAttachedTo().getId(), (key) -> new ArrayList<>()).add(id);
			}
		}
	}

	private static List<String> starts(SubProcess inner) {
		return inner.getFlowElements().stream().filter(StartEvent.class::isInstance).map(FlowElement::getId).toList();
	}

	/**
	 * The ids of the elements that fulfil something.
	 */
	Set<String> which(Predicate<FlowNode> which) {
		Set<String> ids = new LinkedHashSet<>();
		this.elements.forEach((id, element) -> {
			if (which.test(element)) {
				ids.add(id);
			}
		});
		return ids;
	}

	/**
	 * The user task of an id, if there is one.
	 */
	Set<String> task(String id) {
		return which((element) -> element instanceof UserTask && id.equals(element.getId()));
	}

	/**
	 * The calls of a process.
	 */
	Set<String> calls(String process) {
		return which((element) -> element instanceof CallActivity call && process.equals(call.getCalledElement()));
	}

	/**
	 * The tasks that call a step.
	 */
	Set<String> steps(String step) {
		return which((element) -> {
			String expression = (element instanceof ServiceTask task) ? task.getCamundaDelegateExpression()
					: (element instanceof BusinessRuleTask task) ? task.getCamundaDelegateExpression() : null;
			return expression != null && ExpressionGuard.soleName(expression).filter(step::equals).isPresent();
		});
	}

	/**
	 * The events that wait for a message.
	 */
	Set<String> hearing(String message) {
		return which((element) -> heard(element).filter(message::equals).isPresent());
	}

	/**
	 * The message that an element waits for.
	 */
	static Optional<String> heard(FlowNode element) {
		return !(element instanceof CatchEvent event) ? Optional.empty()
				: event.getEventDefinitions()
					.stream()
					.filter(MessageEventDefinition.class::isInstance)
					.map((definition) -> ((MessageEventDefinition) definition).getMessage())
					.filter(Objects::nonNull)
					.map(Message::getName)
					.filter(Objects::nonNull)
					.findFirst();
	}

	/**
	 * The starts of the process that need no trigger.
	 */
	Set<String> plainStarts() {
		return which((element) -> element instanceof StartEvent start && start.getParentElement() instanceof Process
				&& start.getEventDefinitions().isEmpty());
	}

	/**
	 * All starts of the process.
	 */
	Set<String> starts() {
		return which((element) -> element instanceof StartEvent && element.getParentElement() instanceof Process);
	}

	/**
	 * The starts of the event sub-processes that watch the whole process.
	 */
	List<StartEvent> watching() {
		return this.elements.values()
			.stream()
			.filter((element) -> element instanceof StartEvent
					&& element.getParentElement() instanceof SubProcess around && around.triggeredByEvent()
					&& around.getParentElement() instanceof Process)
			.map(StartEvent.class::cast)
			.toList();
	}

	/**
	 * Whether an element stands in another, at whatever depth.
	 */
	boolean isWithin(String id, String around) {
		for (ModelElementInstance at = this.elements.get(id); at instanceof FlowNode node; at = at.getParentElement()) {
			if (around.equals(node.getId())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * All that one can get to.
	 * @param from where one begins; it may be left in any way
	 * @param completing what one must not have completed on the way: it is reached, and
	 * left by its boundary events only
	 * @param assumption what is known
	 */
	Set<String> reachable(Collection<String> from, Set<String> completing, Assumption assumption) {
		return reachable(from, completing, assumption, (event) -> true);
	}

	private Set<String> reachable(Collection<String> from, Set<String> completing, Assumption assumption,
			Predicate<String> happening) {
		Deque<String> open = new ArrayDeque<>(from);
		Set<String> left = new LinkedHashSet<>(from);
		Set<String> reached = new LinkedHashSet<>();
		while (!open.isEmpty()) {
			String at = open.pop();
			List<String> next = new ArrayList<>(this.events.getOrDefault(at, List.of()));
			next.removeIf(happening.negate());
			if (from.contains(at) || !completing.contains(at)) {
				next.addAll(following(at, assumption));
			}
			for (String id : next) {
				reached.add(id);
				if (left.add(id)) {
					open.push(id);
				}
			}
		}
		return reached;
	}

	/**
	 * Where a path first comes to rest: what waits for somebody or something, or an end.
	 * @param from what was just completed
	 * @param assumption what is known
	 */
	Set<String> rests(Collection<String> from, Assumption assumption) {
		Deque<String> open = new ArrayDeque<>(from);
		Set<String> seen = new LinkedHashSet<>();
		Set<String> rests = new LinkedHashSet<>();
		while (!open.isEmpty()) {
			for (String next : following(open.pop(), assumption)) {
				if (waits(next) || isEnd(next)) {
					rests.add(next);
				}
				else if (seen.add(next)) {
					open.push(next);
				}
			}
		}
		return rests;
	}

	/**
	 * An element from which a path leads back to it that never waits: the engine would
	 * run in a circle until it breaks.
	 */
	Optional<String> circle() {
		return this.elements.keySet().stream().filter((id) -> !waits(id)).filter(this::comesBack).findFirst();
	}

	private boolean comesBack(String id) {
		Deque<String> open = new ArrayDeque<>(List.of(id));
		Set<String> seen = new LinkedHashSet<>();
		while (!open.isEmpty()) {
			for (String next : following(open.pop(), Assumption.NONE)) {
				if (next.equals(id)) {
					return true;
				}
				if (!waits(next) && seen.add(next)) {
					open.push(next);
				}
			}
		}
		return false;
	}

	/**
	 * Whether the journey can stay here.
	 */
	boolean waits(String id) {
		FlowNode element = this.elements.get(id);
		return element instanceof UserTask || element instanceof CallActivity
				|| element instanceof IntermediateCatchEvent || element instanceof EventBasedGateway
				|| (element instanceof ParallelGateway && joins(id)) || element.isCamundaAsyncBefore()
				|| element.isCamundaAsyncAfter();
	}

	private boolean joins(String id) {
		return this.flows.values()
			.stream()
			.flatMap(List::stream)
			.filter((flow) -> id.equals(flow.getTarget().getId()))
			.count() > 1;
	}

	/**
	 * The flows that leave an element.
	 */
	List<SequenceFlow> flowsFrom(String id) {
		return this.flows.getOrDefault(id, List.of());
	}

	/**
	 * Whether a flow leaves an element.
	 */
	boolean isLeft(String id) {
		return this.flows.containsKey(id);
	}

	/**
	 * Whether a path of the process ends here for good. Where only something ends that
	 * ran beside the path, the process goes on.
	 */
	boolean isEnd(String id) {
		return this.ends.contains(id);
	}

	private Set<String> ends() {
		Set<String> starts = which((element) -> element instanceof StartEvent);
		Set<String> ends = reachable(starts, Set.of(), Assumption.NONE, this::interrupts);
		ends.removeIf((id) -> !this.leaving.containsKey(id) || !this.leaving.get(id).isEmpty());
		ends.addAll(which((element) -> element instanceof EndEvent end && this.leaving.get(end.getId()).isEmpty()
				&& end.getEventDefinitions().stream().anyMatch(TerminateEventDefinition.class::isInstance)));
		return ends;
	}

	private boolean interrupts(String event) {
		FlowNode element = this.elements.get(event);
		return (element instanceof BoundaryEvent boundary) ? boundary.cancelActivity()
				: element instanceof StartEvent start && start.isInterrupting();
	}

	private List<String> following(String id, Assumption assumption) {
		List<String> following = new ArrayList<>(this.inside.getOrDefault(id, List.of()));
		Collection<SequenceFlow> flows = this.leaving.getOrDefault(id, List.of());
		flows.stream()
			.filter((flow) -> canBeTaken(flow, assumption))
			.map((flow) -> flow.getTarget().getId())
			.forEach(following::add);
		return following;
	}

	private boolean canBeTaken(SequenceFlow flow, Assumption assumption) {
		if (flow.getSource() instanceof ParallelGateway) {
			// It takes every flow, whatever a condition says.
			return true;
		}
		if (flow.getId().equals(flow.getSource().getAttributeValue("default"))) {
			return this.flows.get(flow.getSource().getId())
				.stream()
				.filter((other) -> !other.getId().equals(flow.getId()) && other.getConditionExpression() != null)
				.noneMatch((other) -> assumption.fulfils(other.getConditionExpression().getTextContent()));
		}
		return flow.getConditionExpression() == null
				|| !assumption.rulesOut(flow.getConditionExpression().getTextContent());
	}

}
