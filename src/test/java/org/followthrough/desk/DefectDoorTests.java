package org.followthrough.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.journey.TaskView;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Defects by the doors of people and programs.
 */
@FollowthroughTest
class DefectDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private Timeline timeline;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.promises.allKept();
	}

	@Test
	void whatIsHandedOverIsADefectOfItsOwnUnlessItIsTheSameAsAnother() {
		SupportCase first = this.worker.openAt("engineering");
		String number = defectOf(first);
		SupportCase second = handedOverAs(number.toLowerCase(java.util.Locale.ROOT));
		SupportCase third = this.worker.openAt("engineering");
		assertThat(defectOf(second)).isEqualTo(number).isNotEqualTo(defectOf(third));
		JsonNode defect = this.api.get("auditor1", "/defects/" + number).json();
		assertThat(defect.path("title").asText()).isEqualTo(first.subject());
		assertThat(defect.path("state").asText()).isEqualTo("open");
		assertThat(defect.path("cases").asInt()).isEqualTo(2);
		assertThat(defect.path("customers").asInt()).isEqualTo(2);
		assertThat(casesOf(number)).containsExactly(first.number(), second.number());
		assertThat(this.timeline.of(number, 0, 10)).extracting((entry) -> entry.action()).startsWith("defect.opened");
	}

	@Test
	void aDefectThatThereIsNotIsRefusedAtItsFieldAndNothingIsHandedOver() {
		SupportCase escalating = this.worker.openAt("escalate");
		TaskView task = this.worker.claims("agent1", escalating, "escalate");
		Map<String, Object> fields = new HashMap<>(CaseWorker.usualAnswers("escalate"));
		fields.put("sameDefectAs", "D-999999");
		Answer answer = this.api.post("agent1", "/tasks/" + task.id() + "/complete", Map.of("fields", fields));
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.text()).contains("sameDefectAs").contains("There is no defect D-999999");
		assertThat(this.worker.now(escalating).stage()).isEqualTo("escalate");
	}

	@Test
	void anotherRoundIsAboutTheSameDefect() {
		SupportCase escalated = this.worker.openAt("engineering");
		String number = defectOf(escalated);
		this.worker.does(escalated, "reproduce-and-fix", Map.of("outcome", "not-a-defect"));
		this.worker.does(escalated, "investigate", Map.of("outcome", "escalate"));
		this.worker.does(escalated, "escalate");
		assertThat(defectOf(escalated)).isEqualTo(number);
	}

	@Test
	void severityFollowsTheCustomersAndTheirPlans() {
		SupportCase first = this.worker.openAt("engineering");
		String number = defectOf(first);
		String alone = severity(number);
		assertThat(alone).isNotIn("high", "critical");
		for (int more = 0; more < 3; more++) {
			handedOverAs(number);
		}
		assertThat(severity(number)).isEqualTo(alone);
		handedOverAs(number);
		assertThat(severity(number)).isEqualTo("high");
		assertThat(this.timeline.of(number, 0, 10)).filteredOn((entry) -> entry.action().equals("defect.severity"))
			.last()
			.satisfies((entry) -> assertThat(entry.details()).containsEntry("after", "high")
				.containsEntry("customers", 5));
	}

	@Test
	void listsAreReadInPages() {
		String older = defectOf(this.worker.openAt("engineering"));
		String newer = defectOf(this.worker.openAt("engineering"));
		JsonNode first = this.api.get("agent1", "/defects?limit=1&state=open").json();
		assertThat(first.at("/items/0/number").asText()).isEqualTo(newer);
		JsonNode second = this.api.get("agent1", "/defects?limit=1&cursor=" + first.path("next").asText()).json();
		assertThat(second.at("/items/0/number").asText()).isEqualTo(older);
	}

	@Test
	void whatIsAskedForWronglyIsRefused() {
		assertThat(this.api.get("agent1", "/defects/D-999999").status()).isEqualTo(404);
		assertThat(this.api.get("agent1", "/defects?state=broken").status()).isEqualTo(422);
		assertThat(this.api.get("agent1", "/defects?cursor=no").status()).isEqualTo(422);
		assertThat(this.api.send("GET", null, "/defects", null, Map.of()).status()).isEqualTo(401);
	}

	private SupportCase handedOverAs(String defect) {
		SupportCase same = this.worker.openAt("escalate");
		this.worker.does(same, "escalate", Map.of("sameDefectAs", defect));
		return this.worker.now(same);
	}

	private String severity(String defect) {
		return this.api.get("agent1", "/defects/" + defect).json().path("severity").asText();
	}

	private String defectOf(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals("defect.linked"))
			.map((entry) -> String.valueOf(entry.details().get("defect")))
			.reduce((earlier, later) -> later)
			.orElseThrow();
	}

	private List<String> casesOf(String defect) {
		List<String> numbers = new ArrayList<>();
		this.api.get("agent1", "/defects/" + defect + "/cases")
			.json()
			.path("items")
			.forEach((item) -> numbers.add(item.path("number").asText()));
		return numbers;
	}

}
