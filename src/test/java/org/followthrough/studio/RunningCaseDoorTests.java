package org.followthrough.studio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of running cases, as it is told and decided by REST and on the draft's
 * page. How they go over: {@link RunningCasesTests}.
 */
class RunningCaseDoorTests extends StudioTest {

	private static final String CASE = "support-case.bpmn";

	@Autowired
	private CaseWorker worker;

	/** One in which those who wait for an answer wait at an element of another id. */
	private long withAnotherWait() {
		return edited(CASE, "\"wait-for-answer\"", "\"await-answer\"");
	}

	private static String running(long draft) {
		return "/studio/drafts/" + draft + "/running-cases";
	}

	private JsonNode plan(long draft) {
		Answer plan = this.api.get("auditor1", running(draft));
		assertThat(plan.status()).as(plan.text()).isEqualTo(200);
		return plan.json().at("/diagrams/0");
	}

	private Answer decides(String account, long draft, String element, Map<String, ?> decision) {
		Map<String, Object> sent = new HashMap<>(decision);
		sent.putIfAbsent("version", version(draft));
		return this.api.send("PUT", account, running(draft) + "/" + CASE + "/places/" + element, sent, Map.of());
	}

	private List<String> fates(long draft, String element) {
		return StreamSupport.stream(plan(draft).path("standings").spliterator(), false)
			.filter((one) -> one.path("at").toString().contains(element))
			.map((one) -> one.path("fate").asText())
			.distinct()
			.toList();
	}

	@Test
	void whoWaitsAtAPlaceThatIsGoneNeedsAPersonUntilAManagerSaysWhere() {
		SupportCase waiting = this.worker.openAt("wait-for-answer");
		long draft = withAnotherWait();
		JsonNode plan = plan(draft);
		assertThat(plan.path("file").asText()).isEqualTo(CASE);
		assertThat(plan.path("moves").asInt() + plan.path("stays").asInt() + plan.path("needsPerson").asInt())
			.isEqualTo(plan.path("cases").asInt());
		assertThat(plan.path("needsPerson").asInt()).isPositive();
		assertThat(fates(draft, "wait-for-answer")).containsExactly("needs-person");
		assertThat(plan.toString()).contains(waiting.number(), "isn't in the new diagram");
		assertThat(decides("manager1", draft, "wait-for-answer", Map.of("to", "await-answer")).status()).isEqualTo(200);
		assertThat(fates(draft, "wait-for-answer")).containsExactly("moves");
		assertThat(decides("manager1", draft, "wait-for-answer", Map.of("stays", true)).status()).isEqualTo(200);
		assertThat(fates(draft, "wait-for-answer")).containsExactly("stays");
		assertThat(decides("manager1", draft, "wait-for-answer", Map.of()).status()).isEqualTo(200);
		assertThat(fates(draft, "wait-for-answer")).containsExactly("needs-person");
	}

	@Test
	void thePageTellsThePlanAndTakesTheDecision() {
		SupportCase waiting = this.worker.openAt("wait-for-answer");
		long draft = withAnotherWait();
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		String page = "/studio/drafts/" + draft;
		assertThat(manager.page(page)).contains("Running cases", "need", waiting.number(), "Decide where they go on");
		String decided = manager.post(page, page + "/running/place", "version=" + version(draft) + "&file=" + CASE
				+ "&element=wait-for-answer&to=" + URLEncoder.encode("await-answer", StandardCharsets.UTF_8));
		assertThat(decided).contains("Running cases");
		assertThat(fates(draft, "wait-for-answer")).containsExactly("moves");
		assertThat(manager.post(page, page + "/running/place",
				"version=" + version(draft) + "&file=" + CASE + "&element=wait-for-answer&to=answer"))
			.contains("is of another kind");
		assertThat(fates(draft, "wait-for-answer")).containsExactly("moves");
	}

	@Test
	void copiesGoOverBeforeAnythingIsPublishedAndTheCasesAreNotTouched() {
		SupportCase waiting = this.worker.openAt("investigate");
		long draft = edited(CASE, "name=\"Investigate\"", "name=\"Look into it\"");
		assertThat(this.api.post("manager1", running(draft) + "/trial", Map.of()).status()).isEqualTo(202);
		Awaitility.await("the trial")
			.atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> this.api.get("manager1", running(draft)).json().at("/trial/status").asText().equals("done"));
		JsonNode after = this.api.get("manager1", running(draft)).json();
		assertThat(after.at("/trial/problem").isNull()).as(after.toString()).isTrue();
		assertThat(after.at("/diagrams/0/standings").findValuesAsText("trial")).as(after.toString())
			.isNotEmpty()
			.containsOnly("passed");
		assertThat(this.worker.task(waiting, "investigate").name()).isEqualTo("Investigate");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			wait-for-answer | nowhere | There is no element "nowhere"
			wait-for-answer | answer  | is of another kind
			no-such-place   | answer  | element in any published version
			""")
	void whereNothingCanGoOnNobodyDecidesIt(String element, String to, String words) {
		long draft = withAnotherWait();
		Answer refused = decides("manager1", draft, element, Map.of("to", to));
		assertThat(refused.status()).as(refused.text()).isBetween(404, 422);
		assertThat(refused.json().path("detail").asText() + refused.json().path("errors")).contains(words);
	}

	@Test
	void whatSaysNothingOrTwoThingsIsRefused() {
		long draft = withAnotherWait();
		assertThat(decides("manager1", draft, "wait-for-answer", Map.of("to", "await-answer", "stays", true)).text())
			.contains("Say one.");
		Answer without = this.api.send("PUT", "manager1", running(draft) + "/" + CASE + "/places/wait-for-answer",
				Map.of("to", "await-answer"), Map.of());
		assertThat(without.text()).contains("Say which version of the draft");
		assertThat(decides("manager1", draft, "wait-for-answer",
				Map.of("version", version(draft) - 1, "to", "await-answer"))
			.status()).isEqualTo(409);
		assertThat(this.api
			.send("PUT", "manager1", running(draft) + "/triage.dmn/places/x",
					Map.of("version", version(draft), "to", "y"), Map.of())
			.text()).contains("Cases run by diagrams");
		assertThat(this.api.post("manager1", running(draft) + "/again", Map.of()).text())
			.contains("once this draft is published");
		long nothing = begin(VERIFICATION);
		assertThat(this.api.post("manager1", running(nothing) + "/trial", Map.of()).text())
			.contains("changes no diagram");
	}

	@ParameterizedTest
	@CsvSource({ "agent1,403", "engineer1,403", "support1,403", "auditor1,200" })
	void onlyManagersDecideAndWhoLooksAfterThemLooks(String account, int looks) {
		long draft = withAnotherWait();
		assertThat(this.api.get(account, running(draft)).status()).isEqualTo(looks);
		assertThat(decides(account, draft, "wait-for-answer", Map.of("to", "await-answer")).status()).isEqualTo(403);
		assertThat(this.api.post(account, running(draft) + "/trial", Map.of()).status()).isEqualTo(403);
		assertThat(this.api.post(account, running(draft) + "/again", Map.of()).status()).isEqualTo(403);
		SignedInPerson person = new SignedInPerson(this.api, account);
		String here = "/studio/drafts/" + draft + "/running";
		for (String door : List.of("/place", "/trial", "/again")) {
			assertThat(person.sends("/account", here + door, "version=1&file=" + CASE).statusCode()).as(door)
				.isEqualTo(403);
		}
		assertThat(fates(draft, "wait-for-answer")).doesNotContain("moves");
	}

}
