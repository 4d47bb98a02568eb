package org.followthrough.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ProcessEngines;
import org.followthrough.journey.ModelRefused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a rehearsal finds, and that it finds nothing where nothing is wrong. The engine is
 * the real one; nothing of the application has to run.
 */
@Tag("thorough")
class RehearsalTests {

	private static final String CASE = "support-case.bpmn";

	private static final String FORK = """
			<bpmn:parallelGateway id="fork" /><bpmn:userTask id="ask-sales" name="Ask Sales" />
			<bpmn:userTask id="check-terms" name="Check the terms" />
			<bpmn:sequenceFlow id="flow-to-sales" sourceRef="fork" targetRef="ask-sales" />
			<bpmn:sequenceFlow id="flow-to-terms" sourceRef="fork" targetRef="check-terms" />
			""";

	@Test
	void theShippedModelsKeepEveryPromiseEveryWay() {
		Rehearsal rehearsal = Draft.shipped().rehearse();
		System.out.printf("Rehearsal of the shipped models: %d states, %d edges, %d unexplored, %d ms%n",
				rehearsal.states(), rehearsal.edges(), rehearsal.unexplored(), rehearsal.milliseconds());
		assertThat(rehearsal.violations()).isEmpty();
		assertThat(rehearsal.unexplored()).isZero();
		assertThat(rehearsal.states()).isGreaterThan(400);
		assertThat(rehearsal.isPassed()).isTrue();
	}

	@Test
	void aHarmlessEditIsFine() {
		Rehearsal rehearsal = withSales().rehearse();
		assertThat(rehearsal.violations()).isEmpty();
		assertThat(rehearsal.unexplored()).isZero();
	}

	private static Draft withSales() {
		return Draft.small().withFlowTo(CASE, "flow-acknowledged", "ask-sales").adding(CASE, """
				<bpmn:userTask id="ask-sales" name="Ask Sales" camunda:candidateGroups="agents" />
				<bpmn:sequenceFlow id="flow-sales" sourceRef="ask-sales" targetRef="investigate" />
				""");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void aFaultIsFound(String fault, Kind kind, String element, UnaryOperator<Draft> edit) {
		Rehearsal rehearsal = edit.apply(Draft.small()).rehearse();
		assertThat(rehearsal.violations()).as("%s: %s", fault, rehearsal.violations())
			.anySatisfy((violation) -> assertThat(violation.kind() + " " + violation.element())
				.isEqualTo(kind + " " + element));
		assertThat(rehearsal.isPassed()).isFalse();
	}

	static Stream<Arguments> aFaultIsFound() {
		return Stream.of(
				fault("a fix goes to the customer at once", Kind.UNVERIFIED, "answer",
						(draft) -> draft.withFlowTo(CASE, "flow-fixed", "answer")),
				fault("a fix that failed goes to the customer", Kind.UNVERIFIED, "answer",
						(draft) -> draft.withFlowTo(CASE, "flow-failed", "answer")),
				fault("the case closes when it is answered", Kind.UNSIGNED, "confirmed",
						(draft) -> draft.withFlowTo(CASE, "flow-answered", "confirmed")),
				fault("silence counts as yes", Kind.UNSIGNED, "confirmed",
						(draft) -> draft.with(CASE, "signOff == 'confirmed'", "signOff != 'sent-back'")
							.without(CASE, "sequenceFlow", "flow-unanswered")),
				fault("the journey ends without closing the case", Kind.UNSIGNED, "investigate",
						(draft) -> draft.withFlowTo(CASE, "flow-ask", "shelved")
							.adding(CASE, "<bpmn:endEvent id=\"shelved\" />")),
				fault("the customer's words break the case off", Kind.UNSIGNED, "read-message",
						(draft) -> draft.with(CASE,
								"id=\"words-came\" name=\"Customer wrote\" isInterrupting=\"false\"",
								"id=\"words-came\"")),
				fault("no clock runs", Kind.SILENT, "acknowledge",
						(draft) -> draft.without(CASE, "subProcess", "promise-clock")),
				fault("answered before it is acknowledged", Kind.UNACKNOWLEDGED, "answer",
						(draft) -> draft.withFlowTo(CASE, "flow-triaged", "investigate")
							.withFlowTo(CASE, "flow-answered", "acknowledge")
							.withFlowTo(CASE, "flow-acknowledged", "sign-off")),
				fault("nobody talks to the customer", Kind.UNHEARD, "acknowledge",
						(draft) -> draft.without(CASE, "subProcess", "talk-asked-for")),
				fault("the customer's late yes is not heard", Kind.UNHEARD, "decide-unanswered",
						(draft) -> draft.without("sign-off.bpmn", "boundaryEvent", "signed-late")
							.without("sign-off.bpmn", "sequenceFlow", "flow-signed-late")),
				fault("no way leads out of the circle", Kind.STUCK, "investigate",
						(draft) -> draft.withFlowTo(CASE, "flow-answered", "investigate")
							.withFlowTo(CASE, "flow-explained", "investigate")),
				fault("a join waits for what never comes", Kind.STUCK, "join",
						(draft) -> draft.withFlowTo(CASE, "flow-acknowledged", "fork").adding(CASE, FORK + """
								<bpmn:parallelGateway id="join" /><bpmn:endEvent id="dropped" />
								<bpmn:sequenceFlow id="flow-sold" sourceRef="ask-sales" targetRef="join" />
								<bpmn:sequenceFlow id="flow-dropped" sourceRef="check-terms" targetRef="dropped" />
								<bpmn:sequenceFlow id="flow-missing" sourceRef="dropped-too" targetRef="join" />
								<bpmn:userTask id="dropped-too" name="Never" />
								<bpmn:sequenceFlow id="flow-joined" sourceRef="join" targetRef="investigate" />
								""")),
				fault("two paths are never joined", Kind.TWICE, "investigate",
						(draft) -> draft.withFlowTo(CASE, "flow-acknowledged", "fork").adding(CASE, FORK + """
								<bpmn:sequenceFlow id="flow-sold" sourceRef="ask-sales" targetRef="investigate" />
								<bpmn:sequenceFlow id="flow-read" sourceRef="check-terms" targetRef="investigate" />
								""")),
				fault("one path ends the other", Kind.LOST, "ask-sales",
						(draft) -> draft.withFlowTo("escalation.bpmn", "flow-answered", "fork")
							.adding("escalation.bpmn", FORK + """
									<bpmn:endEvent id="done"><bpmn:terminateEventDefinition /></bpmn:endEvent>
									<bpmn:sequenceFlow id="flow-sold" sourceRef="ask-sales" targetRef="answered" />
									<bpmn:sequenceFlow id="flow-read" sourceRef="check-terms" targetRef="done" />
									""")),
				fault("an outcome leads nowhere", Kind.STOPPED, "what-is-next", (draft) -> draft
					.without(CASE, "sequenceFlow", "flow-ask")
					.with(CASE, " default=\"flow-unsolved\"", "")
					.with(CASE, "sourceRef=\"what-is-next\" targetRef=\"explain-unsolved\" />",
							"sourceRef=\"what-is-next\" targetRef=\"explain-unsolved\"><bpmn:conditionExpression "
									+ "xsi:type=\"bpmn:tFormalExpression\">${outcome == 'unsolved'}"
									+ "</bpmn:conditionExpression></bpmn:sequenceFlow>")),
				fault("a circle that never waits", Kind.ENDLESS, "round",
						(draft) -> draft.withFlowTo(CASE, "flow-acknowledged", "round").adding(CASE, """
								<bpmn:exclusiveGateway id="round" /><bpmn:exclusiveGateway id="and-round" />
								<bpmn:sequenceFlow id="flow-round" sourceRef="round" targetRef="and-round" />
								<bpmn:sequenceFlow id="flow-and-round" sourceRef="and-round" targetRef="round" />
								""")),
				fault("nobody can choose it", Kind.UNREACHED, "flow-ask",
						(draft) -> draft.with(CASE, "outcome == 'ask'", "outcome == 'ask-again'")));
	}

	private static Arguments fault(String fault, Kind kind, String element, UnaryOperator<Draft> edit) {
		return Arguments.of(fault, kind, element, edit);
	}

	/** Both ways come to the same task, and only a value tells them apart there. */
	@Test
	void whatAValueDecidesLaterIsFollowedBothWays() {
		Rehearsal rehearsal = Draft.small()
			.withFlowTo(CASE, "flow-ask", "check-terms")
			.withFlowTo(CASE, "flow-escalate", "check-terms")
			.adding(CASE,
					"""
							<bpmn:userTask id="check-terms" name="Check the terms" />
							<bpmn:exclusiveGateway id="which" default="flow-shelved" />
							<bpmn:exclusiveGateway id="round" /><bpmn:exclusiveGateway id="and-round" />
							<bpmn:endEvent id="shelved" />
							<bpmn:sequenceFlow id="flow-which" sourceRef="check-terms" targetRef="which" />
							<bpmn:sequenceFlow id="flow-shelved" sourceRef="which" targetRef="shelved" />
							<bpmn:sequenceFlow id="flow-to-round" sourceRef="which" targetRef="round">
							  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${outcome == 'ask'}</bpmn:conditionExpression>
							</bpmn:sequenceFlow>
							<bpmn:sequenceFlow id="flow-round" sourceRef="round" targetRef="and-round" />
							<bpmn:sequenceFlow id="flow-and-round" sourceRef="and-round" targetRef="round" />
							""")
			.rehearse();
		assertThat(rehearsal.violations()).extracting(Violation::kind).contains(Kind.ENDLESS, Kind.UNSIGNED);
	}

	@Test
	void aFaultIsToldAsTheShortestStory() {
		Rehearsal rehearsal = Draft.small().withFlowTo(CASE, "flow-failed", "answer").rehearse();
		Violation first = rehearsal.violations().get(0);
		assertThat(first.kind()).isEqualTo(Kind.UNVERIFIED);
		assertThat(first.name()).isEqualTo("Answer the customer");
		assertThat(first.story()).extracting(StoryStep::words)
			.containsExactly("A customer writes, and a case is opened. Next is \"Acknowledge\".",
					"An agent completes \"Acknowledge\". Next is \"Investigate\".",
					"An agent completes \"Investigate\": \"Hand it over to engineering\". Next is \"Hand over to engineering\".",
					"An agent completes \"Hand over to engineering\". Next is \"Reproduce and fix\".",
					"An engineer completes \"Reproduce and fix\": \"Fixed in a build\". Next is \"Verify the fix\".",
					first.story().get(5).words(),
					"An agent completes \"Answer the customer\". Next is \"What comes first?\".");
		assertThat(first.story().get(5).words()).startsWith("A support engineer completes \"Verify the fix\": ");
		assertThat(first.story().get(5).at()).containsExactly(new Element("support-case", "answer"));
		assertThat(first.story().get(5).passed()).contains(new Element("verification", "verified"),
				new Element("support-case", "does-it-work"));
	}

	@Test
	void noPageOfTheEngineKnowsTheScratchEngine() {
		Map<String, ?> before = Map.copyOf(ProcessEngines.getProcessEngines());
		try (ScratchEngine engine = new ScratchEngine(Draft.small().files()); Stage stage = engine.stage()) {
			assertThat(ProcessEngines.getProcessEngines()).isEqualTo(before);
		}
	}

	@Test
	void whatRunsBesideTheMainPathIsToldAsMeanwhile() {
		Rehearsal rehearsal = Draft.small()
			.with(CASE, "id=\"words-came\" name=\"Customer wrote\" isInterrupting=\"false\"", "id=\"words-came\"")
			.rehearse();
		assertThat(rehearsal.violations().get(0).story()).extracting(StoryStep::words)
			.anyMatch((words) -> words.startsWith("The customer writes, while \"Acknowledge\" waits."));
	}

	@Test
	void nothingThatRunsCodeIsRehearsed() {
		for (String code : List.of(
				"<bpmn:serviceTask id=\"code\" camunda:class=\"org.followthrough.rehearsal.RehearsalTests$Marker\" />",
				"<bpmn:scriptTask id=\"code\" scriptFormat=\"javascript\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
				"<bpmn:userTask id=\"code\" name=\"${''.getClass()}\" />",
				"<bpmn:userTask id=\"code\"><bpmn:extensionElements><camunda:formData><camunda:formField id=\"f\" "
						+ "label=\"${1}\" type=\"string\" /></camunda:formData></bpmn:extensionElements></bpmn:userTask>")) {
			assertThatExceptionOfType(ModelRefused.class).as(code)
				.isThrownBy(() -> Draft.small().adding(CASE, code).rehearse());
		}
		assertThat(Marker.made).isFalse();
	}

	@Test
	void whatTheEngineCannotReadIsRefusedInWords() {
		assertThatExceptionOfType(ScratchEngine.Unreadable.class)
			.isThrownBy(() -> Draft.small()
				.adding(CASE, "<bpmn:sequenceFlow id=\"flow-lost\" sourceRef=\"answer\" targetRef=\"nowhere\" />")
				.rehearse())
			.withMessageContaining("nowhere");
	}

	@Test
	void whatALimitLeavesOutIsSaid() {
		Rehearsal rehearsal = new Rehearser(Draft.small().files(),
				new Explored.Limits(20, java.time.Duration.ofMinutes(1)))
			.rehearse();
		assertThat(rehearsal.unexplored()).isPositive();
		assertThat(rehearsal.isPassed()).isFalse();
		assertThat(rehearsal.violations()).as("nothing is said about what nobody has seen").isEmpty();
	}

	/**
	 * Says whether it was made.
	 */
	public static class Marker implements org.camunda.bpm.engine.delegate.JavaDelegate {

		private static boolean made;

		public Marker() {
			made = true;
		}

		@Override
		public void execute(org.camunda.bpm.engine.delegate.DelegateExecution execution) {
			made = true;
		}

	}

}
