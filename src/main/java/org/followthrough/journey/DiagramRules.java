package org.followthrough.journey;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.identity.Groups;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of a diagram must fit the code: steps, forms, groups, messages, values
 * and called processes exist, and no path runs dry or in a circle.
 */
final class DiagramRules {

	/** The table of cases keeps an element's id as the case's stage. */
	private static final int LONGEST_ID = 60;

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/** The values that a called process hands back. */
	private static final Map<String, Set<String>> RESULTS = Map.of(ModelWords.ESCALATION,
			Set.of(ModelWords.ENGINEERING), ModelWords.VERIFICATION, Set.of(ModelWords.VERIFICATION_RESULT),
			ModelWords.SIGN_OFF, Set.of(ModelWords.SIGN_OFF_RESULT, ModelWords.SENT_BACK_TO));

	private final BpmnModelInstance model;

	private final Set<String> steps;

	private final Set<String> processes;

	private final Set<String> forms;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one diagram.
	 * @param model the diagram
	 * @param steps the names that service tasks may call
	 * @param processes the processes that can be called
	 * @param forms the forms that there are
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	DiagramRules(BpmnModelInstance model, Set<String> steps, Set<String> processes, Set<String> forms,
			BiConsumer<String, String> problem) {
		this.model = model;
		this.steps = steps;
		this.processes = processes;
		this.forms = forms;
		this.problem = problem;
	}

	void check() {
		if (!hangsTogether()) {
			return;
		}
		all(Process.class).forEach(this::process);
		all(ServiceTask.class).forEach((task) -> step(task, task.getCamundaDelegateExpression()));
		all(BusinessRuleTask.class).forEach((task) -> step(task, task.getCamundaDelegateExpression()));
		all(UserTask.class).forEach(this::userTask);
		all(CallActivity.class).forEach(this::call);
		all(StartEvent.class).forEach(this::atOnce);
		all(EndEvent.class).forEach(this::atOnce);
		all(Message.class).forEach(this::message);
		all(MessageEventDefinition.class).forEach(this::messageEvent);
		all(TimerEventDefinition.class).forEach(this::timer);
		all(SequenceFlow.class).forEach(this::condition);
	}

	/**
	 * A case begins and ends in one go: what waits for a job could stay open, or closed
	 * by half, with nobody called.
	 */
	private void atOnce(FlowNode event) {
		if (event.isCamundaAsyncBefore() || event.isCamundaAsyncAfter()) {
			this.problem.accept(event.getId(), "A start or an end can't be asynchronous: take that away here.");
		}
	}

	/** Paths can be followed only where everything has an id and leads somewhere. */
	private boolean hangsTogether() {
		Set<BaseElement> loose = new LinkedHashSet<>();
		all(FlowElement.class).stream().filter((element) -> element.getId() == null).forEach(loose::add);
		all(SequenceFlow.class).stream()
			.filter((flow) -> flow.getSource() == null || flow.getTarget() == null
					|| !flow.getSource().getParentElement().equals(flow.getParentElement())
					|| !flow.getTarget().getParentElement().equals(flow.getParentElement()))
			.forEach(loose::add);
		all(BoundaryEvent.class).stream()
			.filter((event) -> event.getAttachedTo() == null
					|| !event.getAttachedTo().getParentElement().equals(event.getParentElement()))
			.forEach(loose::add);
		loose.forEach((element) -> problem(element,
				"Every element needs an id, and a flow or an event needs elements beside it that it belongs to."));
		return loose.isEmpty();
	}

	private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
		return this.model.getModelElementsByType(type);
	}

	private void process(Process process) {
		if (!process.isExecutable()) {
			problem(process, "The process is not marked as executable.");
		}
		if (process.getCamundaHistoryTimeToLiveString() == null) {
			problem(process, "The process doesn't say how long its history is kept (history time to live).");
		}
		process.getChildElementsByType(StartEvent.class).forEach((start) -> start(process, start));
		Paths paths = new Paths(process);
		paths.which((node) -> true).forEach((id) -> node(paths, id));
		paths.circle()
			.ifPresent(
					(id) -> this.problem.accept(id, "From here a path leads back here that never waits for anything."));
		if (paths.plainStarts().isEmpty()) {
			problem(process, "The process has no beginning: a start event without a trigger.");
		}
		new MessageRules(process, paths, this.problem).check();
		new PromiseRules(process, paths, this.problem).check();
		new ShiftRules(process, paths, this.problem).check();
	}

	private void start(Process process, StartEvent start) {
		boolean reopens = ModelWords.SUPPORT_CASE.equals(process.getId()) && start.getEventDefinitions()
			.stream()
			.allMatch((event) -> event instanceof MessageEventDefinition message && message.getMessage() != null
					&& ModelWords.CASE_REOPENED.equals(message.getMessage().getName()));
		if (!start.getEventDefinitions().isEmpty() && !reopens) {
			problem(start, "A journey begins when a case is opened or reopened, and a called process when it is "
					+ "called. Nothing else may start one.");
		}
	}

	private void node(Paths paths, String id) {
		if (id.length() > LONGEST_ID) {
			this.problem.accept(id, "The id is longer than " + LONGEST_ID + " characters.");
		}
		if (!paths.isLeft(id) && paths.which((node) -> id.equals(node.getId()) && !mayStop(node)).contains(id)) {
			this.problem.accept(id, "The path stops here. Lead it on, or to an end event.");
		}
	}

	private static boolean mayStop(FlowNode node) {
		return node instanceof EndEvent || (node instanceof SubProcess inner
				&& (inner.triggeredByEvent() || inner.getChildElementsByType(EndEvent.class).isEmpty()));
	}

	private void step(FlowNode task, @Nullable String expression) {
		String step = Optional.ofNullable(expression).flatMap(ExpressionGuard::soleName).orElse("");
		if (!this.steps.contains(step)) {
			problem(task, "There is no step \"" + step + "\". The steps are "
					+ String.join(", ", this.steps.stream().sorted().toList()) + ".");
		}
	}

	private void userTask(UserTask task) {
		String form = task.getCamundaFormRef();
		if (form == null || !this.forms.contains(form)) {
			problem(task,
					"The task names no form that exists" + ((form != null) ? ": \"" + form + "\" doesn't." : "."));
		}
		else if (!form.equals(task.getId())) {
			problem(task, "The task's form must be named as the task: \"" + task.getId() + "\".");
		}
		if (!"latest".equals(task.getCamundaFormRefBinding())) {
			problem(task, "The task must use the latest version of its form (binding \"latest\").");
		}
		List<String> groups = task.getCamundaCandidateGroupsList();
		if (groups == null || groups.isEmpty()) {
			problem(task, "The task says no group whose people may take it.");
		}
		else {
			groups.stream()
				.filter((group) -> !Groups.ALL.contains(group))
				.forEach((group) -> problem(task, "There is no group \"" + group + "\"."));
		}
		if (task.getName() == null || task.getName().isBlank()) {
			problem(task, "The task has no name.");
		}
	}

	private void call(CallActivity call) {
		String called = Objects.requireNonNullElse(call.getCalledElement(), "");
		if (!this.processes.contains(called)) {
			problem(call, "There is no process \"" + called + "\" to call.");
		}
		if (ModelWords.SUPPORT_CASE.equals(called) || isIn(call, called)) {
			problem(call, "A process can't call itself, nor the journey that called it.");
		}
		String binding = call.getCamundaCalledElementBinding();
		if (binding != null && !"latest".equals(binding)) {
			problem(call, "The latest version of a process is called (binding \"latest\").");
		}
		if (mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ExpressionGuard.BUSINESS_KEY.equals(in.getCamundaBusinessKey()))) {
			problem(call, "The called process must get the case number as its business key ("
					+ ExpressionGuard.BUSINESS_KEY + ").");
		}
		results(call, RESULTS.getOrDefault(called, Set.of()));
		if (ModelWords.SIGN_OFF.equals(called) && mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ModelWords.REMINDERS.equals(in.getCamundaTarget())
					&& "${0}".equals(in.getCamundaSourceExpression()))) {
			problem(call, "Each sign-off begins with no reminder sent: map ${0} to reminders.");
		}
		if (ModelWords.SIGN_OFF.equals(called) && mappings(call, CamundaIn.class).stream()
			.noneMatch((in) -> ModelWords.REMIND_CUSTOMER_AFTER.equals(in.getCamundaTarget())
					&& ModelWords.REMIND_CUSTOMER_AFTER.equals(in.getCamundaSource()))) {
			problem(call, "A sign-off reminds the customer as the targets say: map remindCustomerAfter to "
					+ "remindCustomerAfter.");
		}
	}

	private void results(CallActivity call, Set<String> own) {
		Collection<CamundaOut> results = mappings(call, CamundaOut.class);
		own.stream()
			.filter((result) -> results.stream().noneMatch((out) -> isOwn(out, result)))
			.forEach((result) -> problem(call,
					"The called process must hand back its result: map \"" + result + "\" to \"" + result + "\"."));
		boolean others = results.stream()
			.anyMatch((out) -> out.getCamundaVariables() != null || out.getCamundaTarget() == null
					|| (ModelWords.VARIABLES.contains(out.getCamundaTarget())
							&& own.stream().noneMatch((result) -> isOwn(out, result))));
		if (others) {
			problem(call, "A called process hands back its own result and values of new names, nothing else.");
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

	private void message(Message message) {
		String name = Objects.requireNonNullElse(message.getName(), "");
		if (!ModelWords.MESSAGES.contains(name)) {
			problem(message, "Nothing ever sends the message \"" + name + "\".");
		}
	}

	private void messageEvent(MessageEventDefinition event) {
		if (event.getMessage() == null) {
			problem(event, "The event names no message.");
		}
	}

	private void timer(TimerEventDefinition timer) {
		ModelElementInstance time = (timer.getTimeDuration() != null) ? timer.getTimeDuration()
				: (timer.getTimeCycle() != null) ? timer.getTimeCycle() : timer.getTimeDate();
		String text = (time != null) ? time.getTextContent().strip() : "";
		if (text.startsWith("${")) {
			String known = (timer.getTimeDate() != null) ? ModelWords.PROMISE_ATTENTION_AT
					: ModelWords.REMIND_CUSTOMER_AFTER;
			if (timer.getTimeCycle() != null || ExpressionGuard.soleName(text).filter(known::equals).isEmpty()
					|| (known.equals(ModelWords.REMIND_CUSTOMER_AFTER) && !isIn(timer, ModelWords.SIGN_OFF))) {
				problem(timer, "There is no time called \"" + text + "\".");
			}
			return;
		}
		try {
			if (Duration.parse(text.startsWith("R") ? text.substring(text.lastIndexOf('/') + 1) : text)
				.compareTo(SHORTEST) < 0) {
				problem(timer, "The timer is shorter than a minute.");
			}
		}
		catch (DateTimeException ex) {
			problem(timer, "\"" + text + "\" is not a time that can be read. Write P3D for three days, PT4H for four "
					+ "hours, R/P1D for every day.");
		}
	}

	private void condition(SequenceFlow flow) {
		if (flow.getConditionExpression() == null) {
			return;
		}
		String text = flow.getConditionExpression().getTextContent().strip();
		if (!text.startsWith("${") || !text.endsWith("}")) {
			problem(flow, "The condition \"" + text + "\" is not an expression such as ${outcome == 'answer'}.");
			return;
		}
		Set<String> known = new HashSet<>(ModelWords.VARIABLES);
		all(CamundaIn.class).forEach((in) -> known.add(in.getCamundaTarget()));
		all(CamundaOut.class).forEach((out) -> known.add(out.getCamundaTarget()));
		ExpressionGuard.names(text)
			.stream()
			.filter((name) -> !known.contains(name))
			.forEach((name) -> problem(flow, "There is no value called \"" + name + "\"."));
	}

	/** The element that people see is the one that has an id. */
	private void problem(BaseElement element, String message) {
		ModelElementInstance at = element;
		while (at instanceof org.camunda.bpm.model.bpmn.instance.EventDefinition) {
			at = at.getParentElement();
		}
		String id = ((BaseElement) at).getId();
		this.problem.accept((id != null) ? id : "", message);
	}

}
