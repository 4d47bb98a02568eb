package org.followthrough.journey;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * What a process hands to another that it calls, and gets back from it.
 */
final class CallRules {

	/** The values that a called process hands back. */
	private static final Map<String, Set<String>> RESULTS = Map.of(ModelWords.ESCALATION,
			Set.of(ModelWords.ENGINEERING), ModelWords.VERIFICATION, Set.of(ModelWords.VERIFICATION_RESULT),
			ModelWords.SIGN_OFF, Set.of(ModelWords.SIGN_OFF_RESULT, ModelWords.SENT_BACK_TO));

	private final Set<String> processes;

	private final BiConsumer<BaseElement, String> problem;

	/**
	 * Rules for calls.
	 * @param processes the processes that can be called
	 * @param problem takes what is wrong: an element and a sentence
	 */
	CallRules(Set<String> processes, BiConsumer<BaseElement, String> problem) {
		this.processes = processes;
		this.problem = problem;
	}

	void check(CallActivity call) {
		String called = Objects.requireNonNullElse(call.getCalledElement(), "");
		if (!this.processes.contains(called)) {
			this.problem.accept(call, "There is no process \"" + called + "\" to call.");
		}
		if (ModelWords.SUPPORT_CASE.equals(called) || isIn(call, called)) {
			this.problem.accept(call, "A process can't call itself, nor the journey that called it.");
		}
		String binding = call.getCamundaCalledElementBinding();
		if (binding != null && !"latest".equals(binding)) {
			this.problem.accept(call, "The latest version of a process is called (binding \"latest\").");
		}
		if (mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ExpressionGuard.BUSINESS_KEY.equals(in.getCamundaBusinessKey()))) {
			this.problem.accept(call, "The called process must get the case number as its business key ("
					+ ExpressionGuard.BUSINESS_KEY + ").");
		}
		results(call, RESULTS.getOrDefault(called, Set.of()));
		if (ModelWords.SIGN_OFF.equals(called) && mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ModelWords.REMINDERS.equals(in.getCamundaTarget())
					&& "${0}".equals(in.getCamundaSourceExpression()))) {
			this.problem.accept(call, "Each sign-off begins with no reminder sent: map ${0} to reminders.");
		}
		if (ModelWords.SIGN_OFF.equals(called) && mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ModelWords.REMIND_CUSTOMER_AFTER.equals(in.getCamundaTarget())
					&& ModelWords.REMIND_CUSTOMER_AFTER.equals(in.getCamundaSource()))) {
			this.problem.accept(call, "A sign-off reminds the customer as the targets say: map remindCustomerAfter to "
					+ "remindCustomerAfter.");
		}
	}

	private void results(CallActivity call, Set<String> own) {
		Collection<CamundaOut> results = mappings(call, CamundaOut.class);
		own.stream()
			.filter((result) -> results.stream().noneMatch((out) -> isOwn(out, result)))
			.forEach((result) -> this.problem.accept(call,
					"The called process must hand back its result: map \"" + result + "\" to \"" + result + "\"."));
		boolean others = results.stream()
			.anyMatch((out) -> out.getCamundaVariables() != null || out.getCamundaTarget() == null
					|| (ModelWords.VARIABLES.contains(out.getCamundaTarget())
							&& own.stream().noneMatch((result) -> isOwn(out, result))));
		if (others) {
			this.problem.accept(call,
					"A called process hands back its own result and values of new names, nothing else.");
		}
	}

	private static boolean isOwn(CamundaOut out, String result) {
		return result.equals(out.getCamundaSource()) && result.equals(out.getCamundaTarget());
	}

	private static boolean isIn(ModelElementInstance element, String process) {
		for (ModelElementInstance at = element; at != null; at = at.getParentElement()) {
			if (at instanceof Process around) {
				return process.equals(around.getId());
			}
		}
		return false;
	}

	private static <T extends ModelElementInstance> Collection<T> mappings(CallActivity call, Class<T> type) {
		return (call.getExtensionElements() != null)
				? call.getExtensionElements().getElementsQuery().filterByType(type).list() : List.of();
	}

}
