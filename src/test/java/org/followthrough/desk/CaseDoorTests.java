package org.followthrough.desk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the REST interface says to wrong and to repeated requests about cases.
 */
@FollowthroughTest
class CaseDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private Cases cases;

	@Autowired
	private PromiseCheck promises;

	@Test
	void aRepeatedRequestOpensNothingNewAndGetsTheSameAnswer() {
		String key = UUID.randomUUID().toString();
		Answer first = open(key, request("It smokes"));
		int cases = count();
		Answer again = open(key, request("It smokes"));
		assertThat(first.status()).isEqualTo(201);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.json()).isEqualTo(first.json());
		assertThat(location(again)).isEqualTo(location(first)).endsWith(first.json().path("number").asText());
		assertThat(count()).isEqualTo(cases);
	}

	@RepeatedTest(5)
	void whoeverSendsTheSameRequestAtTheSameTimeGetsTheSameCase() {
		String key = UUID.randomUUID().toString();
		int before = count();
		Callable<Answer> request = () -> open(key, request("It smokes"));
		List<Answer> answers = AtOnce.all(Collections.nCopies(8, request));
		assertThat(answers).extracting(Answer::status).containsOnly(201);
		assertThat(answers).extracting((answer) -> answer.json().path("number").asText()).containsOnly(number(answers));
		assertThat(count()).isEqualTo(before + 1);
		this.promises.allKept();
	}

	@Test
	void aKeyIsForOneRequest() {
		String key = UUID.randomUUID().toString();
		open(key, request("It smokes"));
		int before = count();
		Answer other = open(key, request("It burns"));
		assertRefused(other, 422, "used for another request");
		assertThat(count()).isEqualTo(before);
	}

	@Test
	void aKeyIsItsSendersOwn() {
		String key = UUID.randomUUID().toString();
		Answer mine = open(key, request("It smokes"));
		Answer theirs = this.api.send("POST", "agent2", "/cases", request("It smokes"), Map.of("Idempotency-Key", key));
		assertThat(theirs.status()).isEqualTo(201);
		assertThat(theirs.json().path("number")).isNotEqualTo(mine.json().path("number"));
	}

	@Test
	void aKeyOfARefusedRequestIsStillFree() {
		String key = UUID.randomUUID().toString();
		assertThat(open(key, request("x".repeat(501))).status()).isEqualTo(422);
		assertThat(open(key, request("It smokes")).status()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(ints = { 129, 1000 })
	void aKeyHasItsLimits(int length) {
		assertNamed(open("k".repeat(length), request("It smokes")), 422, "Idempotency-Key");
	}

	static Stream<Arguments> wrongRequests() {
		return Stream.of(arguments("subject", null), arguments("subject", " "), arguments("subject", "x".repeat(501)),
				arguments("description", null), arguments("description", ""),
				arguments("description", "x".repeat(100_001)), arguments("impact", "terrible"),
				arguments("customer", null), arguments("customer.email", Map.of("name", "Cleo")),
				arguments("customer.email", Map.of("email", " ")),
				arguments("customer.email", Map.of("email", "nowhere")), arguments("product", "p".repeat(101)));
	}

	@ParameterizedTest
	@MethodSource("wrongRequests")
	void aWrongRequestOpensNothing(String field, Object value) {
		Map<String, Object> request = new HashMap<>(request("It smokes"));
		request.put(field.startsWith("customer") ? "customer" : field, value);
		int before = count();
		Answer refused = this.api.post("agent1", "/cases", request);
		assertNamed(refused, 422, field);
		assertThat(count()).isEqualTo(before);
	}

	@Test
	void whatIsUnknownInARequestIsNamed() {
		Map<String, Object> request = new HashMap<>(request("It smokes"));
		request.put("priority", 100);
		assertNamed(this.api.post("agent1", "/cases", request), 400, "priority");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/messages", "/promises", "/timeline" })
	void anUnknownCaseIsNotFound(String part) {
		assertRefused(this.api.get("agent1", "/cases/FT-1999-000001" + part), 404, "no case FT-1999-000001");
	}

	@Test
	void anUnknownCaseHasNoTasksAndTakesNoWords() {
		assertRefused(this.api.get("agent1", "/tasks?case=FT-1999-000001"), 404, "no case FT-1999-000001");
		assertRefused(this.api.post("agent1", "/cases/FT-1999-000001/messages", Map.of("text", "Hello")), 404,
				"no case FT-1999-000001");
		assertRefused(this.api.post("agent1", "/cases/FT-1999-000001/close", Map.of("as", "spam", "reason", "Junk.")),
				404, "no case FT-1999-000001");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "5001", "99999999999", "ten" })
	void aPageHasItsLimits(String limit) {
		String number = this.worker.open().number();
		for (String list : List.of("/cases?", "/tasks?", "/cases/" + number + "/messages?",
				"/cases/" + number + "/timeline?")) {
			Answer refused = this.api.get("agent1", list + "limit=" + limit);
			assertThat(refused.status()).as(list + limit).isIn(400, 422);
			assertThat(refused.type()).startsWith("application/problem+json");
			assertThat(refused.text()).contains("limit");
		}
	}

	static Stream<String> wrongCursors() {
		return Stream.of("rubbish", "%21%21", of("seven"), of("99999999999999999999"), of("2026-11-22T10:00:00Z"),
				of("now id"), of(" "));
	}

	@ParameterizedTest
	@MethodSource("wrongCursors")
	void aCursorIsOneOfOurs(String cursor) {
		String number = this.worker.open().number();
		for (String list : List.of("/cases?", "/tasks?", "/cases/" + number + "/messages?")) {
			assertNamed(this.api.get("agent1", list + "cursor=" + cursor), 422, "cursor");
		}
	}

	@Test
	void pagesTogetherHoldEverythingOnce() {
		Stream.generate(this.worker::open).limit(5).toList();
		assertThat(pages("/cases?state=open&limit=7", "number")).doesNotHaveDuplicates().hasSize(openCases());
	}

	@Test
	void aClosedCaseTakesNotesButNoWordToTheCustomer() {
		SupportCase closed = this.worker.open();
		assertRefused(this.api.post("engineer1", "/cases/" + closed.number() + "/close",
				Map.of("as", "spam", "reason", "Junk.")), 403, "Agents and managers end a case early");
		this.api.post("agent1", "/cases/" + closed.number() + "/close", Map.of("as", "spam", "reason", "Junk."));
		assertRefused(this.api.post("agent1", "/cases/" + closed.number() + "/messages", Map.of("text", "Hello")), 409,
				"is closed");
		assertThat(this.api
			.post("agent1", "/cases/" + closed.number() + "/messages",
					Map.of("text", "Junk.", "visibility", "internal"))
			.status()).isEqualTo(201);
	}

	private List<String> pages(String first, String key) {
		List<String> all = new ArrayList<>();
		String next = "";
		do {
			Answer page = this.api.get("agent1", first + (next.isEmpty() ? "" : "&cursor=" + next));
			page.json().path("items").forEach((item) -> all.add(item.path(key).asText()));
			next = page.json().path("next").asText("");
		}
		while (!next.isEmpty() && !next.equals("null"));
		return all;
	}

	private Answer open(String key, Map<String, Object> request) {
		return this.api.send("POST", "agent1", "/cases", request, Map.of("Idempotency-Key", key));
	}

	private static Map<String, Object> request(String subject) {
		return Map.of("customer", Map.of("email", "cleo@example.org", "name", "Cleo Customer"), "subject", subject,
				"description", "I press print and smoke comes out.");
	}

	private static String location(Answer answer) {
		return answer.response().headers().firstValue("Location").orElse("");
	}

	private static String number(List<Answer> answers) {
		return answers.get(0).json().path("number").asText();
	}

	private int count() {
		return this.cases.list(CaseQuery.ALL, Integer.MAX_VALUE).size();
	}

	private int openCases() {
		return this.cases.list(new CaseQuery(true, null, null, null, null, null), Integer.MAX_VALUE).size();
	}

	private static String of(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertNamed(Answer answer, int status, String field) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.type()).startsWith("application/problem+json");
		assertThat(answer.json().at("/errors")).extracting((error) -> error.path("field").asText())
			.containsExactly(field);
	}

	private static void assertRefused(Answer answer, int status, String words) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.type()).startsWith("application/problem+json");
		assertThat(answer.json().path("detail").asText()).contains(words);
	}

}
