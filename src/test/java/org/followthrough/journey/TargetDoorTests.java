package org.followthrough.journey;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camunda.bpm.engine.RepositoryService;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How managers edit the targets: by the page and by REST, with the same rules, and beside
 * the engine's own door.
 */
@FollowthroughTest
class TargetDoorTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final int LAST = 5;

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private ModelMapper models;

	@Autowired
	private ShippedModels shipped;

	@Autowired
	private PublishedModels published;

	@Autowired
	private TargetTable table;

	@Autowired
	private JdbcTemplate database;

	private int before;

	@BeforeEach
	void look() {
		this.before = version();
	}

	/** Other tests go by the shipped table. */
	@AfterEach
	void forgetWhatWasPublished() {
		this.repository.createDecisionDefinitionQuery()
			.decisionDefinitionKey(ModelWords.TARGETS)
			.orderByDecisionDefinitionVersion()
			.desc()
			.list()
			.stream()
			.filter((decision) -> decision.getVersion() > this.before)
			.forEach((decision) -> this.repository.deleteDeployment(decision.getDeploymentId()));
		this.table.changed();
	}

	@ParameterizedTest
	@EnumSource
	void aTableHoldsForTheNextPromiseAndLeavesTheRunningOnes(Door door) {
		SupportCase first = this.worker.open();
		Instant due = due(first);
		String told = publish(door, "manager1", this.before, with(LAST, "acknowledgeWithin", "PT37M"));
		assertThat(told).contains((door == Door.REST) ? "\"PT37M\"" : "Published. Promises that are made from now on");
		assertThat(due(first)).isEqualTo(due);
		SupportCase second = this.worker.open();
		assertThat(Duration.between(second.openedAt(), due(second))).isBetween(Duration.ofMinutes(37),
				Duration.ofMinutes(38));
	}

	@ParameterizedTest
	@EnumSource
	void onlyManagersPublish(Door door) {
		for (String account : List.of("agent1", "support1", "engineer1", "auditor1", "admin1")) {
			String told = publish(door, account, this.before, with(LAST, "acknowledgeWithin", "PT37M"));
			assertThat(told).as(account)
				.containsAnyOf("Managers say how soon things are due.", "Your groups don", "\"Forbidden\"", "403");
			assertThat(version()).as(account).isEqualTo(this.before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "support1", "engineer1", "manager1", "auditor1", "admin1" })
	void everybodyWhoWorksHereReadsIt(String account) {
		assertThat(this.api.get(account, "/targets").json().path("rows")).hasSize(LAST + 1);
		assertThat(new SignedInPerson(this.api, account).page("/targets")).contains("A colleague with trouble");
	}

	@Test
	void aStrangerReadsNothing() {
		assertThat(this.api.send("GET", null, "/targets", null, Map.of()).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@EnumSource
	void whatCantBeUsedIsNamedByRowAndField(Door door) {
		ArrayNode rows = with(1, "verifyWithin", "soon");
		((ObjectNode) rows.get(3)).put("plan", "Gold Plan").put("updateEvery", "P900D");
		((ObjectNode) rows.get(LAST)).put("kind", "friend").put("hours", "never");
		String told = publish(door, "manager1", this.before, rows);
		if (door == Door.REST) {
			assertThat(told).contains("\"rows[1].verifyWithin\"", "\"rows[3].plan\"", "\"rows[3].updateEvery\"",
					"\"rows[5].kind\"", "\"rows[5].hours\"", "Row 2: write a time such as");
		}
		else {
			assertThat(told).contains("Nothing was published. Please look at the marked fields.");
			assertThat(Jsoup.parse(told).select("p.error[id]").eachAttr("id")).containsExactlyInAnyOrder(
					"r2-verifyWithin-error", "r4-plan-error", "r4-updateEvery-error", "r6-kind-error",
					"r6-hours-error");
			assertThat(Jsoup.parse(told).select("#r4-plan").attr("value")).as("what was typed stays")
				.isEqualTo("Gold Plan");
		}
		assertThat(version()).isEqualTo(this.before);
	}

	@ParameterizedTest
	@EnumSource
	void aTableThatLeavesSomebodyOutIsRefused(Door door) {
		ArrayNode rows = rows();
		rows.remove(LAST);
		assertThat(publish(door, "manager1", this.before, rows)).contains("For severity", "0 rows answer");
		assertThat(publish(door, "manager1", this.before, JSON.createArrayNode())).contains("needs at least one row");
		assertThat(version()).isEqualTo(this.before);
	}

	@ParameterizedTest
	@EnumSource
	void whoPublishesSecondIsToldAndOverwritesNothing(Door door) {
		publish(Door.REST, "manager2", this.before, with(0, "answerWithin", "PT11M"));
		assertThat(publish(door, "manager1", this.before, with(LAST, "acknowledgeWithin", "PT37M")))
			.contains("Somebody else has published another table meanwhile.");
		assertThat(version()).isEqualTo(this.before + 1);
		assertThat(rows().get(0).path("answerWithin").asText()).isEqualTo("PT11M");
		assertThat(rows().get(LAST).path("acknowledgeWithin").asText()).isEqualTo("PT4H");
	}

	@Test
	void ofSeveralAtTheSameMomentOnePublishes() {
		List<Callable<Integer>> managers = IntStream.range(0, 4)
			.<Callable<Integer>>mapToObj((at) -> () -> put("manager" + (1 + at % 2), this.before,
					with(LAST, "acknowledgeWithin", "PT" + (at + 11) + "M"))
				.status())
			.toList();
		assertThat(AtOnce.all(managers)).containsExactlyInAnyOrder(200, 409, 409, 409);
		assertThat(version()).isEqualTo(this.before + 1);
	}

	@ParameterizedTest
	@EnumSource
	void theHistoryTellsWhichRowsChanged(Door door) throws Exception {
		int entries = entries().size();
		publish(door, "manager1", this.before, with(2, "updateEvery", "PT3H"));
		List<JsonNode> after = entries();
		assertThat(after).hasSize(entries + 1);
		JsonNode entry = after.get(entries);
		assertThat(entry.path("actor").asText()).isEqualTo("manager1");
		assertThat(entry.at("/details/rowsBefore")).singleElement()
			.satisfies((row) -> assertThat(row.asText())
				.startsWith("3. severity high, plan any, anybody (Somebody can't work): ")
				.contains("update every 4 h"));
		assertThat(entry.at("/details/rows")).singleElement()
			.satisfies((row) -> assertThat(row.asText()).contains("update every 3 h"));
	}

	@ParameterizedTest
	@EnumSource
	void whatChangesNothingPublishesNothing(Door door) throws Exception {
		int entries = entries().size();
		publish(door, "manager1", this.before, rows());
		assertThat(version()).isEqualTo(this.before);
		assertThat(entries()).hasSize(entries);
	}

	@ParameterizedTest
	@EnumSource
	void noUpgradePublishesOverIt(Door door) {
		publish(door, "manager1", this.before, with(2, "updateEvery", "PT3H"));
		int published = version();
		assertThat(published).isGreaterThan(this.before);
		this.shipped.stop();
		this.shipped.start();
		assertThat(version()).isEqualTo(published);
	}

	@Test
	void aTableOfTheStudioHoldsAtOnceAndIsTold() throws Exception {
		this.worker.open();
		int entries = entries().size();
		deploy(Models.shipped().with("targets.dmn", "<text>\"PT4H\"</text>", "<text>\"PT39M\"</text>"));
		SupportCase next = this.worker.open();
		assertThat(Duration.between(next.openedAt(), due(next))).isBetween(Duration.ofMinutes(39),
				Duration.ofMinutes(40));
		assertThat(entries()).hasSize(entries + 1);
		assertThat(entries().get(entries).at("/details/rows")).hasSizeGreaterThan(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTableThatTheFormCantShowIsReadOnlyAndNeverOverwritten(Door door) {
		ArrayNode rows = rows();
		deploy(Models.shipped()
			.with("targets.dmn", "<text>\"PT8H\"</text>",
					"<text>if customerPlan = \"gold\" then \"PT2H\" else \"PT8H\"</text>"));
		JsonNode shown = this.api.get("manager1", "/targets").json();
		assertThat(shown.path("rows")).isEmpty();
		assertThat(shown.path("obstacles").get(0).asText()).contains("Row 4, column \"acknowledgeWithin\"");
		assertThat(new SignedInPerson(this.api, "manager1").page("/targets"))
			.contains("edit it in Camunda Modeler", "if customerPlan = &quot;gold&quot;")
			.doesNotContain("/targets/edit");
		assertThat(publish(door, "manager1", this.before + 1, rows)).contains("can only be edited as a file");
		assertThat(version()).isEqualTo(this.before + 1);
	}

	@Test
	void rowsMoveComeAndGoByButtonsAndNothingIsPublished() {
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		String up = press(manager, "up-2", rows());
		assertThat(descriptions(up)).startsWith("Nobody can work", "Somebody can't work",
				"Somebody with a premium plan can't work");
		assertThat(up).contains("never answers: row 2 comes first");
		assertThat(descriptions(press(manager, "down-0", rows()))).startsWith("Somebody with a premium plan can't work",
				"Nobody can work");
		assertThat(descriptions(press(manager, "remove-0", rows()))).hasSize(LAST).doesNotContain("Nobody can work");
		String added = press(manager, "add", rows());
		assertThat(descriptions(added)).hasSize(LAST + 2).endsWith("A colleague with trouble", "", "Everything else");
		assertThat(Jsoup.parse(added).select("#r6-acknowledgeWithin").attr("value"))
			.as("the times of the last row, as they were typed")
			.isEqualTo("PT4H");
		assertThat(descriptions(press(manager, "up-0", rows()))).hasSize(LAST + 1);
		assertThat(descriptions(press(manager, "down-99", rows()))).hasSize(LAST + 1);
		assertThat(version()).isEqualTo(this.before);
	}

	@Test
	void theRowThatAnswersIsMarked() {
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String page = agent.page("/targets?severity=high&plan=premium&kind=colleague");
		assertThat(Jsoup.parse(page).select("[role=status]").text()).startsWith("Row 2 answers");
		assertThat(Jsoup.parse(page).select("tr.answers").attr("id")).isEqualTo("row-2");
		String form = new SignedInPerson(this.api, "manager1").post("/targets/edit", "/targets/edit",
				"do=ask&" + form(this.before, rows()) + "&askSeverity=normal&askPlan=standard&askKind=colleague");
		assertThat(Jsoup.parse(form).select("fieldset.answers").attr("id")).isEqualTo("row-5");
	}

	@Test
	void theVersionHasToBeSaid() {
		Map<String, Object> body = Map.of("rows", rows());
		assertThat(this.api.send("PUT", "manager1", "/targets", body, Map.of()).status()).isEqualTo(422);
		Answer odd = this.api.send("PUT", "manager1", "/targets", body, Map.of("If-Match", "*"));
		assertThat(odd.status()).isEqualTo(422);
		assertThat(odd.json().at("/errors/0/field").asText()).isEqualTo("If-Match");
		Answer read = this.api.get("agent1", "/targets");
		String tag = read.response().headers().firstValue("ETag").orElseThrow();
		Answer done = this.api.send("PUT", "manager1", "/targets",
				Map.of("rows", with(LAST, "acknowledgeWithin", "PT37M")), Map.of("If-Match", tag));
		assertThat(done.status()).as(done.text()).isEqualTo(200);
		assertThat(done.response().headers().firstValue("ETag")).contains("\"" + (this.before + 1) + "\"");
	}

	@Test
	void aTornFormIsRefused() {
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		assertThat(manager.post("/targets/edit", "/targets/edit",
				"do=publish&version=" + this.before + "&id=a&id=b&severity=high"))
			.contains("The form came in incomplete.");
		assertThat(manager.post("/targets/edit", "/targets/edit", "do=publish&version=x"))
			.contains("The form came in incomplete.");
	}

	@Test
	void theFileCanBeSaved() {
		String file = new SignedInPerson(this.api, "agent1").page("/targets/file");
		assertThat(new TargetFile(file.getBytes(StandardCharsets.UTF_8)).rows()).hasSize(LAST + 1);
	}

	/** By which door somebody comes. */
	enum Door {

		REST, PAGE

	}

	private String publish(Door door, String account, int version, ArrayNode rows) {
		if (door == Door.REST) {
			return put(account, version, rows).text();
		}
		// Whoever gets no form may still send one.
		String formAt = "manager1".equals(account) ? "/targets" : "/account";
		return new SignedInPerson(this.api, account).post(formAt, "/targets/edit", "do=publish&" + form(version, rows));
	}

	private Answer put(String account, int version, ArrayNode rows) {
		return this.api.send("PUT", account, "/targets", Map.of("version", version, "rows", rows), Map.of());
	}

	private String press(SignedInPerson manager, String button, ArrayNode rows) {
		return manager.post("/targets/edit", "/targets/edit", "do=" + button + "&" + form(this.before, rows));
	}

	/** What the form holds: each field once for every row. */
	private static String form(int version, ArrayNode rows) {
		List<String> fields = new ArrayList<>(List.of("version=" + version));
		rows.forEach((row) -> row.fields()
			.forEachRemaining((field) -> fields.add(field.getKey() + "=" + URLEncoder
				.encode(field.getValue().isNull() ? "" : field.getValue().asText(), StandardCharsets.UTF_8))));
		return String.join("&", fields);
	}

	private static List<String> descriptions(String page) {
		return Jsoup.parse(page).select("input[name=description]").stream().map(Element::val).toList();
	}

	private ArrayNode rows() {
		return (ArrayNode) this.api.get("manager1", "/targets").json().path("rows");
	}

	private ArrayNode with(int row, String field, String value) {
		ArrayNode rows = rows();
		((ObjectNode) rows.get(row)).put(field, value);
		return rows;
	}

	private void deploy(Models edited) {
		this.published.publish("by hand",
				List.of(new ModelEdit("targets.dmn", edited.content("targets.dmn"), version())),
				new Approval("manager1", "manager2", "", 0));
	}

	private int version() {
		return this.models.newestDecision(ModelWords.TARGETS).orElseThrow().version();
	}

	private Instant due(SupportCase of) {
		return Instant
			.parse(this.api.get("agent1", "/cases/" + of.number() + "/promises").json().get(0).path("dueAt").asText());
	}

	private List<JsonNode> entries() throws Exception {
		List<JsonNode> entries = new ArrayList<>();
		for (String content : this.database.queryForList(
				"SELECT content FROM audit_entry WHERE stream = 'system' AND action = 'model.published' ORDER BY seq",
				String.class)) {
			entries.add(JSON.readTree(content));
		}
		return entries;
	}

}
