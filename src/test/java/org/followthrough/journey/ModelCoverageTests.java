package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much of each model the tests of the journey went through. Runs after all of them;
 * only what their own cases did counts.
 */
@Tag("afterwards")
class ModelCoverageTests {

	@ParameterizedTest
	@ValueSource(strings = { "support-case", "escalation", "verification", "sign-off", "reply-review" })
	void everyNodeAndEveryFlowWasTravelled(String process) {
		Set<String> travelled = travelled(process);
		BpmnModelInstance model = model(Models.shipped().content(process + ".bpmn"));
		Set<String> missing = new TreeSet<>();
		missing.addAll(report(process, "flow nodes", model.getModelElementsByType(FlowNode.class), travelled));
		missing.addAll(report(process, "sequence flows", model.getModelElementsByType(SequenceFlow.class), travelled));
		assertThat(missing).as("what no test of the journey went through in " + process).isEmpty();
	}

	@Test
	void everyModelIsLookedAt() {
		Set<String> shipped = Models.shipped()
			.files()
			.entrySet()
			.stream()
			.filter((file) -> file.getKey().endsWith(".bpmn"))
			.map(Map.Entry::getValue)
			.flatMap((content) -> model(content).getModelElementsByType(Process.class).stream())
			.map(BaseElement::getId)
			.collect(Collectors.toSet());
		assertThat(shipped).containsExactlyInAnyOrder(ModelWords.SUPPORT_CASE, ModelWords.ESCALATION,
				ModelWords.VERIFICATION, ModelWords.SIGN_OFF, ModelWords.REPLY_REVIEW);
	}

	private static BpmnModelInstance model(byte[] content) {
		return Bpmn.readModelFromStream(new ByteArrayInputStream(content));
	}

	private static Set<String> report(String process, String what, Collection<? extends BaseElement> elements,
			Set<String> travelled) {
		Set<String> missing = elements.stream().map(BaseElement::getId).collect(Collectors.toCollection(TreeSet::new));
		missing.removeAll(travelled);
		System.out.printf("Coverage of %-12s %5.1f %% of %d %s%n", process,
				100.0 * (elements.size() - missing.size()) / elements.size(), elements.size(), what);
		return missing;
	}

	/** A part of the tests can't cover the whole of the models. */
	private static Set<String> travelled(String process) {
		Set<String> tests = tests();
		Set<String> notRun = tests.stream()
			.filter((test) -> !WaysTravelled.by(test).isKept())
			.collect(Collectors.toCollection(TreeSet::new));
		Assumptions.assumeTrue(System.getProperty("test") == null || notRun.isEmpty(),
				() -> "Only some tests were asked for; the models' coverage needs these too: " + notRun);
		assertThat(notRun).as("tests of the journey that did not run before").isEmpty();
		return tests.stream()
			.flatMap((test) -> WaysTravelled.by(test).elements().stream())
			.filter((element) -> element.startsWith(process + " "))
			.map((element) -> element.substring(process.length() + 1))
			.collect(Collectors.toSet());
	}

	private static Set<String> tests() {
		ClassPathScanningCandidateComponentProvider tests = new ClassPathScanningCandidateComponentProvider(false);
		tests.addIncludeFilter(new AssignableTypeFilter(JourneyTest.class));
		return tests.findCandidateComponents(JourneyTest.class.getPackageName())
			.stream()
			.map((test) -> test.getBeanClassName())
			.collect(Collectors.toSet());
	}

}
