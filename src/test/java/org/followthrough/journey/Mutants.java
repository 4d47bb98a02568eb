package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
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
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.xml.impl.util.IoUtil;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.cases.Closing;
import org.followthrough.identity.Groups;

/**
 * Edits of a shipped diagram as a manager could make them, one thing at a time; made from
 * what is in the diagram, so that a new element has its own.
 */
public final class Mutants {

	private static final JourneyContract CONTRACT = new JourneyContract(Models.steps());

	private static final JourneyContract.Published PUBLISHED = published();

	private final String file;

	private final BpmnModelInstance shipped;

	private final List<Mutant> mutants = new ArrayList<>();

	private Mutants(String file) {
		this.file = file;
		this.shipped = Bpmn.readModelFromStream(new ByteArrayInputStream(Models.shipped().content(file)));
	}

	/**
	 * Edits that each take away, lead around or weaken something.
	 * @param file the diagram
	 */
	public static List<Mutant> of(String file) {
		Mutants mutants = new Mutants(file);
		mutants.elements();
		mutants.flows();
		mutants.people();
		mutants.events();
		mutants.automatic();
		return mutants.mutants;
	}

	/**
	 * Edits that each keep what there is.
	 * @param file the diagram
	 */
	static List<Mutant> harmless(String file) {
		Mutants mutants = new Mutants(file);
		mutants.looks();
		mutants.additions();
		return mutants.mutants;
	}

	/**
	 * The diagram as it is shipped.
	 * @param file its name
	 */
	public static byte[] shipped(String file) {
		return Models.shipped().content(file);
	}

	/**
	 * What the contract says against an edited diagram beside those that are shipped.
	 * @param file its name
	 * @param content the edited diagram
	 */
	public static List<ModelProblem> problems(String file, byte[] content) {
		return CONTRACT.check(Map.of(file, content), PUBLISHED);
	}

	private static JourneyContract.Published published() {
		Set<String> forms = Models.shipped()
			.files()
			.keySet()
			.stream()
			.filter((name) -> name.endsWith(".form"))
			.map((name) -> name.replace(".form", ""))
			.collect(Collectors.toSet());
		forms.addAll(Set.of("ask-sales", "ask-finance"));
		return new JourneyContract.Published(Set.of(ModelWords.SUPPORT_CASE, ModelWords.ESCALATION,
				ModelWords.VERIFICATION, ModelWords.SIGN_OFF, ModelWords.REPLY_REVIEW), forms);
	}

	private void looks() {
		all(FlowNode.class).stream()
			.filter((node) -> node.getName() != null)
			.forEach((node) -> mutant("rename", node, (copy) -> copy.setName("Nachsehen & klären 🔍")));
		all(Activity.class).stream()
			.filter((task) -> task.getDiagramElement() != null)
			.forEach((task) -> mutant("move", task, (copy) -> {
				Bounds bounds = ((BpmnShape) copy.getDiagramElement()).getBounds();
				bounds.setX(bounds.getX() + 40);
				bounds.setY(bounds.getY() - 30);
			}));
	}

	private void additions() {
		for (SequenceFlow flow : all(SequenceFlow.class)) {
			if (flow.getSource() instanceof EventBasedGateway) {
				continue;
			}
			mutant("a task before " + flow.getTarget().getId(), flow, (copy) -> {
				UserTask task = added(copy, "ask-sales");
				connect(task, copy.getTarget());
				lead(copy, task);
			});
			mutant("a split before " + flow.getTarget().getId(), flow, (copy) -> {
				FlowNode next = copy.getTarget();
				ExclusiveGateway gateway = at(copy, ExclusiveGateway.class, "is-it-large");
				UserTask one = added(copy, "ask-sales");
				UserTask other = added(copy, "ask-finance");
				gateway.setDefault(connect(gateway, one));
				SequenceFlow large = connect(gateway, other);
				ConditionExpression condition = copy.getModelInstance().newInstance(ConditionExpression.class);
				condition.setTextContent("${outcome == 'large'}");
				large.setConditionExpression(condition);
				connect(one, next);
				connect(other, next);
				lead(copy, gateway);
			});
		}
	}

	private static UserTask added(SequenceFlow beside, String id) {
		UserTask task = at(beside, UserTask.class, id);
		task.setName("Ask " + id.replace("ask-", ""));
		task.setCamundaFormRef(id);
		task.setCamundaFormRefBinding("latest");
		task.setCamundaCandidateGroups(Groups.AGENTS);
		return task;
	}

	private static <T extends FlowNode> T at(SequenceFlow beside, Class<T> type, String id) {
		T added = beside.getModelInstance().newInstance(type);
		added.setId(id);
		beside.getParentElement().addChildElement(added);
		return added;
	}

	private static SequenceFlow connect(FlowNode from, FlowNode to) {
		SequenceFlow flow = from.getModelInstance().newInstance(SequenceFlow.class);
		flow.setId("flow-" + from.getId() + "-" + to.getId());
		from.getParentElement().addChildElement(flow);
		flow.setSource(from);
		flow.setTarget(to);
		from.getOutgoing().add(flow);
		to.getIncoming().add(flow);
		return flow;
	}

	private static void lead(SequenceFlow flow, FlowNode to) {
		flow.getTarget().getIncoming().remove(flow);
		flow.setTarget(to);
		to.getIncoming().add(flow);
	}

	private void elements() {
		all(FlowNode.class).stream()
			.filter((node) -> !node.getIncoming().isEmpty() && node.getOutgoing().size() == 1)
			.filter((node) -> !(node instanceof ExclusiveGateway))
			.forEach((node) -> mutant("leave out", node, Mutants::bypass));
		all(BoundaryEvent.class).forEach((event) -> mutant("leave out the event", event, Mutants::remove));
		all(SubProcess.class).stream()
			.filter(SubProcess::triggeredByEvent)
			.forEach((inner) -> mutant("leave out the event", inner, Mutants::remove));
		all(Activity.class).stream()
			.filter((task) -> !(task instanceof SubProcess inner && inner.triggeredByEvent()))
			.forEach((task) -> mutant("end instead", task, Mutants::endInstead));
	}

	private void flows() {
		for (SequenceFlow flow : all(SequenceFlow.class)) {
			Set<String> targets = new LinkedHashSet<>();
			flow.getTarget().getOutgoing().forEach((next) -> targets.add(next.getTarget().getId()));
			flow.getParentElement().getChildElementsByType(EndEvent.class).forEach((end) -> targets.add(end.getId()));
			targets.remove(flow.getSource().getId());
			targets.removeIf((id) -> isTheSame(flow.getTarget(), at(flow, id, FlowNode.class)));
			targets.forEach((target) -> mutant("lead to " + target, flow,
					(copy) -> copy.setTarget(at(copy, target, FlowNode.class))));
			if (flow.getConditionExpression() != null && !onlyEnds(flow.getSource())) {
				String condition = flow.getConditionExpression().getTextContent().strip();
				mutant("turn the condition around", flow, (copy) -> copy.getConditionExpression()
					.setTextContent("${!(" + condition.substring(2, condition.length() - 1) + ")}"));
				mutant("take the condition away", flow, (copy) -> copy.removeConditionExpression());
			}
		}
		for (ExclusiveGateway gateway : all(ExclusiveGateway.class)) {
			if (gateway.getDefault() != null) {
				mutant("no default", gateway, (copy) -> copy.removeAttribute("default"));
			}
			gateway.getOutgoing()
				.stream()
				.filter((flow) -> gateway.getDefault() != null && !flow.equals(gateway.getDefault()))
				.forEach((flow) -> mutant("default to " + flow.getTarget().getId(), gateway,
						(copy) -> copy.setDefault(at(copy, flow.getId(), SequenceFlow.class))));
		}
	}

	/** Whether a journey that comes to the one does what it would do at the other. */
	private static boolean isTheSame(FlowNode one, FlowNode other) {
		FlowNode first = passed(one);
		FlowNode second = passed(other);
		return first.equals(second) || (onlyEnds(first) && onlyEnds(second));
	}

	/** Where one gets to without being asked anything. */
	private static FlowNode passed(FlowNode node) {
		FlowNode at = node;
		while (at instanceof ExclusiveGateway && at.getOutgoing().size() == 1) {
			at = at.getOutgoing().iterator().next().getTarget();
		}
		return at;
	}

	private static boolean onlyEnds(FlowNode node) {
		FlowNode at = passed(node);
		return isPlainEnd(at) || (at instanceof ExclusiveGateway
				&& at.getOutgoing().stream().allMatch((flow) -> onlyEnds(flow.getTarget())));
	}

	/** An end that says nothing by itself: values say what came of it. */
	private static boolean isPlainEnd(FlowNode node) {
		return node instanceof EndEvent && !closes(node);
	}

	private static boolean closes(FlowNode end) {
		return end.getParentElement() instanceof Process process && ModelWords.SUPPORT_CASE.equals(process.getId())
				&& Closing.of(end.getId()).isPresent();
	}

	private void people() {
		for (UserTask task : all(UserTask.class)) {
			mutant("give to auditors", task, (copy) -> copy.setCamundaCandidateGroups(Groups.AUDITORS));
			if (task.getCamundaCandidateGroupsList().size() == 1
					&& !task.getCamundaCandidateGroups().equals(Groups.AGENTS)) {
				mutant("give to agents", task, (copy) -> copy.setCamundaCandidateGroups(Groups.AGENTS));
			}
			mutant("give to nobody", task, (copy) -> copy.setCamundaCandidateGroups(null));
			mutant("another form", task,
					(copy) -> copy.setCamundaFormRef(task.getId().equals("answer") ? "acknowledge" : "answer"));
			mutant("another name for the code", task, (copy) -> copy.setId(task.getId() + "-2"));
		}
	}

	private void events() {
		for (CatchEvent event : all(CatchEvent.class)) {
			event.getEventDefinitions().forEach((definition) -> {
				if (definition instanceof MessageEventDefinition) {
					all(Message.class).stream()
						.filter((message) -> !message.equals(((MessageEventDefinition) definition).getMessage()))
						.limit(3)
						.forEach((message) -> mutant("wait for " + message.getName(), event,
								(copy) -> definition(copy, MessageEventDefinition.class)
									.setMessage(at(copy, message.getId(), Message.class))));
				}
				if (definition instanceof TimerEventDefinition) {
					mutant("wait for ten seconds", event, (copy) -> time(copy, "PT10S"));
					mutant("wait for ten years", event, (copy) -> time(copy, "P3650D"));
				}
			});
			if (event instanceof BoundaryEvent boundary) {
				mutant("interrupt otherwise", boundary, (copy) -> copy.setCancelActivity(!boundary.cancelActivity()));
			}
			if (event instanceof StartEvent start && start.getParentElement() instanceof SubProcess inner
					&& inner.triggeredByEvent()) {
				mutant("interrupt otherwise", start, (copy) -> copy.setInterrupting(!start.isInterrupting()));
			}
		}
		for (EndEvent end : all(EndEvent.class)) {
			if (closes(end)) {
				mutant("another name for the code", end, (copy) -> copy.setId(end.getId() + "-2"));
			}
			if (!end.getEventDefinitions().isEmpty()) {
				mutant("end only here", end, (copy) -> List.copyOf(copy.getEventDefinitions())
					.forEach((definition) -> copy.getEventDefinitions().remove(definition)));
			}
			mutant("asynchronous", end, (copy) -> copy.setCamundaAsyncBefore(true));
		}
	}

	private void automatic() {
		List<String> steps = Models.steps().stream().sorted().toList();
		for (ServiceTask task : all(ServiceTask.class)) {
			String step = task.getCamundaDelegateExpression();
			String other = steps.get((steps.indexOf(step.replaceAll("[${}]", "")) + 1) % steps.size());
			mutant("another step", task, (copy) -> copy.setCamundaDelegateExpression("${" + other + "}"));
			mutant("no step", task,
					(copy) -> copy.removeAttributeNs("http://camunda.org/schema/1.0/bpmn", "delegateExpression"));
		}
		for (CallActivity call : all(CallActivity.class)) {
			mutant("call " + ModelWords.REPLY_REVIEW, call, (copy) -> copy.setCalledElement(ModelWords.REPLY_REVIEW));
			mappings(call, CamundaIn.class).forEach((index) -> mutant("hand nothing over (" + index + ")", call,
					(copy) -> unmap(copy, CamundaIn.class, index)));
			mappings(call, CamundaOut.class).forEach((index) -> mutant("take nothing back (" + index + ")", call,
					(copy) -> unmap(copy, CamundaOut.class, index)));
		}
		for (Process process : all(Process.class)) {
			mutant("not to be run", process, (copy) -> copy.setExecutable(false));
			mutant("kept for ever", process, (copy) -> copy.setCamundaHistoryTimeToLiveString(null));
		}
	}

	private static <T extends ModelElementInstance> List<Integer> mappings(CallActivity call, Class<T> type) {
		int size = call.getExtensionElements().getElementsQuery().filterByType(type).list().size();
		return IntStream.range(0, size).boxed().toList();
	}

	private static <T extends ModelElementInstance> void unmap(CallActivity call, Class<T> type, int index) {
		call.getExtensionElements()
			.removeChildElement(call.getExtensionElements().getElementsQuery().filterByType(type).list().get(index));
	}

	private static void bypass(FlowNode node) {
		FlowNode next = node.getOutgoing().iterator().next().getTarget();
		lead(node, next);
		remove(node);
	}

	private static void endInstead(Activity task) {
		ModelElementInstance parent = task.getParentElement();
		EndEvent end = task.getModelInstance().newInstance(EndEvent.class);
		end.setId("an-end");
		parent.addChildElement(end);
		lead(task, end);
		remove(task);
	}

	/** What led to an element leads to another. */
	private static void lead(FlowNode from, FlowNode to) {
		List.copyOf(from.getIncoming()).forEach((flow) -> lead(flow, to));
	}

	/** What is left behind a removed element and leads nowhere goes, too. */
	private static void remove(FlowNode node) {
		BpmnModelInstance model = (BpmnModelInstance) node.getModelInstance();
		List<FlowNode> attached = new ArrayList<>(model.getModelElementsByType(BoundaryEvent.class)
			.stream()
			.filter((event) -> node.equals(event.getAttachedTo()))
			.toList());
		attached.forEach(Mutants::remove);
		List<FlowNode> next = node.getOutgoing().stream().map(SequenceFlow::getTarget).toList();
		List<SequenceFlow> flows = new ArrayList<>(node.getOutgoing());
		flows.addAll(node.getIncoming());
		flows.forEach((flow) -> flow.getParentElement().removeChildElement(flow));
		node.getParentElement().removeChildElement(node);
		next.stream()
			.filter((after) -> after != null && after.getParentElement() != null && after.getIncoming().isEmpty()
					&& !(after instanceof BoundaryEvent))
			.forEach(Mutants::remove);
	}

	private static void time(CatchEvent event, String duration) {
		TimerEventDefinition timer = definition(event, TimerEventDefinition.class);
		Objects
			.requireNonNull((timer.getTimeDuration() != null) ? timer.getTimeDuration()
					: (timer.getTimeCycle() != null) ? timer.getTimeCycle() : timer.getTimeDate())
			.setTextContent(duration);
	}

	private static <T> T definition(CatchEvent event, Class<T> type) {
		return event.getEventDefinitions().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	private static <T extends BaseElement> T at(BaseElement beside, String id, Class<T> type) {
		return type.cast(beside.getModelInstance().getModelElementById(id));
	}

	private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
		return this.shipped.getModelElementsByType(type);
	}

	@SuppressWarnings("unchecked")
	private <T extends BaseElement> void mutant(String kind, T element, Consumer<? super T> edit) {
		String id = element.getId();
		this.mutants.add(new Mutant(this.file, kind, id, () -> {
			BpmnModelInstance copy = this.shipped.clone();
			edit.accept((T) Objects.requireNonNull(copy.getModelElementById(id)));
			return IoUtil.convertXmlDocumentToString(copy.getDocument()).getBytes(StandardCharsets.UTF_8);
		}));
	}

	/**
	 * One edit.
	 *
	 * @param file the diagram
	 * @param kind what is done
	 * @param element to which element
	 * @param made makes the edited diagram
	 */
	public record Mutant(String file, String kind, String element, Supplier<byte[]> made) {

		@Override
		public String toString() {
			return this.file.replace(".bpmn", "") + " " + this.element + ": " + this.kind;
		}

	}

}
