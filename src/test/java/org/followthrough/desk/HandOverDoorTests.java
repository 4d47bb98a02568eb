package org.followthrough.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.journey.TaskView;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hand-over is complete or it isn't sent, whatever door it comes through.
 */
@FollowthroughTest
class HandOverDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@AfterEach
	void allPromisesAreKept() {
		this.promises.allKept();
	}

	@ParameterizedTest
	@ValueSource(strings = { "steps", "expected", "seen", "environment", "affected", "howBadly", "workaround", "tried",
			"customerSees" })
	void whatIsMissingIsNamedByRestAndByCamunda(String field) {
		SupportCase escalating = this.worker.openAt("escalate");
		this.worker.awaitDelivery(escalating);
		TaskView task = this.worker.claims("agent1", escalating, "escalate");
		Map<String, Object> fields = usual();
		fields.put(field, " ");
		int history = history(escalating);
		assertNamed(complete(task, fields), field);
		CamundaSession agent = CamundaSession.of(this.api, "agent1");
		for (String door : List.of("submit-form", "complete")) {
			Answer refused = agent.engine("POST", "/task/" + task.id() + "/" + door, variables(fields));
			assertThat(refused.status()).as(door + refused.text()).isBetween(400, 499);
			assertThat(refused.text()).contains("has to be filled in");
		}
		assertThat(this.worker.now(escalating).stage()).isEqualTo("escalate");
		assertThat(history(escalating)).isEqualTo(history);
		assertThat(handOvers(escalating).path("made")).isEmpty();
	}

	@Test
	void theChecklistOfProductAndComponentIsAskedAtEveryDoor() {
		String product = phone();
		SupportCase escalating = concerning(product, "Sync");
		TaskView task = this.worker.claims("agent1", escalating, "escalate");
		JsonNode asked = handOvers(escalating).path("checklist");
		assertThat(asked).extracting((question) -> question.path("text").asText())
			.containsExactly("Version of the app", "Model and system", "Log around the time");
		assertThat(asked.get(1).path("needed").asBoolean()).isFalse();
		Map<String, Object> fields = usual();
		assertNamed(complete(task, fields), "checklist");
		fields.put("checklist", "Version of the app: 7.1\nModel and system: phone 9");
		Answer refused = complete(task, fields);
		assertNamed(refused, "checklist");
		assertThat(refused.text()).contains("Log around the time").doesNotContain("Version of the app");
		Answer byCamunda = CamundaSession.of(this.api, "agent1")
			.engine("POST", "/task/" + task.id() + "/submit-form", variables(fields));
		assertThat(byCamunda.status()).isBetween(400, 499);
		assertThat(byCamunda.text()).contains("Engineering needs to know: Log around the time");
		fields.put("checklist", "version of the APP:  7.1\n\nLog around the time:\n12:00 start\n  12:01 stop\n");
		assertThat(complete(task, fields).status()).isEqualTo(200);
		JsonNode made = handOvers(escalating).at("/made/0");
		assertThat(made.path("product").asText()).isEqualTo(product);
		assertThat(made.path("component").asText()).isEqualTo("Sync");
		assertThat(made.at("/checklist/Version of the app").asText()).isEqualTo("7.1");
		assertThat(made.at("/checklist/Model and system").asText()).isEmpty();
		assertThat(made.at("/checklist/Log around the time").asText()).isEqualTo("12:00 start\n12:01 stop");
	}

	@Test
	void wordsThatAnswerNoQuestionAreRefused() {
		SupportCase escalating = this.worker.openAt("escalate");
		TaskView task = this.worker.claims("agent1", escalating, "escalate");
		Map<String, Object> fields = usual();
		fields.put("checklist", "It is a phone.");
		Answer refused = complete(task, fields);
		assertNamed(refused, "checklist");
		assertThat(refused.text()).contains("How often does it happen?");
	}

	@Test
	void filesOfTheCaseGoAlongAndNoOthers() {
		SupportCase escalating = this.worker.openAt("escalate");
		long log = attached(escalating, "export.log");
		long picture = attached(escalating, "screen.png");
		long foreign = attached(this.worker.open(), "other.log");
		TaskView task = this.worker.claims("agent1", escalating, "escalate");
		Map<String, Object> fields = usual();
		for (String files : List.of(foreign + " other.log", "export.log", "99999999999999999999")) {
			fields.put("files", files);
			assertNamed(complete(task, fields), "files");
		}
		assertThat(handOvers(escalating).path("files")).extracting((file) -> file.path("name").asText())
			.containsExactly("export.log", "screen.png");
		fields.put("files", picture + " screen.png (3 bytes)\n" + picture + "\n");
		assertThat(complete(task, fields).status()).isEqualTo(200);
		assertThat(handOvers(escalating).at("/made/0/files")).singleElement()
			.satisfies((file) -> assertThat(file.asLong()).isEqualTo(picture).isNotEqualTo(log));
	}

	@Test
	void whatEngineeringSendsBackIsCounted() {
		SupportCase incomplete = this.worker.openAt("engineering");
		assertThat(handOvers(incomplete).path("sentBack").asInt()).isZero();
		this.worker.does(incomplete, "reproduce-and-fix",
				Map.of("outcome", "incomplete", "explanation", "Which tray?", "build", ""));
		this.worker.does(incomplete, "escalate");
		JsonNode told = handOvers(incomplete);
		assertThat(told.path("sentBack").asInt()).isEqualTo(1);
		assertThat(told.path("made")).hasSize(2);
		assertThat(told.at("/made/0/answers/0/explanation").asText()).isEqualTo("Which tray?");
		assertThat(this.timeline.of(incomplete.number(), 0, 1000)).extracting((entry) -> entry.action())
			.containsOnlyOnce("escalation.sent-back");
	}

	@Test
	void engineeringSaysWhatIsMissingAndNamesTheBuildOfWhateverElseItAnswers() {
		SupportCase handedOver = this.worker.openAt("engineering");
		TaskView task = this.worker.claims("engineer1", handedOver, "reproduce-and-fix");
		Answer wordless = this.api.post("engineer1", "/tasks/" + task.id() + "/complete",
				Map.of("fields", Map.of("outcome", "incomplete", "explanation", " ")));
		assertNamed(wordless, "explanation");
		for (String outcome : List.of("fixed", "not-a-defect", "wont-fix")) {
			Map<String, Object> fields = Map.of("outcome", outcome, "explanation", "Seen.");
			assertNamed(this.api.post("engineer1", "/tasks/" + task.id() + "/complete", Map.of("fields", fields)),
					"build");
			Answer byCamunda = CamundaSession.of(this.api, "engineer1")
				.engine("POST", "/task/" + task.id() + "/submit-form", variables(fields));
			assertThat(byCamunda.status()).isBetween(400, 499);
			assertThat(byCamunda.text()).contains("Name the build");
		}
		assertThat(this.worker.now(handedOver).stage()).isEqualTo("engineering");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "component|{\"product\":\"%s\",\"component\":\"Toaster\"}|has no component \\\"Toaster\\\"",
					"product|{\"component\":\"Sync\"}|Name the product" })
	void whatACaseConcernsFitsTogether(String field, String request, String words) {
		SupportCase open = this.worker.open();
		Answer refused = this.api.send("PUT", "agent1", "/cases/" + open.number() + "/product",
				request.formatted(phone()), Map.of());
		assertNamed(refused, field);
		assertThat(refused.text()).contains(words);
		assertThat(this.worker.now(open).product()).isNull();
	}

	@Test
	void aProductIsCalledAsWeCallItAndAnUnknownOneAsTheyDid() {
		String product = phone();
		SupportCase open = concerning(product.toUpperCase(java.util.Locale.ROOT), "sync");
		assertThat(this.worker.now(open).product()).isEqualTo(product);
		assertThat(this.worker.now(open).component()).isEqualTo("Sync");
		Answer opened = this.api.post("agent1", "/cases", Map.of("customer", Map.of("email", "ada@example.org"),
				"subject", "It hums", "description", "Loudly.", "product", "Fridge", "component", "Door"));
		assertThat(opened.json().path("product").asText()).isEqualTo("Fridge");
		assertThat(opened.json().path("component").asText()).isEqualTo("Door");
		assertThat(this.api.get("agent1", "/cases/" + opened.json().path("number").asText() + "/hand-overs")
			.json()
			.at("/checklist/0/text")
			.asText()).startsWith("Since when");
	}

	@Test
	void auditorsReadAndChangeNothing() {
		SupportCase open = this.worker.open();
		assertThat(this.api.get("auditor1", "/cases/" + open.number() + "/hand-overs").status()).isEqualTo(200);
		assertThat(
				this.api.send("PUT", "auditor1", "/cases/" + open.number() + "/product", Map.of(), Map.of()).status())
			.isEqualTo(403);
		assertThat(this.api.get("agent1", "/cases/FT-1900-000001/hand-overs").status()).isEqualTo(404);
	}

	private SupportCase concerning(String product, String component) {
		SupportCase escalating = this.worker.openAt("escalate");
		Answer named = this.api.send("PUT", "agent1", "/cases/" + escalating.number() + "/product",
				Map.of("product", product, "component", component), Map.of());
		assertThat(named.status()).as(named.text()).isEqualTo(200);
		return escalating;
	}

	/** A product of two kinds. */
	private String phone() {
		kind("mobile app", List.of(question("Version of the app", true), question("Model and system", false)));
		kind("service", List.of(question("Log around the time", true), question("version of the app", true)));
		String name = "Phone " + UUID.randomUUID();
		Answer made = this.api.send("PUT", "manager1", "/products/" + name.replace(" ", "%20"),
				Map.of("kind", "mobile app", "components", List.of(Map.of("name", "Sync", "kind", "service"))),
				Map.of());
		assertThat(made.status()).as(made.text()).isEqualTo(201);
		return name;
	}

	private void kind(String name, List<Map<String, Object>> questions) {
		assertThat(this.api
			.send("PUT", "manager1", "/product-kinds/" + name.replace(" ", "%20"), Map.of("questions", questions),
					Map.of())
			.status()).isIn(200, 201);
	}

	private static Map<String, Object> question(String text, boolean needed) {
		return Map.of("text", text, "needed", needed);
	}

	private long attached(SupportCase to, String name) {
		long message = this.messages.ofCase(to.id()).get(0).id();
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			Long file = this.database.queryForObject(
					"INSERT INTO file_content (size, sha256) VALUES (3, REPEAT(X'00', 32)) RETURNING id", Long.class);
			return this.database.queryForObject("""
					INSERT INTO attachment (message_id, file_id, name, media_type, size)
					VALUES (?, ?, ?, 'text/plain', 3) RETURNING id
					""", Long.class, message, file, name);
		}));
	}

	private static Map<String, Object> usual() {
		return new HashMap<>(CaseWorker.usualAnswers("escalate"));
	}

	private Answer complete(TaskView task, Map<String, Object> fields) {
		return this.api.post("agent1", "/tasks/" + task.id() + "/complete", Map.of("fields", fields));
	}

	private static Map<String, Object> variables(Map<String, Object> fields) {
		Map<String, Object> variables = new HashMap<>();
		fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
		return Map.of("variables", variables);
	}

	private JsonNode handOvers(SupportCase of) {
		return this.api.get("agent1", "/cases/" + of.number() + "/hand-overs").json();
	}

	private int history(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).size();
	}

	private static void assertNamed(Answer refused, String field) {
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		List<String> named = new ArrayList<>();
		refused.json().path("errors").forEach((error) -> named.add(error.path("field").asText()));
		assertThat(named).containsExactly(field);
	}

}
