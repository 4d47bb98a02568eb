package org.followthrough.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.journey.TaskView;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a task refuses over REST, and that a refusal changes nothing.
 */
@FollowthroughTest
class TaskDoorTests {

	private static final Map<String, Object> ACKNOWLEDGEMENT = Map.of("message", "You can't print.");

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

	static Stream<Arguments> wrongFields() {
		return Stream.of(arguments("acknowledge", "colour", "red"), arguments("acknowledge", "colour", null),
				arguments("acknowledge", "message", null), arguments("acknowledge", "message", " \n"),
				arguments("acknowledge", "message", "x".repeat(100_001)),
				arguments("acknowledge", "message", List.of("x")), arguments("acknowledge", "nextUpdateAt", "tomorrow"),
				arguments("acknowledge", "nextUpdateAt", "2026-13-01T10:00Z"),
				arguments("acknowledge", "nextUpdateAt", Map.of("date", "2026-12-01")),
				arguments("acknowledge", "nextUpdateAt", "1999-12-31T23:59Z"),
				arguments("acknowledge", "nextUpdateAt", "2999-12-31T23:59Z"),
				arguments("acknowledge", "signOff", "confirmed"), arguments("investigate", "outcome", "maybe"),
				arguments("investigate", "outcome", null), arguments("investigate", "outcome", List.of("answer")),
				arguments("engineering", "build", "b".repeat(201)), arguments("verification", "evidence", ""),
				arguments("verification", "verification", "passed"));
	}

	@ParameterizedTest
	@MethodSource("wrongFields")
	void aWrongFieldIsNamedAndNothingChanges(String stage, String field, Object value) {
		SupportCase at = this.worker.openAt(stage);
		this.worker.awaitDelivery(at);
		TaskView task = this.worker.task(at, this.worker.open(at).get(0));
		String account = Map.of("agents", "agent1", "engineers", "engineer1", "support-engineers", "support1")
			.get(task.groups().get(0));
		this.api.post(account, "/tasks/" + task.id() + "/claim", "");
		Map<String, Object> fields = new HashMap<>(CaseWorker.usualAnswers(task.key()));
		fields.put(field, value);
		String before = everythingOf(at);
		Answer refused = complete(account, task, fields);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.type()).startsWith("application/problem+json");
		assertThat(refused.json().at("/errors")).extracting((error) -> error.path("field").asText())
			.containsExactly(field);
		assertThat(refused.json().path("detail").asText()).isNotBlank().doesNotContain("Exception");
		assertThat(everythingOf(at)).isEqualTo(before);
	}

	@Test
	void everyWrongFieldIsNamedAtOnce() {
		SupportCase at = this.worker.openAt("investigate");
		TaskView task = this.worker.claims("agent1", at, "investigate");
		Answer refused = complete("agent1", task, Map.of("outcome", "maybe", "colour", "red"));
		assertThat(refused.json().at("/errors")).extracting((error) -> error.path("field").asText())
			.containsExactlyInAnyOrder("outcome", "colour");
	}

	static Stream<Arguments> noRequests() {
		return Stream.of(arguments("{", ""), arguments("[]", ""), arguments("{\"fields\": \"x\"}", "fields"),
				arguments("{\"felds\": {}}", "felds"));
	}

	@ParameterizedTest
	@MethodSource("noRequests")
	void whatIsNoRequestIsRefused(String body, String field) {
		TaskView task = this.worker.claims("agent1", this.worker.open(), "acknowledge");
		Answer refused = this.api.post("agent1", "/tasks/" + task.id() + "/complete", body);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.type()).startsWith("application/problem+json");
		if (!field.isEmpty()) {
			assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		}
	}

	@Test
	void aTaskIsClaimedBeforeItIsCompleted() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.task(fresh, "acknowledge");
		assertRefused(complete("agent1", task, ACKNOWLEDGEMENT), 409, "Claim this task");
		assertThat(this.worker.open(fresh)).containsExactly("acknowledge");
	}

	@Test
	void aTaskThatSomebodyHasIsTheirs() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.claims("agent1", fresh, "acknowledge");
		assertRefused(this.api.post("agent2", "/tasks/" + task.id() + "/claim", ""), 409, "agent1 has this task");
		assertRefused(this.api.post("agent2", "/tasks/" + task.id() + "/unclaim", ""), 409, "agent1 has this task");
		assertRefused(complete("agent2", task, ACKNOWLEDGEMENT), 409, "agent1 has this task");
		assertThat(this.worker.task(fresh, "acknowledge").assignee()).isEqualTo("agent1");
	}

	@Test
	void aTaskGivenBackIsFreeForOthers() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.claims("agent1", fresh, "acknowledge");
		assertThat(this.api.post("agent1", "/tasks/" + task.id() + "/unclaim", "").status()).isEqualTo(200);
		assertThat(this.api.post("agent2", "/tasks/" + task.id() + "/claim", "").status()).isEqualTo(200);
		assertThat(complete("agent2", task, ACKNOWLEDGEMENT).status()).isEqualTo(200);
	}

	@Test
	void aTaskThatIsDoneSaysByWhom() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.claims("agent1", fresh, "acknowledge");
		assertThat(complete("agent1", task, ACKNOWLEDGEMENT).status()).isEqualTo(200);
		assertRefused(complete("agent1", task, ACKNOWLEDGEMENT), 409, "agent1 completed it");
		assertRefused(this.api.post("agent2", "/tasks/" + task.id() + "/claim", ""), 409, "agent1 completed it");
	}

	@Test
	void aTaskThatEndedWithItsCaseSaysSo() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.claims("agent1", fresh, "acknowledge");
		this.api.post("agent1", "/cases/" + fresh.number() + "/close", Map.of("as", "spam", "reason", "Junk."));
		assertRefused(complete("agent1", task, ACKNOWLEDGEMENT), 409, "over already");
	}

	@Test
	void aTaskIsForThePeopleOfItsGroups() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.task(fresh, "acknowledge");
		for (String other : List.of("engineer1", "support1", "manager1", "admin1")) {
			assertRefused(this.api.post(other, "/tasks/" + task.id() + "/claim", ""), 403, "for agents");
		}
		assertThat(this.api.post("auditor1", "/tasks/" + task.id() + "/claim", "").status()).isEqualTo(403);
		assertThat(this.worker.task(fresh, "acknowledge").assignee()).isNull();
	}

	@Test
	void aTaskThatNeverWasIsNotFound() {
		assertRefused(this.api.get("agent1", "/tasks/none"), 404, "no such task");
		assertRefused(this.api.post("agent1", "/tasks/none/claim", ""), 404, "no such task");
		assertRefused(this.api.post("agent1", "/tasks/none/complete", Map.of("fields", Map.of())), 404, "no such task");
	}

	@RepeatedTest(20)
	void ofTwoWhoCompleteATaskAtOnceExactlyOneDoes() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.claims("agent1", fresh, "acknowledge");
		Callable<Answer> complete = () -> complete("agent1", task, ACKNOWLEDGEMENT);
		List<Answer> answers = AtOnce.all(List.of(complete, complete));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
		answers.stream().filter((answer) -> answer.status() == 409).forEach((lost) -> {
			assertThat(lost.type()).startsWith("application/problem+json");
			assertThat(lost.json().path("detail").asText()).contains("agent1 completed it");
		});
		assertThat(this.worker.open(fresh)).containsExactly("investigate");
		assertThat(this.messages.ofCase(fresh.id())).extracting(Message::kind)
			.containsOnlyOnce(Message.Kind.ACKNOWLEDGEMENT);
		assertThat(this.timeline.of(fresh.number(), 0, 1000)).extracting(AuditEntry::action)
			.containsOnlyOnce("task.completed", "case.acknowledged");
		this.worker.awaitDelivery(fresh);
		this.promises.allKept();
	}

	@RepeatedTest(20)
	void ofTwoWhoClaimATaskAtOnceExactlyOneGetsIt() {
		SupportCase fresh = this.worker.open();
		TaskView task = this.worker.task(fresh, "acknowledge");
		List<Answer> answers = AtOnce.all(List.of(() -> this.api.post("agent1", "/tasks/" + task.id() + "/claim", ""),
				() -> this.api.post("agent2", "/tasks/" + task.id() + "/claim", "")));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
		String has = this.worker.task(fresh, "acknowledge").assignee();
		answers.stream()
			.filter((answer) -> answer.status() == 409)
			.forEach((lost) -> assertRefused(lost, 409, has + " has this task"));
		assertThat(this.worker.now(fresh).owner()).isEqualTo(has);
		assertThat(this.timeline.of(fresh.number(), 0, 1000)).extracting(AuditEntry::action)
			.containsOnlyOnce("task.claimed", "case.owner");
	}

	private Answer complete(String account, TaskView task, Map<String, ?> fields) {
		return this.api.post(account, "/tasks/" + task.id() + "/complete", Map.of("fields", fields));
	}

	private static void assertRefused(Answer answer, int status, String words) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.type()).startsWith("application/problem+json");
		JsonNode problem = answer.json();
		assertThat(problem.path("status").asInt()).isEqualTo(status);
		assertThat(problem.path("detail").asText()).contains(words);
	}

	private String everythingOf(SupportCase of) {
		return this.worker.now(of) + "\n" + this.messages.ofCase(of.id()) + "\n"
				+ this.timeline.of(of.number(), 0, 1000) + "\n"
				+ this.api.get("agent1", "/tasks?case=" + of.number()).text();
	}

}
