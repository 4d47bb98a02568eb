package org.followthrough.inquiry;

import java.time.Duration;
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
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What auditors always ask is answered from what is recorded.
 */
@OwnApplication
@FollowthroughTest
@Import(AllRead.class)
class QuestionDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private AllRead allRead;

	@Autowired
	private Timers timers;

	@Autowired
	private JdbcTemplate database;

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "engineer1, 403" })
	void theQuestionsAreForThoseWhoAnswerForWhatIsDoneOrCheckIt(String account, int status) {
		assertThat(this.api.get(account, "/audit/questions").status()).isEqualTo(status);
		SignedInPerson person = new SignedInPerson(this.api, account);
		assertThat(person.get("/audit/questions").statusCode()).isEqualTo(status);
		for (AuditQuestion question : AuditQuestion.values()) {
			assertThat(person.get("/audit/questions/" + question.word()).statusCode()).as(question.word())
				.isEqualTo(status);
		}
	}

	@Test
	void eachQuestionSaysWhatItCounts() {
		assertThat(this.api.get("auditor1", "/audit/questions").json()).hasSize(AuditQuestion.values().length)
			.allSatisfy((one) -> {
				assertThat(one.path("title").asText()).isNotBlank();
				assertThat(one.path("definition").asText()).hasSizeGreaterThan(60).endsWith(".");
			});
		assertThat(this.api.get("auditor1", "/audit/questions/weather").status()).isEqualTo(404);
	}

	@Test
	void aCaseThatWasClosedWithoutAYesIsToldWithWhy() {
		SupportCase ended = this.worker.openAt("investigate");
		this.api.post("agent1", "/cases/" + ended.number() + "/close",
				Map.of("as", "withdrawn", "reason", "The customer has another printer."));
		JsonNode answer = about(ended, answers("without-yes"));
		assertThat(answer.path("words").asText()).isEqualTo("The case was closed as withdrawn");
		assertThat(answer.path("remarks")).extracting(JsonNode::asText)
			.containsExactly("agent1 found: The customer has another printer.");
		String entry = answer.at("/links/0/path").asText();
		assertThat(new SignedInPerson(this.api, "auditor1").page(entry)).contains("The case was closed as withdrawn");
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/questions/without-yes"))
			.contains(ended.number())
			.contains("The customer has another printer.");
	}

	@Test
	void aCheckBySomebodyNearIsToldWithHowNear() {
		SupportCase checked = this.worker.openAt("verification");
		this.worker.does(checked, "verify-fix");
		assertThat(about(checked, answers("near-checks")).path("remarks")).extracting(JsonNode::asText)
			.containsExactly("support1 judged it within five minutes after it was offered",
					"The fix was made by engineer1");
	}

	@Test
	void aBrokenPromiseIsToldWithWhatWasDone() {
		SupportCase late = this.worker.open();
		this.timers.advance(Duration.ofDays(5));
		assertThat(about(late, answers("broken-promises", dueBefore())).path("remarks")).extracting(JsonNode::asText)
			.anySatisfy((remark) -> assertThat(remark).startsWith("Still overdue"))
			.anySatisfy((remark) -> assertThat(remark).contains("manager"));
		this.worker.does(late, "acknowledge");
		this.worker.awaitDelivery(late);
		assertThat(about(late, answers("broken-promises", dueBefore())).path("remarks")).extracting(JsonNode::asText)
			.anySatisfy((remark) -> assertThat(remark).startsWith("Word came by agent1, ").endsWith(" late"));
	}

	/** All that was due until now. */
	private String dueBefore() {
		return "&from=2020-01-01";
	}

	@Test
	void changesOfModelsAndRightsAreTold() {
		assertThat(answers("model-edits", "&from=2020-01-01")).isNotEmpty()
			.allSatisfy((one) -> assertThat(one.path("remarks")).isNotEmpty())
			.anySatisfy((one) -> assertThat(one.at("/links/0/path").asText()).startsWith("/studio/"));
		assertThat(answers("rights", "&from=2020-01-01")).isNotEmpty()
			.anySatisfy((one) -> assertThat(one.path("words").asText()).startsWith("put "));
		assertThat(answers("disorder")).allSatisfy((one) -> assertThat(one.path("remarks").get(0).asText())
			.contains("before the entry that stands before"));
	}

	@Test
	void whoHadACustomersDataIsToldAndThatSomebodyAskedIsRecorded() {
		SupportCase read = this.worker.openAt("investigate");
		SupportCase others = this.worker.openAt("investigate");
		this.api.get("support2", "/cases/" + read.number());
		this.api.get("support2", "/cases/" + others.number());
		String email = this.database.queryForObject("SELECT email FROM customer WHERE id = ?", String.class,
				read.customerId());
		List<JsonNode> answers = answers("access", "&customer=" + email);
		assertThat(answers).extracting((one) -> one.path("stream").asText())
			.contains(read.number())
			.doesNotContain(others.number());
		assertThat(about(read, answers).path("who").asText()).isEqualTo("support2");
		assertThat(this.database.queryForList(
				"SELECT actor FROM audit_entry WHERE stream = 'system' AND action = 'inquiry.access-asked' "
						+ "AND JSON_VALUE(content, '$.details.customer') = ?",
				String.class, "customer-" + read.customerId()))
			.isNotEmpty()
			.containsOnly("auditor1");
	}

	@ParameterizedTest
	@CsvSource({ "without-yes?from=soon, from", "without-yes?to=32.1.2026, to",
			"rights?from=2026-02-01&to=2026-01-01, to", "access, customer",
			"access?customer=no@where.example, customer", "rights?limit=0, limit", "rights?cursor=x, cursor" })
	void whatCannotBeUnderstoodIsNamed(String condition, String field) {
		Api.Answer refused = this.api.get("auditor1", "/audit/questions/" + condition);
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.type()).contains("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		if (condition.contains("?") && !List.of("limit", "cursor").contains(field)) {
			assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/questions/" + condition))
				.contains("class=\"error\"");
		}
	}

	@Test
	void pagesFollowEachOtherWithoutGaps() {
		List<String> whole = new ArrayList<>();
		answers("rights", "&from=2020-01-01&limit=200")
			.forEach((one) -> whole.add(one.path("stream").asText() + one.path("seq").asInt()));
		List<String> pieces = new ArrayList<>();
		String cursor = "";
		while (pieces.size() < Math.min(whole.size(), 20)) {
			JsonNode page = this.api.get("auditor1", "/audit/questions/rights?from=2020-01-01&limit=3&cursor=" + cursor)
				.json();
			page.path("items").forEach((one) -> pieces.add(one.path("stream").asText() + one.path("seq").asInt()));
			cursor = page.path("next").asText("");
		}
		assertThat(whole).startsWith(pieces.toArray(String[]::new));
	}

	private List<JsonNode> answers(String question) {
		return answers(question, "");
	}

	private List<JsonNode> answers(String question, String more) {
		this.allRead.await();
		Api.Answer answer = this.api.get("auditor1",
				"/audit/questions/" + question + "?" + (more.contains("limit") ? "" : "limit=200") + more);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		List<JsonNode> answers = new ArrayList<>();
		answer.json().path("items").forEach(answers::add);
		return answers;
	}

	private static JsonNode about(SupportCase of, List<JsonNode> answers) {
		return answers.stream()
			.filter((one) -> one.path("stream").asText().equals(of.number()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nothing about " + of.number()));
	}

}
