package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in {@code processes} and {@code forms}, checked at build.
 */
class ShippedModelsTests {

	private static final Models SHIPPED = Models.shipped();

	@Test
	void theContractHoldsForEverythingThatIsShipped() {
		assertThat(SHIPPED.files()).hasSizeGreaterThan(15);
		assertThat(SHIPPED.problems()).isEmpty();
	}

	@Test
	void everyTaskThatTheProductPromisesIsThere() {
		assertThat(userTasks()).contains("acknowledge", "investigate", "answer", "escalate", "reproduce-and-fix",
				"verify-fix", "hand-over-or-keep", "decide-unanswered", "talk-to-customer", "overdue-promise");
	}

	@Test
	void everyTaskHasItsStepAndItsForm() {
		HumanSteps steps = stepsOfPeople();
		assertThat(userTasks()).allMatch(steps::knows, "has a step");
		assertThat(userTasks()).allMatch((task) -> SHIPPED.files().containsKey(task + ".form"), "has a form");
		assertThat(FormRules.NEEDED.keySet()).isEqualTo(userTasks());
	}

	@Test
	void noFormIsShippedThatNoTaskShows() {
		Set<String> forms = SHIPPED.files()
			.keySet()
			.stream()
			.filter((name) -> name.endsWith(".form"))
			.map((name) -> name.replace(".form", ""))
			.collect(Collectors.toSet());
		assertThat(forms).isEqualTo(userTasks());
	}

	@Test
	void everyStepIsCalledAndNamedAsItsTask() {
		Set<String> called = new TreeSet<>();
		all(FlowNode.class).filter(
				(node) -> node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "delegateExpression") != null)
			.forEach((task) -> {
				String step = ExpressionGuard
					.soleName(task.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "delegateExpression"))
					.orElseThrow();
				assertThat(spoken(task.getId())).as("the step of " + task.getId()).isEqualTo(step);
				called.add(step);
			});
		assertThat(called).isEqualTo(new TreeSet<>(Models.steps()));
		assertThat(all(ServiceTask.class)).isNotEmpty();
	}

	private static String spoken(String id) {
		String[] words = id.split("-");
		return words[0] + Stream.of(words)
			.skip(1)
			.map((word) -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
			.collect(Collectors.joining());
	}

	@Test
	void everyPlaceWhereACaseCanStandHasWordsForPeopleAndForTheCustomer() {
		Properties texts = texts("/messages.properties");
		Set<String> stages = stages();
		assertThat(stages).contains("acknowledge", "investigate", "engineering", "verification", "answer", "sign-off",
				"wait-for-answer");
		for (String stage : stages) {
			assertThat(texts.getProperty("stage." + stage)).as("stage." + stage).isNotBlank();
			assertThat(texts("/languages/en.properties").getProperty("customer.stage." + stage))
				.as("customer.stage." + stage)
				.isNotBlank();
		}
	}

	@Test
	void noWordsStandForAPlaceThatIsGone() {
		Set<String> named = Stream.of("/messages.properties", "/languages/en.properties")
			.flatMap((file) -> texts(file).stringPropertyNames().stream())
			.filter((key) -> key.startsWith("stage.") || key.startsWith("customer.stage."))
			.map((key) -> key.substring(key.lastIndexOf("stage.") + "stage.".length()))
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> places = new TreeSet<>(stages());
		places.addAll(List.of("case-opened", "closed", "other"));
		assertThat(named).isEqualTo(places);
	}

	@Test
	void everyElementIsDrawn() {
		diagrams().forEach((model) -> {
			Set<String> drawn = Stream.concat(
					model.getModelElementsByType(BpmnShape.class)
						.stream()
						.map((shape) -> shape.getBpmnElement().getId()),
					model.getModelElementsByType(BpmnEdge.class).stream().map((edge) -> edge.getBpmnElement().getId()))
				.collect(Collectors.toSet());
			Set<String> elements = Stream
				.concat(model.getModelElementsByType(FlowNode.class).stream().map(FlowNode::getId),
						model.getModelElementsByType(SequenceFlow.class).stream().map(SequenceFlow::getId))
				.collect(Collectors.toSet());
			assertThat(drawn).containsAll(elements);
		});
	}

	/** Where {@link BuiltInListeners} says that a case stands. */
	private static Set<String> stages() {
		return all(FlowNode.class)
			.filter((node) -> node instanceof UserTask || node instanceof CallActivity
					|| node instanceof EventBasedGateway)
			.filter((node) -> node.getParentElement() instanceof Process process
					&& ModelWords.SUPPORT_CASE.equals(process.getId()))
			.map(FlowNode::getId)
			.collect(Collectors.toSet());
	}

	private static Set<String> userTasks() {
		return all(UserTask.class).map(UserTask::getId).collect(Collectors.toSet());
	}

	private static <T extends ModelElementInstance> Stream<T> all(Class<T> type) {
		return diagrams().flatMap((model) -> model.getModelElementsByType(type).stream());
	}

	private static Stream<BpmnModelInstance> diagrams() {
		Collection<String> names = SHIPPED.files().keySet();
		return names.stream()
			.filter((name) -> name.endsWith(".bpmn"))
			.map((name) -> Bpmn.readModelFromStream(new ByteArrayInputStream(SHIPPED.content(name))));
	}

	private static Properties texts(String of) {
		Properties texts = new Properties();
		try (InputStream file = Objects.requireNonNull(ShippedModelsTests.class.getResourceAsStream(of))) {
			texts.load(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return texts;
	}

	/** Which steps there are doesn't depend on what they work with. */
	@SuppressWarnings("NullAway")
	private static HumanSteps stepsOfPeople() {
		return new HumanSteps(List.of(new HandlingSteps(null, null, null, null),
				new EngineeringSteps(null, null, null, null, null, null),
				new VerificationSteps(null, null, null, null, null, null),
				new SignOffSteps(null, null, null, null, null, null, null, null, null),
				new OverdueSteps(null, null, null, null, null), new ShiftSteps(null, null, null, null, null),
				new ReviewSteps(null, null)), null);
	}

}
