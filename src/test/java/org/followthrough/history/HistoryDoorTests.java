package org.followthrough.history;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What auditors, and those who answer for what was done, are told of a case.
 */
@Tag("thorough")
@FollowthroughTest
class HistoryDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private JdbcTemplate database;

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void aHistoryIsForThoseWhoAnswerForItOrCheckIt(String account, int status) {
		SupportCase shown = this.worker.open();
		for (String path : List.of("/audit/cases/" + shown.number() + "/entries",
				"/audit/cases/" + shown.number() + "/path", "/audit/process")) {
			assertThat(this.api.get(account, path).status()).as(path).isEqualTo(status);
		}
		SignedInPerson person = new SignedInPerson(this.api, account);
		for (String path : List.of("/audit/cases/" + shown.number(), "/audit/cases/" + shown.number() + "/entries/1",
				"/audit/cases/" + shown.number() + "/history.pdf", "/audit/process")) {
			assertThat(person.get(path).statusCode()).as(path).isEqualTo(status);
		}
	}

	@Test
	void strangersAndCustomersGetNothing() {
		SupportCase shown = this.worker.open();
		assertThat(this.api.send("GET", null, "/audit/cases/" + shown.number() + "/entries", null, Map.of()).status())
			.isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void nobodyChangesAHistoryHere(String method) {
		SupportCase shown = this.worker.open();
		for (String account : List.of("auditor1", "admin1")) {
			assertThat(this.api.send(method, account, "/audit/cases/" + shown.number() + "/entries", Map.of(), Map.of())
				.status()).isIn(403, 404, 405);
		}
	}

	@Test
	void aCaseThatWentTheWholeWayIsToldWithWhatItRestsOn() {
		SupportCase travelled = travelled();
		JsonNode entries = entries(travelled, "limit=200");
		assertThat(entries).isNotEmpty().allSatisfy((entry) -> {
			assertThat(entry.path("words").asText()).isNotBlank()
				.doesNotMatch("[a-z]+\\.[a-z-]+")
				.doesNotContain("null")
				.doesNotContain("no words for");
			assertThat(EntryKind.ofWord(entry.path("kind").asText())).isPresent();
			assertThat(entry.path("doorWords").asText()).isNotBlank();
			assertThat(Instant.parse(entry.path("at").asText())).isNotNull();
			assertThat(entry.at("/model/version").asInt()).isPositive();
		});
		assertThat(entries).extracting((entry) -> entry.path("seq").asInt()).isSorted();
		assertThat(entry(entries, "message.sent").at("/message/delivery").asText()).isEqualTo("delivered");
		assertThat(entry(entries, "message.received").at("/message/text").asText())
			.isEqualTo("I press print and nothing comes out.");
		assertThat(entry(entries, "promise.kept").at("/promise/outcome").asText()).startsWith("kept, ")
			.endsWith("before it was due");
		assertThat(entry(entries, "verification.failed").at("/check/seen").asText()).isEqualTo("Paper came.");
		assertThat(entry(entries, "case.owner").path("changes"))
			.extracting((change) -> change.path("before").asText(), (change) -> change.path("after").asText())
			.containsExactly(tuple("", "agent1"));
		assertThat(entry(entries, "task.claimed").path("words").asText()).contains("\"Acknowledge");
		assertThat(entry(entries, "journey.moved").path("words").asText()).startsWith("The way went on: ")
			.contains(" → ");
	}

	@Test
	void thePathCountsLoopsAndTellsEachStep() {
		SupportCase travelled = travelled();
		JsonNode path = this.api.get("auditor1", "/audit/cases/" + travelled.number() + "/path").json();
		List<Integer> counts = new ArrayList<>();
		path.path("diagrams").forEach((over) -> over.path("flows").forEach((count) -> counts.add(count.asInt())));
		assertThat(counts).contains(2);
		assertThat(path.path("diagrams")).extracting((over) -> over.path("process").asText())
			.contains("support-case", "escalation", "verification");
		int flows = this.database
			.queryForList("SELECT JSON_LENGTH(content, '$.details.flows') FROM audit_entry WHERE stream = ? "
					+ "AND action = 'journey.moved'", Integer.class, travelled.number())
			.stream()
			.mapToInt(Integer::intValue)
			.sum();
		assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(flows);
		assertThat(path.path("steps")).isNotEmpty()
			.allSatisfy((step) -> assertThat(step.path("words").asText()).isNotBlank());
	}

	@Test
	void whoReadsACaseIsRecordedOnceAnHourWhateverTheDoor() {
		SupportCase read = this.worker.openAt("investigate");
		assertThat(readers(read)).isEmpty();
		this.api.get("agent2", "/cases/" + read.number());
		this.api.get("agent2", "/cases/" + read.number() + "/messages");
		new SignedInPerson(this.api, "agent2").page("/cases/" + read.number());
		new SignedInPerson(this.api, "support2").page("/tasks/" + this.worker.task(read, "investigate").id() + "/case");
		new SignedInPerson(this.api, "agent1").get("/camunda/api/engine/engine/default/task/"
				+ this.worker.task(read, "investigate").id() + "/form-variables");
		assertThat(readers(read)).containsExactly("agent2 api", "support2 page", "agent1 tasklist");
		assertThat(readers(read)).doesNotContain("auditor1 api");
		this.api.get("auditor1", "/audit/cases/" + read.number() + "/entries");
		assertThat(readers(read)).endsWith("auditor1 api").hasSize(4);
		assertThat(this.api.get("agent1", "/cases/" + read.number() + "/timeline").text()).doesNotContain("case.seen");
	}

	@Test
	void aNumberThatNoCaseHasYetLeavesNothing() {
		this.api.get("agent1", "/cases/FT-1999-000001");
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM audit_entry WHERE stream = 'FT-1999-000001'",
				Integer.class))
			.isZero();
	}

	@Test
	void entriesArePickedByKindPersonDoorTimeAndText() {
		SupportCase travelled = travelled();
		assertThat(entries(travelled, "kind=promises")).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.path("action").asText()).startsWith("promise."));
		assertThat(entries(travelled, "kind=case")).extracting((entry) -> entry.path("action").asText())
			.contains("case.opened")
			.doesNotContain("case.seen");
		assertThat(entries(travelled, "kind=readers")).extracting((entry) -> entry.path("action").asText())
			.containsOnly("case.seen");
		assertThat(entries(travelled, "person=support1")).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.path("actor").asText()).isEqualTo("support1"));
		assertThat(entries(travelled, "door=web-form")).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.path("door").asText()).isEqualTo("web-form"));
		JsonNode all = entries(travelled, "limit=200");
		Instant middle = Instant.parse(all.get(all.size() / 2).path("at").asText()).truncatedTo(ChronoUnit.MILLIS);
		JsonNode early = entries(travelled, "limit=200&to=" + middle);
		JsonNode late = entries(travelled, "limit=200&from=" + middle);
		assertThat(early).isNotEmpty()
			.allSatisfy((entry) -> assertThat(Instant.parse(entry.path("at").asText())).isBefore(middle));
		assertThat(early.size() + late.size()).isEqualTo(all.size());
		assertThat(entries(travelled, "text=NOTHING%20COMES%20OUT"))
			.extracting((entry) -> entry.path("action").asText())
			.containsExactly("message.received");
		assertThat(entries(travelled, "text=handed%20the%20case%20over"))
			.extracting((entry) -> entry.path("action").asText())
			.containsExactly("escalation.handed-over");
		assertThat(entries(travelled, "text=100%25")).isEmpty();
		assertThat(entries(travelled, "text=details")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "kind=weather, kind", "from=soon, from", "to=1.1.2026, to",
			"from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, to", "limit=0, limit", "limit=201, limit",
			"cursor=x, cursor" })
	void whatCannotBeUnderstoodIsNamed(String condition, String field) {
		SupportCase shown = this.worker.open();
		Api.Answer refused = this.api.get("auditor1", "/audit/cases/" + shown.number() + "/entries?" + condition);
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.type()).contains("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		if (!List.of("limit", "cursor").contains(field)) {
			assertThat(
					new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + shown.number() + "?" + condition))
				.contains("class=\"error\"");
		}
	}

	@Test
	void anUnknownCaseIsNotFound() {
		assertThat(this.api.get("auditor1", "/audit/cases/FT-1999-000001/entries").status()).isEqualTo(404);
		assertThat(new SignedInPerson(this.api, "auditor1").get("/audit/cases/FT-1999-000001").statusCode())
			.isEqualTo(404);
	}

	@Test
	void pagesFollowEachOtherWithoutGaps() {
		SupportCase travelled = travelled();
		this.api.get("auditor1", "/audit/cases/" + travelled.number() + "/entries");
		List<Integer> whole = new ArrayList<>();
		entries(travelled, "limit=200").forEach((entry) -> whole.add(entry.path("seq").asInt()));
		List<Integer> pieces = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = this.api
				.get("auditor1", "/audit/cases/" + travelled.number() + "/entries?limit=7&cursor=" + cursor)
				.json();
			page.path("items").forEach((entry) -> pieces.add(entry.path("seq").asInt()));
			cursor = page.path("next").asText("");
		}
		while (!cursor.isEmpty() && !cursor.equals("null"));
		assertThat(pieces).isEqualTo(whole);
	}

	@Test
	void anEntryHasALinkThatLeadsToIt() {
		SupportCase travelled = travelled();
		HttpResponse<byte[]> there = new SignedInPerson(this.api, "auditor1")
			.get("/audit/cases/" + travelled.number() + "/entries/7");
		assertThat(there.statusCode()).isEqualTo(200);
		assertThat(new String(there.body(), StandardCharsets.UTF_8)).contains("id=\"e7\"")
			.contains("/audit/cases/" + travelled.number() + "/entries/7");
	}

	@Test
	void thePdfHoldsTheEntriesAndIsItselfRecorded() throws Exception {
		SupportCase travelled = travelled();
		JsonNode entries = entries(travelled, "limit=200");
		HttpResponse<byte[]> answer = new SignedInPerson(this.api, "auditor1")
			.get("/audit/cases/" + travelled.number() + "/history.pdf?zone=Europe/Berlin");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
		try (PDDocument document = Loader.loadPDF(answer.body())) {
			String text = new PDFTextStripper().getText(document).replaceAll("\\s+", "");
			assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
			assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
			assertThat(text).contains("Historyof" + travelled.number())
				.contains("Europe/Berlin")
				.contains("Ipressprintandnothingcomesout.");
			entries.forEach((entry) -> assertThat(text).contains(entry.path("words").asText().replaceAll("\\s+", "")));
		}
		assertThat(entries(travelled, "kind=readers")).extracting((entry) -> entry.path("words").asText())
			.contains("took the history of the case along as a PDF, with " + (entries.size()) + " entries");
	}

	@Test
	void whatACustomerWritesIsNoPartOfThePage() {
		SupportCase shown = this.worker.openAt("investigate");
		this.worker.writes(shown, "<script>alert(1)</script>");
		String page = new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + shown.number());
		assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
	}

	@Test
	void howTheProcessChangedIsTold() {
		JsonNode page = this.api.get("auditor1", "/audit/process").json();
		assertThat(page.path("items")).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.path("action").asText()).matches("(model|draft|rehearsal)\\..*"));
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/process")).contains("Versions of");
	}

	@Test
	void theDesksPageLeadsThereForThoseWhoMay() {
		SupportCase shown = this.worker.open();
		assertThat(new SignedInPerson(this.api, "auditor1").page("/cases/" + shown.number()))
			.contains("/audit/cases/" + shown.number());
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + shown.number()))
			.doesNotContain("/audit/cases/");
	}

	private SupportCase travelled() {
		SupportCase travelling = this.worker.openAt("engineering");
		this.worker.does(travelling, "reproduce-and-fix");
		this.worker.does(travelling, "verify-fix", Map.of("outcome", "failed"));
		this.worker.does(travelling, "reproduce-and-fix", "verify-fix", "answer");
		this.worker.awaitDelivery(travelling);
		return travelling;
	}

	private JsonNode entries(SupportCase of, String conditions) {
		Api.Answer answer = this.api.get("auditor1", "/audit/cases/" + of.number() + "/entries?" + conditions);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json().path("items");
	}

	private static JsonNode entry(JsonNode entries, String action) {
		for (JsonNode entry : entries) {
			if (entry.path("action").asText().equals(action)) {
				return entry;
			}
		}
		throw new AssertionError("No entry " + action);
	}

	private List<String> readers(SupportCase of) {
		return this.database.queryForList("SELECT CONCAT(actor, ' ', JSON_VALUE(content, '$.door')) FROM audit_entry "
				+ "WHERE stream = ? AND action = 'case.seen' ORDER BY seq", String.class, of.number());
	}

}
