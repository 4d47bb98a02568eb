package org.followthrough.rehearsal;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.journey.ScratchRules;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of models by looking at them: how they call each other, what runs
 * beside their main paths, what forms offer, and what people call their elements.
 */
final class Blueprint {

	private final Map<String, Process> processes = new LinkedHashMap<>();

	private final Map<Element, FlowElement> elements = new LinkedHashMap<>();

	private final Map<String, Map<String, String>> outcomes = new TreeMap<>();

	private final Map<String, LiveValues> live = new TreeMap<>();

	/**
	 * Looks at files.
	 * @param files contents by name, harmless ones
	 */
	Blueprint(Map<String, byte[]> files) {
		files.forEach((name, content) -> {
			if (name.endsWith(".bpmn")) {
				Bpmn.readModelFromStream(new ByteArrayInputStream(content))
					.getModelElementsByType(Process.class)
					.forEach(this::add);
			}
			else if (name.endsWith(".form")) {
				this.outcomes.put(name.substring(0, name.length() - ".form".length()), ScratchRules.outcomes(content));
			}
		});
		this.processes
			.forEach((id, process) -> this.live.put(id, new LiveValues(process, handedBack(id), this::chosen)));
	}

	private void add(Process process) {
		this.processes.put(process.getId(), process);
		process.getModelInstance()
			.getModelElementsByType(FlowElement.class)
			.stream()
			.filter((element) -> element.getId() != null && isIn(element, process))
			.forEach((element) -> this.elements.put(new Element(process.getId(), element.getId()), element));
	}

	private static boolean isIn(ModelElementInstance element, ModelElementInstance around) {
		for (ModelElementInstance at = element.getParentElement(); at != null; at = at.getParentElement()) {
			if (at.equals(around)) {
				return true;
			}
		}
		return false;
	}

	private Set<String> handedBack(String process) {
		Set<String> taken = new HashSet<>();
		this.elements.values().forEach((element) -> {
			if (element instanceof CallActivity call && process.equals(call.getCalledElement())) {
				taken.addAll(ElementValues.takes(call));
			}
		});
		return taken;
	}

	/** The processes that no other one calls. */
	List<String> roots() {
		Set<String> called = new HashSet<>();
		this.elements.values().forEach((element) -> {
			if (element instanceof CallActivity call) {
				called.add(Objects.requireNonNullElse(call.getCalledElement(), ""));
			}
		});
		return this.processes.keySet().stream().filter((id) -> !called.contains(id)).toList();
	}

	/** The start events of a process by the message that each waits for; "" for none. */
	Map<String, Element> starts(String process) {
		Map<String, Element> starts = new TreeMap<>();
		Objects.requireNonNull(this.processes.get(process))
			.getChildElementsByType(StartEvent.class)
			.forEach((start) -> starts.put(ElementValues.message(start).orElse(""),
					new Element(process, start.getId())));
		return starts;
	}

	/**
	 * What a task's form offers.
	 * @param task the task's id
	 * @return the meanings by outcome; empty when there is nothing to choose
	 */
	Map<String, String> offered(String task) {
		return this.outcomes.getOrDefault(task, Map.of());
	}

	/** What can be chosen in a task; "" where there is nothing to choose. */
	Set<String> chosen(String task) {
		Set<String> offered = offered(task).keySet();
		return offered.isEmpty() ? Set.of("") : offered;
	}

	/**
	 * The values that can make a difference yet while a process is at some elements.
	 */
	Set<String> live(String process, Set<String> at) {
		LiveValues values = this.live.get(process);
		return (values != null) ? values.at(at) : Set.of();
	}

	/**
	 * What an element runs in beside the main path of its process.
	 * @return the event sub-process; nothing on the main path
	 */
	Optional<Element> beside(Element element) {
		SubProcess found = null;
		for (ModelElementInstance at = this.elements.get(element); at != null; at = at.getParentElement()) {
			if (at instanceof SubProcess inner && inner.triggeredByEvent()) {
				found = inner;
			}
		}
		return Optional.ofNullable(found).map((inner) -> new Element(element.process(), inner.getId()));
	}

	/**
	 * The part of what runs beside the main path that an element belongs to: what stands
	 * right inside the event sub-process, and holds the element or is it.
	 */
	Optional<Element> partBeside(Element element) {
		FlowElement part = null;
		for (ModelElementInstance at = this.elements.get(element); at instanceof FlowElement inside; at = at
			.getParentElement()) {
			if (at.getParentElement() instanceof SubProcess around && around.triggeredByEvent()) {
				part = inside;
			}
		}
		return Optional.ofNullable(part).map((inner) -> new Element(element.process(), inner.getId()));
	}

	/**
	 * The event that the engine means when it names a whole event sub-process: its start.
	 */
	Element event(Element named) {
		return (this.elements.get(named) instanceof SubProcess inner && inner.triggeredByEvent())
				? inner.getChildElementsByType(StartEvent.class)
					.stream()
					.findFirst()
					.map((start) -> new Element(named.process(), start.getId()))
					.orElse(named)
				: named;
	}

	/** The tasks of people that an event sub-process holds. */
	List<String> tasksIn(Element subProcess) {
		return this.elements.entrySet()
			.stream()
			.filter((element) -> element.getValue() instanceof UserTask
					&& beside(element.getKey()).filter(subProcess::equals).isPresent())
			.map((element) -> element.getKey().id())
			.toList();
	}

	/** Whether an element begins what runs beside the main path without ending it. */
	boolean begins(Element element) {
		return this.elements.get(element) instanceof StartEvent start && !start.isInterrupting()
				&& beside(element).isPresent();
	}

	/** Whether any process has a task of that id. */
	boolean hasTask(String task) {
		return tasks().contains(task);
	}

	/** The ids of all tasks of people. */
	Set<String> tasks() {
		Set<String> tasks = new HashSet<>();
		this.elements.forEach((id, element) -> {
			if (element instanceof UserTask) {
				tasks.add(id.id());
			}
		});
		return tasks;
	}

	/** The task of an id, whichever process has it. */
	Element task(String id) {
		return this.elements.entrySet()
			.stream()
			.filter((element) -> element.getValue() instanceof UserTask && element.getKey().id().equals(id))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseGet(() -> new Element("", id));
	}

	@Nullable Process process(Element element) {
		return this.processes.get(element.process());
	}

	boolean isTask(Element element) {
		return this.elements.get(element) instanceof UserTask;
	}

	/** The groups whose people do a task. */
	List<String> groups(Element task) {
		return (this.elements.get(task) instanceof UserTask user && user.getCamundaCandidateGroupsList() != null)
				? user.getCamundaCandidateGroupsList() : List.of();
	}

	/** What people call an element. */
	String name(Element element) {
		FlowElement found = this.elements.get(element);
		BaseElement named = (found != null) ? found : this.processes.get(element.process());
		String name = (named instanceof FlowElement flow) ? flow.getName()
				: (named instanceof Process process) ? process.getName() : null;
		return (name != null && !name.isBlank()) ? name.strip().replaceAll("\\s+", " ") : element.id();
	}

	/**
	 * Everything that should be come to: elements, and the flows that the engine tells
	 * of.
	 */
	Set<Element> all() {
		Set<Element> all = new LinkedHashSet<>();
		this.elements.forEach((id, element) -> {
			boolean untold = element instanceof SequenceFlow flow && flow.getSource() instanceof EventBasedGateway;
			boolean shown = element instanceof FlowNode || element instanceof SequenceFlow;
			if (shown && !untold && !(element instanceof SubProcess inner && inner.triggeredByEvent())) {
				all.add(id);
			}
		});
		return all;
	}

	@Nullable FlowElement find(Element element) {
		return this.elements.get(element);
	}

	/** What reads and sets the values of a process. */
	LiveValues values(String process) {
		return Objects.requireNonNull(this.live.get(process));
	}

}
