package org.followthrough.desk;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on which a case is handed over, which completes the same task by the same
 * rules.
 */
@FollowthroughTest
class HandOverPageTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.promises.allKept();
	}

	@Test
	void anAgentChoosesTheProductAnswersItsQuestionsAndHandsOver() {
		scanner();
		SupportCase escalating = this.worker.openAt("escalate");
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String page = "/cases/" + escalating.number() + "/hand-over";
		assertThat(agent.page(page)).contains("How often does it happen?").doesNotContain("Serial number");
		Map<String, String> fields = new LinkedHashMap<>();
		CaseWorker.usualAnswers("escalate").forEach((name, value) -> fields.put(name, String.valueOf(value)));
		fields.put("concerns", "Scanner|Lamp");
		fields.put("tried", "");
		fields.put("do", "concerns");
		Document shown = Jsoup.parse(text(agent.sends(page, page, form(fields))));
		assertThat(shown.text()).contains("Serial number", "Hours of the lamp (may be left open)");
		assertThat(shown.select("textarea[name=steps]").text()).isEqualTo("Print.");
		assertThat(this.worker.now(escalating).component()).isEqualTo("Lamp");

		fields.put("do", "hand-over");
		HttpResponse<byte[]> refused = agent.sends(page, page, form(fields));
		assertThat(refused.statusCode()).isEqualTo(422);
		Document marked = Jsoup.parse(text(refused));
		assertThat(marked.select("#tried-error").text()).contains("has to be filled in");
		assertThat(marked.select("[name=answer][aria-invalid=true]")).hasSize(1);
		assertThat(marked.select("textarea[name=howBadly]").text()).isEqualTo("They can't print.");
		assertThat(marked.select("input[name=affected][value=one]").hasAttr("checked")).isTrue();
		assertThat(this.worker.task(escalating, "escalate").assignee()).isNull();

		fields.put("tried", "Another cable.");
		String answers = "&question=" + encoded("Serial number") + "&answer=" + encoded("S-1\nbelow: S-2")
				+ "&question=" + encoded("Hours of the lamp") + "&answer=";
		assertThat(text(agent.sends(page, page, form(fields) + answers))).contains("Engineering has it now.", "S-1");
		JsonNode made = this.api.get("agent1", "/cases/" + escalating.number() + "/hand-overs").json().at("/made/0");
		assertThat(made.at("/checklist/Serial number").asText()).isEqualTo("S-1\nbelow: S-2");
		assertThat(made.path("by").asText()).isEqualTo("agent1");
		assertThat(this.worker.now(escalating).stage()).isEqualTo("engineering");
		assertThat(agent.page(page)).contains("This case is not waiting to be handed over");
	}

	@Test
	void whatWasSentBackIsShownAndTheRestNeedNotBeTypedAgain() {
		SupportCase incomplete = this.worker.openAt("engineering");
		this.worker.does(incomplete, "reproduce-and-fix",
				Map.of("outcome", "incomplete", "explanation", "Which <b>tray</b>?", "build", ""));
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		Document page = Jsoup.parse(agent.page("/cases/" + incomplete.number() + "/hand-over"));
		assertThat(page.select(".note").text()).contains("this is missing", "Which <b>tray</b>?", "engineer1");
		assertThat(page.select("textarea[name=customerSees]").text()).isEqualTo("A blinking light.");
		Document onCase = Jsoup.parse(agent.page("/cases/" + incomplete.number()));
		assertThat(onCase.text()).contains("Engineering sent the hand-over back once", "Which <b>tray</b>?",
				"sent the hand-over back to Support");
		assertThat(onCase.select("a[href$=hand-over]").text()).isEqualTo("Hand over to engineering");
		String task = this.worker.task(incomplete, "escalate").id();
		assertThat(Jsoup.parse(agent.page("/tasks/" + task + "/case")).text()).contains("Which <b>tray</b>?",
				"A blinking light.");
	}

	@Test
	void whoeverElseTriesIsToldWhoseTaskItIs() {
		SupportCase escalating = this.worker.openAt("escalate");
		String page = "/cases/" + escalating.number() + "/hand-over";
		Map<String, String> fields = new LinkedHashMap<>(Map.of("do", "hand-over", "concerns", "|"));
		CaseWorker.usualAnswers("escalate").forEach((name, value) -> fields.put(name, String.valueOf(value)));
		HttpResponse<byte[]> engineers = new SignedInPerson(this.api, "engineer1").sends(page, page, form(fields));
		assertThat(engineers.statusCode()).isEqualTo(403);
		assertThat(text(engineers)).contains("This task is for agents.");
		assertThat(new SignedInPerson(this.api, "auditor1").sends(page, page, form(fields)).statusCode())
			.isEqualTo(403);
		this.worker.claims("agent2", escalating, "escalate");
		HttpResponse<byte[]> others = new SignedInPerson(this.api, "agent1").sends(page, page, form(fields));
		assertThat(others.statusCode()).isEqualTo(409);
		assertThat(text(others)).contains("agent2 has this task.");
		assertThat(this.worker.now(escalating).stage()).isEqualTo("escalate");
	}

	private void scanner() {
		put("/product-kinds/scanner", Map.of("questions", List.of(Map.of("text", "Serial number", "needed", true))));
		put("/product-kinds/lamp", Map.of("questions", List.of(Map.of("text", "Hours of the lamp", "needed", false))));
		put("/products/Scanner",
				Map.of("kind", "scanner", "components", List.of(Map.of("name", "Lamp", "kind", "lamp"))));
	}

	private void put(String path, Map<String, Object> request) {
		assertThat(this.api.send("PUT", "manager1", path, request, Map.of()).status()).isIn(200, 201);
	}

	private static String form(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String text(HttpResponse<byte[]> page) {
		return new String(page.body(), StandardCharsets.UTF_8);
	}

}
