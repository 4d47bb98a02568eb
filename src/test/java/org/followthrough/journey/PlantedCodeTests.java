package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Planted;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every place in a model that an engine takes code from, with code in it, brought to
 * every door by somebody who may publish: it is refused, and the code has neither been
 * made nor run.
 */
@Tag("thorough")
@FollowthroughTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedCodeTests {

	private static final String FILE = "verification.bpmn";

	private static final String CODE = Planted.class.getName();

	private static final String RUNS = "${''.getClass().forName('" + CODE + "').getMethod('ran').invoke(null)}";

	private static final Models SHIPPED = Models.shipped();

	@Autowired
	private Api api;

	@Autowired
	private RepositoryService repository;

	private CamundaSession manager;

	static Stream<Arguments> places() {
		List<Arguments> places = new ArrayList<>();
		onSteps(places);
		onPeople(places);
		onCalls(places);
		onEvents(places);
		onWholeFiles(places);
		inTables(places);
		inForms(places);
		return places.stream();
	}

	private static void onSteps(List<Arguments> places) {
		for (String attribute : List.of("camunda:class=\"" + CODE + "\"", "camunda:delegateExpression=\"" + RUNS + "\"",
				"camunda:expression=\"" + RUNS + "\"", "camunda:type=\"shell\"", "camunda:type=\"mail\"",
				"camunda:type=\"external\" camunda:topic=\"" + RUNS + "\"",
				"camunda:type=\"external\" camunda:topic=\"x\" camunda:taskPriority=\"" + RUNS + "\"",
				"camunda:resultVariable=\"x\" camunda:expression=\"" + RUNS + "\"")) {
			places.add(bpmn("a step with " + attribute,
					SHIPPED.with(FILE, "camunda:delegateExpression=\"${joinVerification}\"", attribute)));
		}
		places.add(bpmn("a field of a step", onStep(
				"<camunda:field name=\"x\"><camunda:expression>" + RUNS + "</camunda:expression></camunda:field>")));
		places.add(bpmn("a connector", onStep(
				"<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>")));
		for (String listener : List.of("class=\"" + CODE + "\"", "expression=\"" + RUNS + "\"",
				"delegateExpression=\"" + RUNS + "\"")) {
			places.add(bpmn("a listener with " + listener,
					onStep("<camunda:executionListener event=\"start\" " + listener + "/>")));
		}
		places.add(bpmn("a listener with a script", onStep(
				"<camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"javascript\">1</camunda:script></camunda:executionListener>")));
		places.add(bpmn("an input", onStep(input(RUNS))));
		places.add(bpmn("an input list",
				onStep(input("<camunda:list><camunda:value>" + RUNS + "</camunda:value></camunda:list>"))));
		places.add(bpmn("an input map's key",
				onStep(input("<camunda:map><camunda:entry key=\"" + RUNS + "\">x</camunda:entry></camunda:map>"))));
		places
			.add(bpmn("an input script", onStep(input("<camunda:script scriptFormat=\"groovy\">1</camunda:script>"))));
		places.add(bpmn("an input script of any namespace",
				onStep(input("<x:script xmlns:x=\"urn:x\" scriptFormat=\"groovy\">1</x:script>"))));
		places.add(bpmn("an output", onStep("<camunda:inputOutput><camunda:outputParameter name=\"x\">" + RUNS
				+ "</camunda:outputParameter></camunda:inputOutput>")));
		places.add(bpmn("when to try again",
				onStep("<camunda:failedJobRetryTimeCycle>" + RUNS + "</camunda:failedJobRetryTimeCycle>")));
		places.add(bpmn("the priority of a job", SHIPPED.with(FILE, "id=\"join-verification\"",
				"id=\"join-verification\" camunda:asyncBefore=\"true\" camunda:jobPriority=\"" + RUNS + "\"")));
		places.add(bpmn("the alias of the namespace",
				SHIPPED.with(FILE, "camunda:delegateExpression=\"${joinVerification}\"",
						"xmlns:a=\"http://activiti.org/bpmn\" a:class=\"" + CODE + "\"")));
		places.add(bpmn("a script", adding(
				"<bpmn:scriptTask id=\"x\" scriptFormat=\"javascript\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>")));
		places.add(bpmn("a script from a file",
				adding("<bpmn:scriptTask id=\"x\" scriptFormat=\"javascript\" camunda:resource=\"classpath:x.js\"/>")));
		places.add(bpmn("something that is sent", adding("<bpmn:sendTask id=\"x\" camunda:class=\"" + CODE + "\"/>")));
		places.add(bpmn("what a decision is called",
				adding("<bpmn:businessRuleTask id=\"x\" camunda:decisionRef=\"" + RUNS + "\"/>")));
		places.add(
				bpmn("a decision by code", adding("<bpmn:businessRuleTask id=\"x\" camunda:class=\"" + CODE + "\"/>")));
		places.add(bpmn("how often", within("<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>" + RUNS
				+ "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")));
		places.add(bpmn("for each of what", within("<bpmn:multiInstanceLoopCharacteristics camunda:collection=\"" + RUNS
				+ "\" camunda:elementVariable=\"x\"/>")));
		places.add(bpmn("until what", within("<bpmn:multiInstanceLoopCharacteristics><bpmn:completionCondition>" + RUNS
				+ "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>")));
	}

	private static void onPeople(List<Arguments> places) {
		for (String attribute : List.of("assignee", "candidateUsers", "dueDate", "followUpDate", "priority", "formKey",
				"formHandlerClass")) {
			String value = attribute.equals("formHandlerClass") ? CODE : RUNS;
			places.add(bpmn("a task's " + attribute, SHIPPED.with(FILE, "<bpmn:userTask id=\"verify-fix\"",
					"<bpmn:userTask camunda:" + attribute + "=\"" + value + "\" id=\"verify-fix\"")));
		}
		places.add(bpmn("a task's groups", SHIPPED.with(FILE, "camunda:candidateGroups=\"managers\"",
				"camunda:candidateGroups=\"" + RUNS + "\"")));
		places.add(bpmn("a task's form",
				SHIPPED.with(FILE, "camunda:formRef=\"verify-fix\"", "camunda:formRef=\"" + RUNS + "\"")));
		places.add(bpmn("a task's name", SHIPPED.with(FILE, "name=\"Verify the fix\"", "name=\"" + RUNS + "\"")));
		places.add(
				bpmn("a task's description", SHIPPED.with(FILE, "Do on the named build what the customer did.", RUNS)));
		for (String listener : List.of("event=\"create\" class=\"" + CODE + "\"",
				"event=\"complete\" expression=\"" + RUNS + "\"",
				"event=\"timeout\" id=\"t\" class=\"" + CODE + "\"")) {
			places.add(bpmn("a task's listener with " + listener, onTask("<camunda:taskListener " + listener + "/>")));
		}
		for (String field : List.of("label=\"" + RUNS + "\"", "defaultValue=\"" + RUNS + "\"")) {
			places.add(bpmn("a form's field with " + field,
					onTask("<camunda:formData><camunda:formField id=\"x\" type=\"string\" " + field
							+ "/></camunda:formData>")));
		}
		places.add(bpmn("a form's field that is validated", onTask(
				"<camunda:formData><camunda:formField id=\"x\" type=\"string\"><camunda:validation><camunda:constraint name=\"validator\" config=\""
						+ CODE + "\"/></camunda:validation></camunda:formField></camunda:formData>")));
	}

	private static void onCalls(List<Arguments> places) {
		for (String attribute : List.of("calledElement=\"" + RUNS + "\"",
				"calledElement=\"escalation\" camunda:calledElementBinding=\"version\" camunda:calledElementVersion=\""
						+ RUNS + "\"",
				"calledElement=\"escalation\" camunda:calledElementBinding=\"versionTag\" camunda:calledElementVersionTag=\""
						+ RUNS + "\"",
				"calledElement=\"escalation\" camunda:variableMappingClass=\"" + CODE + "\"",
				"calledElement=\"escalation\" camunda:variableMappingDelegateExpression=\"" + RUNS + "\"")) {
			places.add(bpmn("a call with " + attribute, adding("<bpmn:callActivity id=\"x\" " + attribute + "/>")));
		}
		for (String mapping : List.of("in sourceExpression=\"" + RUNS + "\" target=\"x\"",
				"out sourceExpression=\"" + RUNS + "\" target=\"x\"", "in businessKey=\"" + RUNS + "\"")) {
			places.add(bpmn("a call that maps " + mapping,
					adding("<bpmn:callActivity id=\"x\" calledElement=\"escalation\"><bpmn:extensionElements><camunda:"
							+ mapping + "/></bpmn:extensionElements></bpmn:callActivity>")));
		}
	}

	private static void onEvents(List<Arguments> places) {
		places.add(bpmn("a condition", SHIPPED.with(FILE, "${verification == 'passed'}", RUNS)));
		places.add(bpmn("a condition in a language",
				SHIPPED.with(FILE,
						"<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${verification == 'passed'}",
						"<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\">1")));
		for (String time : List.of("timeDate", "timeCycle", "timeDuration")) {
			places.add(bpmn("a timer's " + time,
					adding("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:timerEventDefinition><bpmn:" + time
							+ " xsi:type=\"bpmn:tFormalExpression\">" + RUNS + "</bpmn:" + time
							+ "></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>")));
		}
		places.add(bpmn("a message's name", SHIPPED.with(FILE, "name=\"defect-verified\"", "name=\"" + RUNS + "\"")));
		places.add(bpmn("a signal's name",
				SHIPPED.with(FILE, "<bpmn:process ", "<bpmn:signal id=\"s\" name=\"" + RUNS + "\"/><bpmn:process ")));
		places.add(bpmn("an error's message", SHIPPED.with(FILE, "<bpmn:process ",
				"<bpmn:error id=\"e\" errorCode=\"x\" camunda:errorMessage=\"" + RUNS + "\"/><bpmn:process ")));
		for (String thrown : List.of("intermediateThrowEvent", "endEvent")) {
			places.add(bpmn("a message sent by a " + thrown, adding("<bpmn:" + thrown
					+ " id=\"x\"><bpmn:messageEventDefinition messageRef=\"message-defect-verified\" camunda:class=\""
					+ CODE + "\"/></bpmn:" + thrown + ">")));
		}
		places.add(bpmn("a condition that is waited for", adding(
				"<bpmn:intermediateCatchEvent id=\"x\"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type=\"bpmn:tFormalExpression\">"
						+ RUNS + "</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>")));
	}

	private static void onWholeFiles(List<Arguments> places) {
		for (String attribute : List.of("candidateStarterUsers", "candidateStarterGroups", "jobPriority",
				"historyTimeToLive")) {
			places.add(bpmn("a process's " + attribute,
					SHIPPED
						.with(FILE,
								(text) -> attribute.equals("historyTimeToLive")
										? text.replace("camunda:historyTimeToLive=\"P3650D\"", "") : text + " ")
						.with(FILE, "<bpmn:process ", "<bpmn:process camunda:" + attribute + "=\"" + RUNS + "\" ")));
		}
		places.add(bpmn("something imported", SHIPPED.with(FILE, "<bpmn:process ",
				"<bpmn:import importType=\"http://schemas.xmlsoap.org/wsdl/\" location=\"file:///etc/hostname\" namespace=\"urn:x\"/><bpmn:process ")));
		places.add(bpmn("something declared", SHIPPED.with(FILE, "<bpmn:definitions",
				"<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><bpmn:definitions")));
		places.add(bpmn("a value with an expression",
				adding("<bpmn:dataObject id=\"d\" name=\"d\"><bpmn:extensionElements><camunda:value>" + RUNS
						+ "</camunda:value></bpmn:extensionElements></bpmn:dataObject>")));
	}

	private static void inTables(List<Arguments> places) {
		String file = "triage.dmn";
		String text = SHIPPED.text(file);
		places.add(arguments("a table's input", file,
				bytes(text.replaceFirst("<inputExpression ", "<inputExpression expressionLanguage=\"juel\" ")
					.replaceFirst("(?s)(<inputExpression .*?<text>).*?(</text>)",
							"$1" + java.util.regex.Matcher.quoteReplacement(RUNS) + "$2"))));
		places.add(arguments("a table's entry", file,
				bytes(text.replaceFirst("<outputEntry ", "<outputEntry expressionLanguage=\"juel\" "))));
		places.add(arguments("a table's language", file,
				bytes(text.replaceFirst("<definitions ", "<definitions expressionLanguage=\"groovy\" "))));
		places.add(arguments("an expression instead of a table", file,
				bytes(text.replaceFirst("(?s)<decisionTable.*</decisionTable>",
						"<literalExpression expressionLanguage=\"juel\"><text>"
								+ java.util.regex.Matcher.quoteReplacement(RUNS) + "</text></literalExpression>"))));
	}

	private static void inForms(List<Arguments> places) {
		for (String component : List.of("\"html\", \"content\": \"<script>alert(1)</script>\"",
				"\"iframe\", \"url\": \"https://example.org\"", "\"documentPreview\"", "\"filepicker\"")) {
			places.add(arguments("a form with " + component, "answer.form",
					bytes(SHIPPED.text("answer.form")
						.replaceFirst("\"components\": \\[",
								"\"components\": [{\"id\": \"x\", \"type\": " + component + "},"))));
		}
		places.add(arguments("a page for a form", "answer.html", bytes("<script cam-script>alert(1)</script>")));
	}

	private static Arguments bpmn(String place, Models models) {
		return arguments(place, FILE, models.content(FILE));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Models adding(String element) {
		return SHIPPED.adding(FILE, element);
	}

	private static Models onStep(String extension) {
		return SHIPPED.with(FILE, "or have been.</bpmn:documentation>",
				"or have been.</bpmn:documentation><bpmn:extensionElements>" + extension + "</bpmn:extensionElements>");
	}

	private static Models onTask(String extension) {
		return SHIPPED.with(FILE, "can't verify it.</bpmn:documentation>",
				"can't verify it.</bpmn:documentation><bpmn:extensionElements>" + extension
						+ "</bpmn:extensionElements>");
	}

	private static String input(String value) {
		return "<camunda:inputOutput><camunda:inputParameter name=\"x\">" + value
				+ "</camunda:inputParameter></camunda:inputOutput>";
	}

	/** Something that stands last in the automatic step. */
	private static Models within(String child) {
		return SHIPPED.with(FILE, "<bpmn:outgoing>flow-joined</bpmn:outgoing>",
				"<bpmn:outgoing>flow-joined</bpmn:outgoing>" + child);
	}

	@Test
	void elsewhereItRuns() {
		StandaloneInMemProcessEngineConfiguration settings = new StandaloneInMemProcessEngineConfiguration();
		settings.setJdbcUrl("jdbc:h2:mem:planted");
		settings.setProcessEngineName("planted");
		settings.setEnforceHistoryTimeToLive(false);
		ProcessEngine unguarded = settings.buildProcessEngine();
		try {
			unguarded.getRepositoryService()
				.createDeployment()
				.addModelInstance("x.bpmn",
						Bpmn.createExecutableProcess("x")
							.startEvent()
							.serviceTask()
							.camundaClass(CODE)
							.serviceTask()
							.camundaExpression(RUNS)
							.userTask()
							.name(RUNS)
							.endEvent()
							.done())
				.deploy();
			int before = Planted.times();
			unguarded.getRuntimeService().startProcessInstanceByKey("x");
			assertThat(Planted.times() - before).as("by class, made and run, by expression, and by name").isEqualTo(4);
		}
		finally {
			unguarded.close();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("places")
	void codeInAModelIsRefusedAtEveryDoorAndNeverRuns(String place, String file, byte[] content) {
		int before = Planted.times();
		long published = this.repository.createDeploymentQuery().count();
		Map<String, String> named = Map.of("deployment-name", "planted");
		assertThat(manager().deploy(named, Map.of(file, content)).status()).as("the engine's REST").isBetween(400, 499);
		assertThat(CamundaSession.ofNobody(this.api)
			.deploys("/engine-rest", named, Map.of(file, content), Map.of("Authorization", Api.basic("manager1")))
			.status()).as("Camunda Modeler").isBetween(400, 499);
		assertThatThrownBy(() -> Actor.person("manager1", Door.PAGE)
			.runs(() -> this.repository.createDeployment()
				.name("planted")
				.addInputStream(file, new ByteArrayInputStream(content))
				.deploy()))
			.as("a direct call");
		studio(place, file, content);
		assertThat(this.repository.createDeploymentQuery().count()).as("what is published").isEqualTo(published);
		assertThat(Planted.times()).as("times that it was made or ran").isEqualTo(before);
	}

	private void studio(String place, String file, byte[] content) {
		String draft = "/studio/drafts/"
				+ this.api.post("manager1", "/studio/drafts", Map.of("title", "planted")).json().path("id").asText();
		Answer brought = this.api.send("PUT", "manager1", draft + "/files/" + file,
				new String(content, StandardCharsets.UTF_8), Map.of("If-None-Match", "*"));
		if (brought.status() == 200) {
			assertThat(this.api.get("manager1", draft + "/problems").json()).as(place).isNotEmpty();
			int version = this.api.get("manager1", draft).json().path("version").asInt();
			assertThat(this.api.post("manager1", draft + "/submit", Map.of("version", version, "why", "To plant."))
				.status()).as("the studio").isEqualTo(422);
		}
		else {
			assertThat(brought.status()).as(brought.text()).isEqualTo(422);
		}
	}

	private CamundaSession manager() {
		if (this.manager == null) {
			this.manager = CamundaSession.of(this.api, "manager1");
		}
		return this.manager;
	}

}
