package org.followthrough.inquiry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases are found by anything that is known of them.
 */
@OwnApplication
@FollowthroughTest
@Import(AllRead.class)
class SearchDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private AllRead allRead;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Clock clock;

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void theSearchIsForThoseWhoAnswerForCasesOrCheckThem(String account, int status) {
		assertThat(this.api.get(account, "/audit/search").status()).isEqualTo(status);
		assertThat(this.api.get(account, "/audit/searches").status()).isEqualTo(status);
		assertThat(new SignedInPerson(this.api, account).get("/audit/search").statusCode()).isEqualTo(status);
	}

	@Test
	void strangersGetNothing() {
		assertThat(this.api.send("GET", null, "/audit/search", null, Map.of()).status()).isEqualTo(401);
	}

	@Test
	void aCaseIsFoundByWhatIsKnownOfIt() {
		SupportCase wanted = this.worker.openAt("engineering");
		this.worker.does(wanted, "reproduce-and-fix");
		this.worker.does(wanted, "verify-fix", Map.of("outcome", "failed"));
		SupportCase other = this.worker.openAt("acknowledge");
		this.allRead.await();
		SupportCase now = this.worker.now(wanted);
		String customer = "&customer=" + email(wanted);
		String today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).toString();
		for (String field : List.of("number=" + wanted.number(), "number=" + wanted.number().substring(0, 12),
				"subject=print", "subject=PRI*", "text=nothing%20comes", "severity=" + now.severity(),
				"team=" + now.team(), "plan=standard", "owner=agent1", "person=agent1", "person=support1",
				"person=" + email(wanted), "outcome=open", "version=support-case/1", "step=escalate",
				"repeated=reproduce-and-fix", "openedFrom=" + today, "openedTo=" + today, "activeFrom=" + today,
				"activeTo=" + today)) {
			assertThat(numbers(field + customer)).as(field).containsExactly(wanted.number());
		}
		for (String field : List.of("number=" + other.number(), "subject=scanner", "text=nothing%20pays",
				"severity=purple", "team=nobody", "plan=gold", "owner=agent2", "person=engineer2", "outcome=closed",
				"version=support-case/99", "broken=answer", "step=explain-unsolved", "skipped=escalate",
				"repeated=acknowledge", "openedTo=2020-01-01", "closedFrom=2020-01-01", "activeTo=2020-01-01",
				"product=printer", "component=tray")) {
			assertThat(numbers(field + customer)).as(field).isEmpty();
		}
		JsonNode found = search("customer=" + email(wanted)).path("items").get(0);
		assertThat(found.path("subject").asText()).isEqualTo("It does not print");
		assertThat(found.path("outcome").asText()).isEqualTo("open");
		assertThat(found.path("email").asText()).isEqualTo(email(wanted));
	}

	@Test
	void aClosedCaseIsFoundByHowItEndedAndWhatItLeftOut() {
		SupportCase ended = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(ended);
		assertThat(this.api
			.post("agent1", "/cases/" + ended.number() + "/close",
					Map.of("as", "withdrawn", "reason", "The customer has another printer."))
			.status()).isBetween(200, 299);
		this.allRead.await();
		String customer = "&customer=" + email(ended);
		String today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).toString();
		for (String field : List.of("outcome=closed", "outcome=withdrawn", "skipped=escalate", "closedFrom=" + today,
				"closedTo=" + today, "step=sign-off")) {
			assertThat(numbers(field + customer)).as(field).containsExactly(ended.number());
		}
		for (String field : List.of("outcome=open", "outcome=spam", "skipped=acknowledge", "closedTo=2020-01-01")) {
			assertThat(numbers(field + customer)).as(field).isEmpty();
		}
	}

	@Test
	void whatIsNotSoAnyMoreFindsNothing() {
		SupportCase moved = this.worker.openAt("investigate");
		this.allRead.await();
		String customer = "&customer=" + email(moved);
		assertThat(numbers("owner=agent1" + customer)).containsExactly(moved.number());
		assertThat(this.api.post("agent2", "/cases/" + moved.number() + "/take-over", Map.of()).status()).isBetween(200,
				299);
		assertThat(this.api
			.send("PUT", "manager1", "/customers/" + email(moved), Map.of("plan", "gold", "kind", "customer"), Map.of())
			.status()).isEqualTo(200);
		this.allRead.await();
		assertThat(numbers("owner=agent1" + customer)).isEmpty();
		assertThat(numbers("owner=agent2&person=agent1&plan=gold" + customer)).containsExactly(moved.number());
	}

	@Test
	void pagesFollowEachOtherWithoutGapsTheLastOpenedFirst() {
		SupportCase first = this.worker.open();
		List<String> opened = new ArrayList<>(List.of(first.number()));
		for (int i = 0; i < 4; i++) {
			opened.add(0, this.worker.openAnother(first).number());
		}
		this.allRead.await();
		for (String way : List.of("customer=" + email(first), "text=nothing%20comes&customer=" + email(first),
				"number=" + first.number().substring(0, 12) + "&customer=" + email(first))) {
			List<String> paged = new ArrayList<>();
			String cursor = "";
			do {
				JsonNode page = search(way + "&limit=2&cursor=" + cursor);
				page.path("items").forEach((found) -> paged.add(found.path("number").asText()));
				cursor = page.path("next").asText("");
			}
			while (!cursor.isEmpty() && !cursor.equals("null"));
			assertThat(paged).as(way).isSubsetOf(opened).isSortedAccordingTo((one, other) -> other.compareTo(one));
			assertThat(paged).as(way).doesNotHaveDuplicates();
		}
		assertThat(numbers("customer=" + email(first))).containsExactlyElementsOf(opened);
	}

	@ParameterizedTest
	@CsvSource({ "colour=red, colour", "number=7, number", "text=of, text", "subject=%3F, subject",
			"openedFrom=soon, openedFrom", "openedFrom=2026-02-01&openedTo=2026-01-01, openedTo",
			"outcome=exploded, outcome", "broken=heart, broken", "limit=0, limit", "cursor=x, cursor",
			"cursor=eC95, cursor" })
	void whatCannotBeUnderstoodIsNamed(String condition, String field) {
		Api.Answer refused = this.api.get("auditor1", "/audit/search?" + condition);
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.type()).contains("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		if (!field.equals("limit")) {
			assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/search?" + condition))
				.contains("class=\"error\"");
		}
	}

	@Test
	void thePageShowsWhatIsFoundAndLeadsToItsHistory() {
		SupportCase wanted = this.worker.openAt("investigate");
		this.worker.writes(wanted, "<script>alert(1)</script>");
		this.allRead.await();
		String page = new SignedInPerson(this.api, "auditor1").page("/audit/search?customer=" + email(wanted));
		assertThat(page).contains("One case")
			.contains("/audit/cases/" + wanted.number())
			.contains("Customer&#39;s address: " + email(wanted))
			.doesNotContain("<script>alert");
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/search?customer=nobody@nowhere.example"))
			.contains("No case is like that");
	}

	@Test
	void aSearchIsSavedForWhoeverSavesItAndRecorded() {
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		String name = "Mine " + System.nanoTime();
		String saved = auditor.post("/audit/search", "/audit/search/saved",
				"name=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&team=support&outcome=open");
		assertThat(saved).contains("The search is saved as").contains("/audit/search?team=support&amp;outcome=open");
		JsonNode own = this.api.get("auditor1", "/audit/searches").json();
		JsonNode mine = find(own, name);
		assertThat(mine.path("words").asText()).isEqualTo("Team: support; Outcome: open");
		assertThat(this.api.get("manager1", "/audit/searches").text()).doesNotContain(name);
		assertThat(this.api.send("DELETE", "manager1", "/audit/searches/" + mine.path("id").asLong(), null, Map.of())
			.status()).isEqualTo(404);
		assertThat(this.api.send("DELETE", "auditor1", "/audit/searches/" + mine.path("id").asLong(), null, Map.of())
			.status()).isEqualTo(204);
		assertThat(this.database.queryForList("SELECT action FROM audit_entry WHERE stream = 'system' AND "
				+ "JSON_VALUE(content, '$.details.name') = ? ORDER BY seq", String.class, name))
			.containsExactly("search.saved", "search.removed");
	}

	@Test
	void aSearchWithoutANameOrWithUnknownFieldsIsNotSaved() {
		assertThat(this.api.post("auditor1", "/audit/searches", Map.of("name", " ", "criteria", Map.of()))
			.json()
			.at("/errors/0/field")
			.asText()).isEqualTo("name");
		assertThat(
				this.api.post("auditor1", "/audit/searches", Map.of("name", "x", "criteria", Map.of("colour", "red")))
					.json()
					.at("/errors/0/field")
					.asText())
			.isEqualTo("colour");
		assertThat(new SignedInPerson(this.api, "auditor1").post("/audit/search", "/audit/search/saved",
				"name=&team=support"))
			.contains("Give the search a name");
	}

	private static JsonNode find(JsonNode searches, String name) {
		for (JsonNode one : searches) {
			if (one.path("name").asText().equals(name)) {
				return one;
			}
		}
		throw new AssertionError("No search " + name);
	}

	private String email(SupportCase of) {
		return this.database.queryForObject("SELECT email FROM customer WHERE id = ?", String.class, of.customerId());
	}

	private JsonNode search(String conditions) {
		Api.Answer answer = this.api.get("auditor1", "/audit/search?" + conditions);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private List<String> numbers(String conditions) {
		List<String> numbers = new ArrayList<>();
		search(conditions).path("items").forEach((found) -> numbers.add(found.path("number").asText()));
		return numbers;
	}

}
