package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.ModelParseException;

/**
 * Checks models against the code that they call and the promises that they must keep. The
 * build runs it over what is shipped, and the engine before every deployment, whatever
 * door it came through. A misspelled step or a missing guard is found here and named, not
 * by a customer.
 * <p>
 * What may stand in a file at all says {@link ModelScan}; how elements fit the code,
 * {@link DiagramRules}, {@link FormRules}, {@link TriageRules} and {@link TargetRules};
 * what holds on every path, {@link PromiseRules}.
 */
class JourneyContract {

	/** What to say of any other file. */
	static final String OTHER_FILE = "Only diagrams (.bpmn), decisions (.dmn) and forms (.form) can be published.";

	private static final Set<String> SUFFIXES = Set.of(".bpmn", ".dmn", ".form");

	/** A fault against the schema, as the model API tells it. */
	private static final Pattern TOLD = Pattern.compile("Line=(\\d+): (.*)");

	private final Set<String> steps;

	/**
	 * A contract with the given steps.
	 * @param steps the names that service tasks may call
	 */
	JourneyContract(Set<String> steps) {
		this.steps = Set.copyOf(steps);
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
				problems.add(new ModelProblem(name, "", 0, OTHER_FILE));
			}
			else if (name.endsWith(".form")) {
				forms.add(new FormRules((element, message) -> problems.add(new ModelProblem(name, element, 0, message)))
					.check(content));
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
		boolean complete = files.keySet()
			.stream()
			.filter((name) -> name.endsWith(".bpmn"))
			.allMatch(diagrams::containsKey);
		if (complete) {
			// Else what can't be read may be what the others call.
			diagrams
				.forEach((name,
						model) -> new DiagramRules(model, this.steps, processes, forms,
								(element, message) -> problems.add(new ModelProblem(name, element, 0, message)))
							.check());
		}
		return problems;
	}

	private static void diagram(String name, byte[] content, List<ModelProblem> problems,
			Map<String, BpmnModelInstance> diagrams, Set<String> processes) {
		try {
			BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
			Collection<Process> found = model.getModelElementsByType(Process.class);
			if (found.isEmpty()) {
				problems.add(new ModelProblem(name, "", 0, "The file holds no process."));
			}
			found.forEach((process) -> processes.add(process.getId()));
			diagrams.put(name, model);
		}
		catch (ModelException ex) {
			problems.add(unreadable(name, ex));
		}
	}

	private static void decision(String name, byte[] content, List<ModelProblem> problems) {
		try {
			DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
			Collection<Decision> found = model.getModelElementsByType(Decision.class);
			if (found.isEmpty()) {
				problems.add(new ModelProblem(name, "", 0, "The file holds no decision."));
			}
			if (found.stream().anyMatch((decision) -> ModelWords.TRIAGE.equals(decision.getId()))) {
				TriageRules.objection(content)
					.ifPresent((objection) -> problems.add(new ModelProblem(name, ModelWords.TRIAGE, 0, objection)));
			}
			if (found.stream().anyMatch((decision) -> ModelWords.TARGETS.equals(decision.getId()))) {
				TargetRules.objection(content, model)
					.ifPresent((objection) -> problems.add(new ModelProblem(name, ModelWords.TARGETS, 0, objection)));
			}
		}
		catch (ModelException ex) {
			problems.add(unreadable(name, ex));
		}
	}

	/** The parser's own words, without what it says about where the file came from. */
	private static ModelProblem unreadable(String name, ModelException failure) {
		Throwable cause = (failure instanceof ModelParseException && failure.getCause() != null) ? failure.getCause()
				: failure;
		Matcher told = TOLD.matcher(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
		return told.find()
				? new ModelProblem(name, "", Integer.parseInt(told.group(1)), "The file is not valid: " + told.group(2))
				: new ModelProblem(name, "", 0, "The file can't be read.");
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

		/** What is there now. */
		static Published of(TaskMapper tables) {
			return new Published(tables.publishedProcesses(),
					tables.forms().stream().map(TaskMapper.FormRow::formKey).collect(Collectors.toSet()));
		}

	}

}
