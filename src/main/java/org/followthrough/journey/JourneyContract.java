package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.ModelParseException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.cases.Closing;
import org.followthrough.identity.Groups;
import org.jspecify.annotations.Nullable;

/**
 * Checks models against the code that they call and the promises that they must keep. The
 * build runs it over what is shipped, and the engine before every deployment, whatever
 * door it came through. A misspelled step or a missing guard is found here and named, not
 * by a customer.
 */
class JourneyContract {

	private static final Set<String> SUFFIXES = Set.of(".bpmn", ".dmn", ".form");

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Set<String> steps;

	/**
	 * A contract with the given steps.
	 * @param steps the names that service tasks may call
	 */
	JourneyContract(Set<String> steps) {
		this.steps = steps;
	}

	/**
	 * Checks files that are to be published together.
	 * @param files contents by name
	 * @param published ids of the processes and forms that are published already
	 * @return what is wrong; empty when all may be published
	 */
	List<ModelProblem> check(Map<String, byte[]> files, Published published) {
		List<ModelProblem> problems = new ArrayList<>();
		Map<String, BpmnModelInstance> diagrams = new LinkedHashMap<>();
		Set<String> processes = new HashSet<>(published.processes());
		Set<String> forms = new HashSet<>(published.forms());
		files.forEach((name, content) -> {
			if (SUFFIXES.stream().noneMatch(name::endsWith)) {
				problems.add(new ModelProblem(name, "", 0,
						"Only diagrams (.bpmn), decisions (.dmn) and forms (.form) can be published."));
			}
			else if (name.endsWith(".form")) {
				form(name, content, forms, problems);
			}
			else {
				List<ModelProblem> found = ModelScan.scan(name, content);
				problems.addAll(found);
				if (found.isEmpty() && name.endsWith(".bpmn")) {
					diagram(name, content, problems, diagrams, processes);
				}
				else if (found.isEmpty()) {
					decision(name, content, problems);
				}
			}
		});
		diagrams.forEach((name, model) -> new Checked(name, model, problems).check(processes, forms));
		return problems;
	}

	private static void form(String name, byte[] content, Set<String> forms, List<ModelProblem> problems) {
		try {
			JsonNode root = JSON.readTree(content);
			TaskForm form = TaskForm.read(content);
			if (form.id().isBlank()) {
				problems.add(new ModelProblem(name, "", 0, "The form has no id."));
			}
			forms.add(form.id());
			components(name, root, problems);
			form.fields()
				.stream()
				.filter((field) -> !field.name().matches("[A-Za-z][A-Za-z0-9]{0,60}"))
				.forEach((field) -> problems
					.add(new ModelProblem(name, field.name(), 0, "A field's key consists of letters and digits.")));
		}
		catch (IOException ex) {
			problems.add(new ModelProblem(name, "", 0, "The form is not JSON: " + ex.getMessage()));
		}
	}

	private static void components(String name, JsonNode parent, List<ModelProblem> problems) {
		for (JsonNode component : parent.path("components")) {
			String type = component.path("type").asText();
			if (!TaskForm.COMPONENTS.contains(type)) {
				problems.add(new ModelProblem(name, component.path("id").asText(), 0,
						"The component \"" + type + "\" is not among those that a form may hold."));
			}
			components(name, component, problems);
		}
	}

	private static void diagram(String name, byte[] content, List<ModelProblem> problems,
			Map<String, BpmnModelInstance> diagrams, Set<String> processes) {
		try {
			BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
			model.getModelElementsByType(Process.class).forEach((process) -> processes.add(process.getId()));
			diagrams.put(name, model);
		}
		catch (ModelException ex) {
			problems.add(new ModelProblem(name, "", 0, "The diagram can't be read: " + reason(ex)));
		}
	}

	private static void decision(String name, byte[] content, List<ModelProblem> problems) {
		try {
			DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
			if (model.getModelElementsByType(Decision.class).isEmpty()) {
				problems.add(new ModelProblem(name, "", 0, "The file holds no decision."));
			}
		}
		catch (ModelException ex) {
			problems.add(new ModelProblem(name, "", 0, "The decision can't be read: " + reason(ex)));
		}
	}

	private static String reason(RuntimeException failure) {
		Throwable cause = (failure instanceof ModelParseException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
	}

	/**
	 * What is published already.
	 *
	 * @param processes ids of processes
	 * @param forms ids of forms
	 */
	record Published(Set<String> processes, Set<String> forms) {

		/** Nothing yet. */
		static final Published NOTHING = new Published(Set.of(), Set.of());

	}

	/**
	 * One diagram under check.
	 */
	private final class Checked {

		private final String name;

		private final BpmnModelInstance model;

		private final List<ModelProblem> problems;

		private Checked(String name, BpmnModelInstance model, List<ModelProblem> problems) {
			this.name = name;
			this.model = model;
			this.problems = problems;
		}

		private void check(Set<String> processes, Set<String> forms) {
			all(Process.class).forEach(this::process);
			all(ServiceTask.class).forEach((task) -> step(task, task.getCamundaDelegateExpression()));
			all(BusinessRuleTask.class).forEach((task) -> step(task, task.getCamundaDelegateExpression()));
			all(UserTask.class).forEach((task) -> userTask(task, forms));
			all(CallActivity.class).forEach((call) -> called(call, processes));
			all(Message.class).forEach(this::message);
			all(TimerEventDefinition.class).forEach(this::timer);
			all(SequenceFlow.class).forEach(this::condition);
			all(Process.class).stream()
				.filter((process) -> ModelWords.SUPPORT_CASE.equals(process.getId()))
				.forEach(this::promises);
		}

		private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
			return this.model.getModelElementsByType(type);
		}

		private void process(Process process) {
			if (!process.isExecutable()) {
				problem(process.getId(), "The process is not marked as executable.");
			}
			if (process.getCamundaHistoryTimeToLiveString() == null) {
				problem(process.getId(),
						"The process doesn't say how long its history is kept (history time to live).");
			}
		}

		private void step(FlowNode task, @Nullable String expression) {
			String step = (expression != null) ? ExpressionGuard.soleName(expression).orElse("") : "";
			if (!JourneyContract.this.steps.contains(step)) {
				problem(task.getId(), "There is no step \"" + step + "\". The steps are "
						+ String.join(", ", JourneyContract.this.steps.stream().sorted().toList()) + ".");
			}
		}

		private void userTask(UserTask task, Set<String> forms) {
			String form = task.getCamundaFormRef();
			if (form == null || !forms.contains(form)) {
				problem(task.getId(),
						"The task names no form that exists" + ((form != null) ? ": \"" + form + "\" doesn't." : "."));
			}
			else if (!form.equals(task.getId())) {
				problem(task.getId(), "The task's form must be named as the task: \"" + task.getId() + "\".");
			}
			if (!"latest".equals(task.getCamundaFormRefBinding())) {
				problem(task.getId(), "The task must use the latest version of its form (binding \"latest\").");
			}
			List<String> groups = task.getCamundaCandidateGroupsList();
			if (groups == null || groups.isEmpty()) {
				problem(task.getId(), "The task says no group whose people may take it.");
			}
			else {
				groups.stream()
					.filter((group) -> !Groups.ALL.contains(group))
					.forEach((group) -> problem(task.getId(), "There is no group \"" + group + "\"."));
			}
			if (task.getName() == null || task.getName().isBlank()) {
				problem(task.getId(), "The task has no name.");
			}
		}

		private void called(CallActivity call, Set<String> processes) {
			if (!processes.contains(call.getCalledElement())) {
				problem(call.getId(), "There is no process \"" + call.getCalledElement() + "\" to call.");
			}
			boolean carriesTheCase = call.getExtensionElements() != null && call.getExtensionElements()
				.getElementsQuery()
				.filterByType(org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn.class)
				.list()
				.stream()
				.anyMatch((in) -> ExpressionGuard.BUSINESS_KEY.equals(in.getCamundaBusinessKey()));
			if (!carriesTheCase) {
				problem(call.getId(), "The called process must get the case number as its business key ("
						+ ExpressionGuard.BUSINESS_KEY + ").");
			}
		}

		private void message(Message message) {
			if (!ModelWords.MESSAGES.contains(message.getName())) {
				problem(message.getId(), "Nothing ever sends the message \"" + message.getName() + "\".");
			}
		}

		private void timer(TimerEventDefinition timer) {
			ModelElementInstance time = (timer.getTimeDuration() != null) ? timer.getTimeDuration()
					: (timer.getTimeCycle() != null) ? timer.getTimeCycle() : timer.getTimeDate();
			String text = (time != null) ? time.getTextContent().strip() : "";
			String where = timer.getParentElement().getAttributeValue("id");
			if (text.startsWith("${")) {
				if (ExpressionGuard.soleName(text).filter(ModelWords.VARIABLES::contains).isEmpty()) {
					problem(where, "There is no time called \"" + text + "\".");
				}
				return;
			}
			try {
				Duration duration = Duration
					.parse(text.startsWith("R") ? text.substring(text.lastIndexOf('/') + 1) : text);
				if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
					problem(where, "The timer is shorter than a minute.");
				}
			}
			catch (java.time.format.DateTimeParseException ex) {
				problem(where, "\"" + text + "\" is not a time that can be read. Write P3D for three days, PT4H for "
						+ "four hours, R/P1D for every day.");
			}
		}

		private void condition(SequenceFlow flow) {
			if (flow.getConditionExpression() != null) {
				String text = flow.getConditionExpression().getTextContent();
				if (!text.contains("${")) {
					problem(flow.getId(),
							"The condition \"" + text + "\" is not an expression such as " + "${outcome == 'answer'}.");
				}
			}
		}

		/** The promises, on every path of a case. */
		private void promises(Process process) {
			Graph main = new Graph(process.getFlowElements());
			Set<String> opened = main.starts((start) -> start.getEventDefinitions().isEmpty());
			for (String word : List.of("answer", "explain-unsolved", "escalate", "ask-customer")) {
				if (main.reaches(opened, word, Set.of("acknowledge"))) {
					problem(word, "A case can get here without having been acknowledged by a person.");
				}
			}
			for (CallActivity call : all(CallActivity.class)) {
				if (ModelWords.ESCALATION.equals(call.getCalledElement())
						&& main.reaches(Set.of(call.getId()), "answer", with("investigate", ModelWords.VERIFICATION))) {
					problem("answer", "A fix can get here without having been verified by Support.");
				}
			}
			for (EndEvent end : all(EndEvent.class)) {
				if (end.getParentElement() instanceof Process) {
					if (Closing.of(end.getId()).isEmpty()) {
						problem(end.getId(), "A case can't end here: the id of an end must be one of confirmed, "
								+ "unconfirmed, unsolved, duplicate, withdrawn, spam.");
					}
					else if (main.reaches(opened, end.getId(), with("", ModelWords.SIGN_OFF))) {
						problem(end.getId(), "A case can end here without having been signed off.");
					}
				}
			}
			clock(process);
		}

		/**
		 * Elements that a path has to pass: one by its id, others by the process they
		 * call.
		 */
		private Set<String> with(String id, String called) {
			Set<String> ids = new HashSet<>(Set.of(id));
			all(CallActivity.class).stream()
				.filter((call) -> called.equals(call.getCalledElement()))
				.forEach((call) -> ids.add(call.getId()));
			return ids;
		}

		private void clock(Process process) {
			boolean watches = process.getFlowElements()
				.stream()
				.filter(SubProcess.class::isInstance)
				.map(SubProcess.class::cast)
				.filter(SubProcess::triggeredByEvent)
				.anyMatch(this::isPromiseClock);
			if (!watches) {
				problem(process.getId(),
						"The promise clock is missing: an event sub-process that starts with the " + "timer \""
								+ ModelWords.PROMISE_TIME_CAME + "\", doesn't interrupt, calls lookAtPromise and "
								+ "leads to the task \"" + ModelWords.OVERDUE_PROMISE + "\".");
			}
		}

		private boolean isPromiseClock(SubProcess process) {
			Graph graph = new Graph(process.getFlowElements());
			boolean starts = process.getFlowElements()
				.stream()
				.anyMatch((element) -> element instanceof StartEvent start && !start.isInterrupting()
						&& ModelWords.PROMISE_TIME_CAME.equals(start.getId()));
			return starts && graph.reaches(Set.of(ModelWords.PROMISE_TIME_CAME), ModelWords.OVERDUE_PROMISE, Set.of())
					&& !graph.reaches(Set.of(ModelWords.PROMISE_TIME_CAME), ModelWords.OVERDUE_PROMISE,
							Set.of("look-at-promise"));
		}

		private void problem(String element, String message) {
			this.problems.add(new ModelProblem(this.name, element, 0, message));
		}

	}

	/**
	 * Where one can get to in a diagram.
	 */
	private static final class Graph {

		private final Collection<FlowElement> elements;

		private final Map<String, Set<String>> next = new LinkedHashMap<>();

		private Graph(Collection<FlowElement> elements) {
			this.elements = elements;
			add(elements);
		}

		/** A path through a sub-process goes from its start to its end, not around it. */
		private void add(Collection<FlowElement> level) {
			for (FlowElement element : level) {
				if (element instanceof SequenceFlow flow) {
					for (String from : ends(flow.getSource())) {
						edge(from, flow.getTarget().getId());
					}
				}
				else if (element instanceof BoundaryEvent boundary) {
					edge(boundary.getAttachedTo().getId(), boundary.getId());
				}
				else if (element instanceof SubProcess inner && !inner.triggeredByEvent()) {
					inner.getFlowElements()
						.stream()
						.filter(StartEvent.class::isInstance)
						.forEach((start) -> edge(inner.getId(), start.getId()));
					add(inner.getFlowElements());
				}
			}
		}

		private static List<String> ends(FlowNode source) {
			return (source instanceof SubProcess inner) ? inner.getFlowElements()
				.stream()
				.filter(EndEvent.class::isInstance)
				.map(FlowElement::getId)
				.toList() : List.of(source.getId());
		}

		private void edge(String from, String to) {
			this.next.computeIfAbsent(from, (id) -> new HashSet<>()).add(to);
		}

		Set<String> starts(Predicate<StartEvent> which) {
			Set<String> ids = new HashSet<>();
			for (FlowElement element : this.elements) {
				if (element instanceof StartEvent start && which.test(start)) {
					ids.add(start.getId());
				}
			}
			return ids;
		}

		/**
		 * Whether one gets from one of some elements to another without passing others.
		 */
		boolean reaches(Set<String> from, String to, Set<String> passing) {
			Deque<String> open = new ArrayDeque<>(from);
			Set<String> seen = new HashSet<>(from);
			while (!open.isEmpty()) {
				for (String following : this.next.getOrDefault(open.pop(), Set.of())) {
					if (following.equals(to)) {
						return true;
					}
					if (!passing.contains(following) && seen.add(following)) {
						open.push(following);
					}
				}
			}
			return false;
		}

	}

}
