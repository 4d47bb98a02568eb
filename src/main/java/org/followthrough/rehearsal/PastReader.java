package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.followthrough.journey.PublishedModel;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the history of a case what came, in order: the tasks that people completed
 * with what they chose, and the events that the first flow after each tells of, by the
 * version of the model that was valid then.
 */
final class PastReader {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Map<String, Blueprint> versions = new HashMap<>();

	/**
	 * A reader.
	 * @param models all published versions of the diagrams
	 */
	PastReader(List<PublishedModel> models) {
		models.forEach((model) -> this.versions.put(model.key() + ":" + model.version(),
				new Blueprint(Map.of(model.file(), model.content()))));
	}

	List<PastAct> acts(List<PastMapper.Entry> entries) {
		List<PastAct> acts = new ArrayList<>();
		for (PastMapper.Entry entry : entries) {
			JsonNode content = read(entry.content());
			Instant at = Instant.parse(content.path("at").asText());
			JsonNode details = content.path("details");
			if ("task.completed".equals(entry.action())) {
				acts.add(new PastAct(at, PastAct.Kind.TASK, new Element("", details.path("task").asText()), "",
						details.path("outcome").asText(""), Set.of()));
			}
			else {
				String process = details.path("process").asText();
				Blueprint model = this.versions.get(process + ":" + details.path("version").asInt());
				if (model != null && !"reply-review".equals(process)) {
					Step step = new Step(at, model, acts.size());
					details.path("flows").forEach((flow) -> took(acts, step, new Element(process, flow.asText())));
				}
			}
		}
		acts.removeIf((act) -> act.kind() == PastAct.Kind.TASK && act.flows().isEmpty());
		return acts;
	}

	private static JsonNode read(String content) {
		try {
			return JSON.readTree(content);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("An audit entry is not JSON", ex);
		}
	}

	private static void took(List<PastAct> acts, Step step, Element taken) {
		PastAct act = cause(acts, step, taken);
		if (act != null) {
			act.flows().add(taken.toString());
		}
	}

	/** The act that a flow follows from, which it may be the first to tell of. */
	private static @Nullable PastAct cause(List<PastAct> acts, Step step, Element taken) {
		Blueprint model = step.model();
		PastAct last = acts.isEmpty() ? null : acts.get(acts.size() - 1);
		FlowNode from = (model.find(taken) instanceof SequenceFlow flow) ? flow.getSource() : null;
		if (model.find(taken) instanceof SequenceFlow flow && from instanceof EventBasedGateway) {
			from = flow.getTarget();
		}
		if (from == null) {
			return last;
		}
		Element element = new Element(taken.process(), from.getId());
		if (from instanceof UserTask) {
			for (int i = acts.size() - 1; i >= 0; i--) {
				if (acts.get(i).kind() == PastAct.Kind.TASK && acts.get(i).element().id().equals(element.id())) {
					return acts.get(i);
				}
			}
			return last;
		}
		if (last != null && last.element().equals(element) && acts.size() > step.actsBefore()) {
			return last;
		}
		boolean begins = from instanceof StartEvent && model.beside(element).isEmpty()
				&& Watcher.CASE.equals(element.process()) && from.getParentElement().equals(model.process(element));
		boolean comes = from instanceof BoundaryEvent || from instanceof IntermediateCatchEvent
				|| (from instanceof StartEvent start && !start.getEventDefinitions().isEmpty());
		if (!begins && !comes) {
			return last;
		}
		PastAct fresh = new PastAct(step.at(), begins ? PastAct.Kind.BEGINNING : PastAct.Kind.EVENT, element,
				ElementValues.message((CatchEvent) from).orElse(""), "", Set.of());
		acts.add(fresh);
		return fresh;
	}

	/** The acts of cases by their numbers. */
	Map<String, List<PastAct>> byCase(List<PastMapper.Entry> entries) {
		Map<String, List<PastMapper.Entry>> sorted = new HashMap<>();
		entries.forEach((entry) -> sorted.computeIfAbsent(entry.stream(), (key) -> new ArrayList<>()).add(entry));
		Map<String, List<PastAct>> acts = new HashMap<>();
		sorted.forEach((number, own) -> acts.put(number, acts(Objects.requireNonNull(own))));
		return acts;
	}

	/**
	 * What one command led through, in the diagram of one process.
	 *
	 * @param at when
	 * @param model the diagram
	 * @param actsBefore how many acts are known from earlier commands: the same timer can
	 * ring again
	 */
	private record Step(Instant at, Blueprint model, int actsBefore) {
	}

}
