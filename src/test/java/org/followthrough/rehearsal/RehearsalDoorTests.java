package org.followthrough.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.TableOwner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rehearsals over REST and on their pages.
 */
@Tag("thorough")
@FollowthroughTest
class RehearsalDoorTests {

	private static final String CASE = "support-case.bpmn";

	@Autowired
	private Api api;

	@Autowired
	private Rehearsals rehearsals;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TableOwner owner;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void aDraftThatKeepsThePromisesPassesUnderItsOwnFiles() {
		Map<String, String> draft = texts(Draft.small());
		JsonNode ended = awaitEnd(ask("manager1", "A short journey", draft));
		assertThat(ended.at("/rehearsal/status").asText()).as(ended.toString()).isEqualTo("done");
		assertThat(ended.at("/rehearsal/passed").asBoolean()).isTrue();
		assertThat(ended.at("/found/states").asInt()).isPositive();
		assertThat(this.rehearsals.passed(bytes(draft))).isTrue();
		draft.put(CASE, draft.get(CASE).replace("Hand over to engineering", "Hand it over"));
		assertThat(this.rehearsals.passed(bytes(draft))).as("other files").isFalse();
		assertThat(this.database.queryForList(
				"SELECT action FROM audit_entry WHERE action LIKE 'rehearsal.%' AND JSON_VALUE(content, '$.details.rehearsal') = ?",
				String.class, ended.at("/rehearsal/id").asText()))
			.containsExactly("rehearsal.asked", "rehearsal.ended");
	}

	@Test
	void whatIsWrongIsToldAsAStoryOverRestAndOnThePage() {
		Draft draft = Draft.small().withFlowTo(CASE, "flow-fixed", "answer");
		long id = ask("manager1", "Fixes at once", texts(draft));
		JsonNode ended = awaitEnd(id);
		assertThat(ended.at("/rehearsal/passed").asBoolean()).isFalse();
		assertThat(ended.at("/found/violations").findValuesAsText("kind")).contains("UNVERIFIED");
		assertThat(this.rehearsals.passed(draft.files())).isFalse();
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		assertThat(auditor.page("/rehearsals/" + id)).contains("A fix reaches the customer unverified")
			.contains("An agent completes &quot;Answer the customer&quot;");
		assertThat(auditor.page("/rehearsals")).contains("Fixes at once").contains("something is wrong");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "engineer1", "support1", "auditor1", "admin1" })
	void onlyManagersAskAndCancel(String who) {
		assertThat(this.api.post(who, "/rehearsals", Map.of()).status()).isEqualTo(403);
		long id = ask("manager1", "Not theirs", texts(Draft.small()));
		assertThat(this.api.post(who, "/rehearsals/" + id + "/cancel", Map.of()).status()).isEqualTo(403);
		awaitEnd(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "engineer1", "support1" })
	void whoDoesNotOverseeSeesNone(String who) {
		assertThat(this.api.get(who, "/rehearsals").status()).isEqualTo(403);
	}

	@Test
	void aDraftThatRunsCodeIsRefusedAtTheDoor() {
		Draft code = Draft.small()
			.adding(CASE, "<bpmn:scriptTask id=\"code\" scriptFormat=\"javascript\"><bpmn:script>1</bpmn:script>"
					+ "</bpmn:scriptTask>");
		Answer refused = this.api.post("manager1", "/rehearsals", Map.of("title", "Code", "files", texts(code)));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.text()).contains("scriptTask").doesNotContain("Exception");
		Answer other = this.api.post("manager1", "/rehearsals", Map.of("files", Map.of("run.sh", "echo")));
		assertThat(other.status()).isEqualTo(422);
	}

	@Test
	void whatTheEngineCannotReadFailsInWords() {
		Draft loose = Draft.small()
			.adding(CASE, "<bpmn:sequenceFlow id=\"flow-lost\" sourceRef=\"answer\" targetRef=\"nowhere\" />");
		JsonNode ended = awaitEnd(ask("manager1", "A loose end", texts(loose)));
		assertThat(ended.at("/rehearsal/status").asText()).isEqualTo("failed");
		assertThat(ended.at("/rehearsal/problem").asText()).contains("nowhere");
	}

	@Test
	void whatIsCancelledEndsAndIsNotTakenForPassed() {
		Map<String, String> draft = texts(Draft.shipped());
		draft.put("ask-sales.form", draft.get("late-word.form").replace("\"late-word\"", "\"ask-sales\""));
		long id = ask("manager1", "To be cancelled", draft);
		assertThat(this.api.post("manager2", "/rehearsals/" + id + "/cancel", Map.of()).status()).isEqualTo(200);
		assertThat(awaitEnd(id).at("/rehearsal/status").asText()).isEqualTo("cancelled");
		assertThat(this.rehearsals.passed(bytes(draft))).isFalse();
	}

	@Test
	void whatANodeLeftBehindIsDoneByAnother() {
		long id = ask("manager1", "Left behind", texts(Draft.small()));
		awaitEnd(id);
		this.transaction.executeWithoutResult((status) -> this.database.update("""
				UPDATE rehearsal SET status = 'RUNNING', leased_until = '2020-01-01', ended_at = NULL, passed = FALSE,
				  result = NULL WHERE id = ?
				""", id));
		JsonNode again = awaitEnd(id);
		assertThat(again.at("/rehearsal/status").asText()).isEqualTo("done");
		assertThat(again.at("/rehearsal/passed").asBoolean()).isTrue();
		assertThat(again.at("/found/states").asInt()).as("what it found anew").isPositive();
	}

	@Test
	void theFilesOfTheNewestAreKept() {
		long id = ask("manager1", "With files", texts(Draft.small()));
		awaitEnd(id);
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		String diagram = "/rehearsals/" + id + "/diagrams/sign-off";
		assertThat(auditor.get(diagram).statusCode()).isEqualTo(200);
		this.owner.does("ALTER TABLE rehearsal AUTO_INCREMENT = " + (id + 200));
		awaitEnd(ask("manager1", "Much later", texts(Draft.small())));
		assertThat(auditor.get(diagram).statusCode()).isEqualTo(404);
		assertThat(auditor.page("/rehearsals/" + id)).as("what it found stays").contains("Every promise is kept");
	}

	@Test
	void theCasesOfTheLastQuarterGoOverItIfAskedFor() {
		Answer asked = this.api.post("manager1", "/rehearsals",
				Map.of("title", "With cases", "files", texts(Draft.small()), "replay", true));
		JsonNode ended = awaitEnd(asked.json().path("id").asLong());
		assertThat(ended.at("/replay/sideBySide")).hasSize(6);
		assertThat(ended.at("/replay/cases").asInt()).isEqualTo(ended.at("/replay/same").asInt()
				+ ended.at("/replay/changed").asInt() + ended.at("/replay/other").asInt());
		assertThat(new SignedInPerson(this.api, "manager1").page("/rehearsals/" + asked.json().path("id").asLong()))
			.contains("How real cases would have gone");
	}

	private long ask(String who, String title, Map<String, String> files) {
		Answer asked = this.api.post(who, "/rehearsals", Map.of("title", title, "files", files));
		assertThat(asked.status()).as(asked.text()).isEqualTo(202);
		return asked.json().path("id").asLong();
	}

	private JsonNode awaitEnd(long id) {
		return Awaitility.await("the end of rehearsal " + id)
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.api.get("auditor1", "/rehearsals/" + id).json(),
					(seen) -> !seen.at("/rehearsal/endedAt").isNull()
							&& !seen.at("/rehearsal/endedAt").isMissingNode());
	}

	private static Map<String, String> texts(Draft draft) {
		Map<String, String> texts = new LinkedHashMap<>();
		draft.files().forEach((name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
		return texts;
	}

	private static Map<String, byte[]> bytes(Map<String, String> texts) {
		Map<String, byte[]> bytes = new LinkedHashMap<>();
		texts.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
		return bytes;
	}

}
