package org.followthrough.journey;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of a diagram must fit the code: steps, forms, messages and values
 * exist. What is said about paths, people, calls and times has rules of its own.
 */
final class DiagramRules {

	/** The table of cases keeps an element's id as the case's stage. */
	private static final int LONGEST_ID = 60;

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
		all(UserTask.class).forEach(new PeopleRules(this.problem)::check);
		CallRules calls = new CallRules(this.processes, this::problem);
		all(CallActivity.class).forEach(calls::check);
		all(StartEvent.class).forEach(this::atOnce);
		all(EndEvent.class).forEach(this::atOnce);
		all(Message.class).forEach(this::message);
		all(MessageEventDefinition.class).forEach(this::messageEvent);
		TimerRules timers = new TimerRules(this::problem);
		all(TimerEventDefinition.class).forEach(timers::check);
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
		paths.which((node) -> node.getId().length() > LONGEST_ID)
			.forEach((id) -> this.problem.accept(id, "The id is longer than " + LONGEST_ID + " characters."));
		new FlowRules(paths, this.problem).check();
		if (paths.plainStarts().isEmpty()) {
			problem(process, "The process has no beginning: a start event without a trigger.");
		}
		new MessageRules(process, paths, this.problem).check();
		new PromiseRules(process, paths, this.problem).check();
		new ShiftRules(process, paths, this.problem).check();
		new DefectRules(process, paths, this.problem).check();
		new ReviewRules(process, paths, this.problem).check();
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
		if (task.getName() == null || task.getName().isBlank()) {
			problem(task, "The task has no name.");
		}
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
