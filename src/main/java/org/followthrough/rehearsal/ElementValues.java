package org.followthrough.rehearsal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.journey.ScratchRules;
import org.followthrough.journey.StepOutcome;
import org.followthrough.journey.StepOutcomes;

/**
 * The values that an element reads and sets.
 */
final class ElementValues {

	private final Function<String, Set<String>> chosen;

	/**
	 * Values of elements.
	 * @param chosen what can be chosen in a task
	 */
	ElementValues(Function<String, Set<String>> chosen) {
		this.chosen = chosen;
	}

	static Set<String> condition(SequenceFlow flow) {
		return (flow.getConditionExpression() != null)
				? ScratchRules.names(flow.getConditionExpression().getTextContent().strip()) : Set.of();
	}

	Set<String> reads(FlowNode node) {
		Set<String> reads = new HashSet<>();
		ways(node).forEach((way) -> reads.addAll(way.counted()));
		if (node instanceof CallActivity call) {
			for (CamundaIn in : mappings(call, CamundaIn.class)) {
				Optional.ofNullable(in.getCamundaSource()).ifPresent(reads::add);
				Optional.ofNullable(in.getCamundaSourceExpression())
					.ifPresent((expression) -> reads.addAll(ScratchRules.names(expression)));
			}
		}
		return reads;
	}

	/** What can be set. */
	Set<String> maySet(FlowNode node) {
		Set<String> set = new HashSet<>(sets(node));
		ways(node).forEach((way) -> {
			set.addAll(way.values().keySet());
			set.addAll(way.counted());
		});
		return set;
	}

	/** What is set whichever way an element turns out. */
	Set<String> sets(FlowNode node) {
		if (node instanceof CallActivity call) {
			Set<String> results = new HashSet<>();
			mappings(call, CamundaOut.class)
				.forEach((out) -> Optional.ofNullable(out.getCamundaTarget()).ifPresent(results::add));
			return results;
		}
		Set<String> always = null;
		for (StepOutcome way : ways(node)) {
			if (always == null) {
				always = new HashSet<>(way.values().keySet());
			}
			else {
				always.retainAll(way.values().keySet());
			}
		}
		return (always != null) ? always : Set.of();
	}

	private List<StepOutcome> ways(FlowNode node) {
		if (node instanceof UserTask) {
			return this.chosen.apply(node.getId())
				.stream()
				.flatMap((outcome) -> StepOutcomes.ofTask(node.getId(), outcome).stream())
				.toList();
		}
		String step = (node instanceof ServiceTask service) ? service.getCamundaDelegateExpression()
				: (node instanceof BusinessRuleTask rule) ? rule.getCamundaDelegateExpression() : null;
		if (step != null) {
			return StepOutcomes.ofStep(step.replaceAll("[$#{}\\s]", ""));
		}
		return (node instanceof CatchEvent event) ? message(event).map(StepOutcomes::ofMessage).orElse(List.of())
				: List.of();
	}

	/** The message that an event waits for, if it does for one. */
	static Optional<String> message(CatchEvent event) {
		return event.getEventDefinitions()
			.stream()
			.filter(MessageEventDefinition.class::isInstance)
			.map((definition) -> ((MessageEventDefinition) definition).getMessage())
			.filter(Objects::nonNull)
			.map(Message::getName)
			.findFirst();
	}

	/** What a call takes from the process that it calls. */
	static Set<String> takes(CallActivity call) {
		Set<String> taken = new HashSet<>();
		for (CamundaOut out : mappings(call, CamundaOut.class)) {
			Optional.ofNullable(out.getCamundaSource()).ifPresent(taken::add);
			Optional.ofNullable(out.getCamundaSourceExpression())
				.ifPresent((expression) -> taken.addAll(ScratchRules.names(expression)));
		}
		return taken;
	}

	private static <T extends ModelElementInstance> Collection<T> mappings(CallActivity call, Class<T> type) {
		return (call.getExtensionElements() != null)
				? call.getExtensionElements().getElementsQuery().filterByType(type).list() : List.of();
	}

}
