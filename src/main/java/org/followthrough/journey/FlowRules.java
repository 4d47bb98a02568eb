package org.followthrough.journey;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * That no path runs dry, in a circle, or into a gateway without a way out, and that
 * nothing stands beside all paths.
 */
final class FlowRules {

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for the flows of one process.
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	FlowRules(Paths paths, BiConsumer<String, String> problem) {
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		this.paths.which((node) -> !mayStop(node) && !this.paths.isLeft(node.getId()))
			.forEach((id) -> this.problem.accept(id, "The path stops here. Lead it on, or to an end event."));
		this.paths.circle()
			.ifPresent(
					(id) -> this.problem.accept(id, "From here a path leads back here that never waits for anything."));
		this.paths.which((node) -> node instanceof ExclusiveGateway gateway && hasNoWayForSome(gateway))
			.forEach((id) -> this.problem.accept(id,
					"Some cases could find no way on here, or more than one: give one flow as the default, and a "
							+ "condition to each of the others."));
		this.paths.which((node) -> node instanceof EventBasedGateway && !waitsForEvents(node))
			.forEach((id) -> this.problem.accept(id, "After this gateway come only events that are waited for."));
		beside();
		goesOn();
	}

	private static boolean mayStop(FlowNode node) {
		return node instanceof EndEvent || (node instanceof SubProcess inner
				&& (inner.triggeredByEvent() || inner.getChildElementsByType(EndEvent.class).isEmpty()));
	}

	private boolean hasNoWayForSome(ExclusiveGateway gateway) {
		Collection<SequenceFlow> flows = this.paths.flowsFrom(gateway.getId());
		String otherwise = gateway.getAttributeValue("default");
		return flows.size() > 1 && (otherwise == null || flows.stream()
			.anyMatch((flow) -> !flow.getId().equals(otherwise) && flow.getConditionExpression() == null));
	}

	private boolean waitsForEvents(FlowNode gateway) {
		return this.paths.flowsFrom(gateway.getId())
			.stream()
			.allMatch((flow) -> flow.getTarget() instanceof IntermediateCatchEvent);
	}

	/** What nothing leads to; what comes after it goes without saying. */
	private void beside() {
		Set<String> starts = this.paths.which(StartEvent.class::isInstance);
		Set<String> reached = new HashSet<>(this.paths.reachable(starts, Set.of(), Assumption.NONE));
		reached.addAll(starts);
		Set<String> beside = this.paths.which((node) -> !reached.contains(node.getId())
				&& !(node instanceof BoundaryEvent) && !(node instanceof SubProcess inner && inner.triggeredByEvent()));
		Set<String> after = beside.stream()
			.flatMap((id) -> this.paths.flowsFrom(id).stream())
			.map((flow) -> flow.getTarget().getId())
			.collect(Collectors.toSet());
		beside.stream()
			.filter((id) -> !after.contains(id))
			.forEach((id) -> this.problem.accept(id, "Nothing leads here. Lead a flow here, or take this away."));
	}

	/** The element and what it stands in, whose events may end it, too. */
	private static Set<String> around(FlowNode node) {
		Set<String> around = new HashSet<>();
		for (ModelElementInstance at = node; at instanceof FlowNode inner; at = at.getParentElement()) {
			around.add(inner.getId());
		}
		return around;
	}

	/** From wherever a journey waits, there is a way to an end. */
	private void goesOn() {
		Set<String> ends = this.paths.which(EndEvent.class::isInstance);
		this.paths
			.which((node) -> this.paths.waits(node.getId()) && this.paths.isLeft(node.getId())
					&& this.paths.reachable(around(node), Set.of(), Assumption.NONE).stream().noneMatch(ends::contains))
			.forEach((id) -> this.problem.accept(id, "From here no way leads to an end any more."));
	}

}
