package org.followthrough.export;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.TableOwner;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Cases are taken along as they are in the tables, by those who may, and that is
 * recorded.
 */
@OwnApplication
@FollowthroughTest
@Import(ExportCheck.class)
class ExportTests {

	private static final List<String> FILES = List.of("cases.xes", "cases.json", "cases.csv.zip");

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private ExportCheck check;

	@Autowired
	private Api api;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private TableOwner owner;

	private static boolean begun;

	private static SupportCase travelled;

	private static SupportCase last;

	@BeforeEach
	void casesOfManyWays() {
		if (begun) {
			return;
		}
		begun = true;
		travelled = this.worker.openAt("engineering");
		this.timers.passes(Duration.ofHours(30));
		this.worker.does(travelled, "reproduce-and-fix");
		this.worker.does(travelled, "verify-fix", Map.of("outcome", "failed"));
		this.worker.does(travelled, "reproduce-and-fix", "verify-fix", "answer");
		this.worker.awaitDelivery();
		this.customer.saysYes(travelled, "");
		SupportCase asked = this.worker.openAt("wait-for-answer");
		this.worker.writes(asked, "Still waiting for you.");
		SupportCase same = this.worker.openSameAs(this.worker.openAt("engineering"));
		this.worker.claims("agent1", this.worker.openAt("investigate"), "investigate");
		this.worker.awaitDelivery(same);
		last = this.worker.openAt("verification");
		this.worker.awaitNews();
		this.worker.awaitDelivery();
	}

	@Test
	void allFormatsHoldWhatTheTablesSayAndFitTheirSchemas() throws Exception {
		int events = this.check.xesHoldsWhatTheTablesSay();
		this.check.ocelHoldsWhatTheTablesSay();
		this.check.tablesHoldAsMuch(events);
		this.check.filesAreAsTheSchemasSay();
	}

	@Test
	void eachExportNamesItsQueryItsTimeAndItsCheckpoint() throws Exception {
		ExportedLog log = ExportedLog.read(this.check.save("xes?number=" + travelled.number()));
		assertThat(log.traces()).singleElement()
			.satisfies((trace) -> assertThat(trace.attributes()).containsEntry("concept:name", travelled.number()));
		assertThat(log.attributes()).containsEntry("ft:query", "period=opened&number=" + travelled.number())
			.containsEntry("ft:madeBy", "auditor1");
		assertThat(Instant.parse(log.attributes().get("ft:madeAt"))).isNotNull();
		String note = new String(Base64.getDecoder().decode(log.attributes().get("ft:checkpoint")),
				StandardCharsets.UTF_8);
		assertThat(this.database.queryForList("SELECT note FROM proof_checkpoint", String.class)).contains(note);
		JsonNode about = new ObjectMapper().readTree(this.check.save("json?outcome=open").toFile()).path("about");
		assertThat(about.path("query").asText()).isEqualTo("period=opened&outcome=open");
		assertThat(about.path("checkpoint").asText()).startsWith("followthrough\n");
	}

	@Test
	void aMinerFindsStepsPeopleAndTimesOfATask() throws Exception {
		ExportedLog log = ExportedLog.read(this.check.save("xes?number=" + travelled.number()));
		List<Map<String, String>> verify = log.events()
			.stream()
			.filter((event) -> event.get("concept:name").equals("Verify the fix"))
			.toList();
		assertThat(verify).extracting((event) -> event.get("lifecycle:transition"))
			.containsExactly("schedule", "start", "complete", "schedule", "start", "complete");
		assertThat(verify).filteredOn((event) -> event.get("lifecycle:transition").equals("complete"))
			.allSatisfy((event) -> assertThat(event).containsEntry("org:resource", "support1")
				.containsEntry("org:role", "support-engineers"))
			.extracting((event) -> event.get("ft:outcome"))
			.containsExactly("failed", "passed");
		assertThat(verify.get(1).get("concept:instance")).isNotEqualTo(verify.get(4).get("concept:instance"));
		assertThat(log.events()).extracting((event) -> event.get("concept:name"))
			.contains("Case opened", "Triage", "Message sent", "Promise made", "Promise kept", "Verification failed",
					"Case closed");
	}

	@Test
	void nobodysWordsAndNoCustomersAddressAreTakenAlong() throws Exception {
		String address = Objects.requireNonNull(this.database.queryForObject("SELECT email FROM customer WHERE id = ?",
				String.class, travelled.customerId()));
		for (String ending : List.of("xes", "json")) {
			assertThat(Files.readString(this.check.save(ending))).contains("customer-" + travelled.customerId())
				.doesNotContain(address)
				.doesNotContain("It does not print")
				.doesNotContain("nothing comes out");
		}
	}

	@ParameterizedTest
	@CsvSource({ "period=closed, 1", "outcome=confirmed, 1", "outcome=spam, 0", "team=nobody, 0", "from=2030-01-01, 0",
			"to=1999-12-31, 0", "period=closed&from=2001-01-01&to=2199-01-01, 1" })
	void casesArePicked(String query, int cases) throws Exception {
		assertThat(ExportedLog.read(this.check.save("xes?" + query)).traces()).hasSize(cases);
	}

	@Test
	void aDayIsThatDayInUtcAndItsLastMomentBelongsToIt() throws Exception {
		String day = Objects.requireNonNull(this.database.queryForObject(
				"SELECT DATE(opened_at) FROM support_case WHERE number = ?", String.class, travelled.number()));
		Integer opened = this.database.queryForObject("SELECT COUNT(*) FROM support_case WHERE DATE(opened_at) = ?",
				Integer.class, day);
		assertThat(ExportedLog.read(this.check.save("xes?from=" + day + "&to=" + day)).traces()).hasSize(opened);
	}

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void exportsAreForThoseWhoAnswerOrCheck(String account, int status) {
		SignedInPerson person = new SignedInPerson(this.api, account);
		for (String file : FILES) {
			assertThat(this.api.get(account, "/audit/exports/" + file + "?outcome=spam").status()).isEqualTo(status);
			assertThat(person.get("/audit/exports/" + file + "?outcome=spam").statusCode()).isEqualTo(status);
		}
		assertThat(person.get("/audit/exports").statusCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void nothingIsChangedHere(String method) {
		assertThat(this.api.send(method, "admin1", "/audit/exports/cases.xes", Map.of(), Map.of()).status()).isIn(403,
				404, 405);
	}

	@Test
	void strangersGetNothing() {
		assertThat(this.api.send("GET", null, "/audit/exports/cases.xes", null, Map.of()).status()).isEqualTo(401);
	}

	@Test
	void eachExportIsRecordedWithWhatWasAskedFor() {
		this.api.get("manager1", "/audit/exports/cases.xes?outcome=spam&team=A%26B");
		Map<String, Object> recorded = this.database.queryForMap(
				"""
						SELECT actor, JSON_VALUE(content, '$.details.format') AS format, JSON_VALUE(content, '$.details.query') AS query
						FROM audit_entry WHERE stream = 'system' AND action = 'audit.cases-exported' ORDER BY seq DESC LIMIT 1
						""");
		assertThat(recorded)
			.isEqualTo(Map.of("actor", "manager1", "format", "XES", "query", "period=opened&team=A%26B&outcome=spam"));
	}

	@Test
	void nothingIsSentUnlessItIsRecorded() {
		Integer before = recorded();
		this.owner
			.does("ALTER TABLE audit_entry ADD CONSTRAINT nobody CHECK (content NOT LIKE '%audit.cases-exported%')");
		try {
			assertThat(this.api.get("auditor1", "/audit/exports/cases.xes").status()).isEqualTo(500);
		}
		finally {
			this.owner.does("ALTER TABLE audit_entry DROP CONSTRAINT nobody");
		}
		assertThat(recorded()).isEqualTo(before);
	}

	private Integer recorded() {
		return this.database.queryForObject(
				"SELECT COUNT(*) FROM audit_entry WHERE stream = 'system' AND action = 'audit.cases-exported'",
				Integer.class);
	}

	@ParameterizedTest
	@CsvSource({ "from=soon, from", "to=2026-02-30, to", "from=2026-02-01&to=2026-01-01, to", "period=seen, period",
			"outcome=happy, outcome", "number=FT-1999-000001, number" })
	void whatCannotBeUnderstoodIsNamed(String query, String field) {
		Api.Answer refused = this.api.get("auditor1", "/audit/exports/cases.json?" + query);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.type()).contains("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/exports?" + query))
			.contains("id=\"" + field + "-problem\"")
			.doesNotContain("Save as XES");
	}

	@Test
	void thePageSaysHowManyThereAreAndWhenThereAreNone() {
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		Integer cases = this.database.queryForObject("SELECT COUNT(*) FROM support_case", Integer.class);
		assertThat(auditor.page("/audit/exports")).contains(cases + " cases", "Save as XES", "Name a case above");
		assertThat(auditor.page("/audit/exports?number=" + travelled.number())).contains("One case",
				"/audit/cases/" + travelled.number() + "/history.pdf");
		assertThat(auditor.page("/audit/exports?outcome=spam")).contains("No case is like that")
			.doesNotContain("Save as XES");
	}

	/** Long after the answer has begun, an entry can't be read. */
	@ParameterizedTest
	@ValueSource(strings = { "cases.xes", "cases.json", "cases.csv.zip" })
	void whatBreaksOffIsNotTakenForTheWhole(String file) {
		this.owner.letsHistoryBeChanged();
		this.transaction.executeWithoutResult((status) -> {
			this.database.update("UPDATE support_case SET opened_at = opened_at + INTERVAL 1 YEAR WHERE number = ?",
					last.number());
			this.database.update("UPDATE audit_entry SET content = CONCAT('<', content) WHERE stream = ? AND seq = 5",
					last.number());
		});
		try {
			SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
			assertThatThrownBy(() -> {
				HttpResponse<byte[]> answer = auditor.get("/audit/exports/" + file);
				throw new AssertionError("It ended as if it were complete: " + answer.statusCode() + ", "
						+ answer.body().length + " bytes");
			}).hasCauseInstanceOf(IOException.class);
			if (file.endsWith("xes")) {
				assertThat(auditor.get("/audit/exports/" + file + "?number=" + last.number()).statusCode())
					.as("if nothing was sent yet")
					.isEqualTo(500);
			}
		}
		finally {
			this.transaction.executeWithoutResult((status) -> {
				this.database.update(
						"UPDATE audit_entry SET content = SUBSTRING(content, 2) WHERE stream = ? AND seq = 5",
						last.number());
				this.database.update("UPDATE support_case SET opened_at = opened_at - INTERVAL 1 YEAR WHERE number = ?",
						last.number());
			});
			this.owner.keepsHistory();
		}
	}

}
