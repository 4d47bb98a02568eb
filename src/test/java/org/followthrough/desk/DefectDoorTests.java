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
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.jspecify.annotations.Nullable;
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
	private CustomerPage customer;

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

	@Test
	void severityFollowsWhenACustomersPlanChanges() {
		SupportCase first = this.worker.openAt("engineering");
		String number = defectOf(first);
		handedOverAs(number);
		SupportCase third = handedOverAs(number);
		String before = severity(number);
		String customer = this.api.get("agent1", "/cases/" + third.number()).json().at("/customer/email").asText();
		change(customer, "premium");
		assertThat(severity(number)).isEqualTo("high").isNotEqualTo(before);
		change(customer, "standard");
		assertThat(severity(number)).isEqualTo(before);
	}

	private void change(String customer, String plan) {
		assertThat(this.api
			.send("PUT", "manager1", "/customers/" + customer, Map.of("plan", plan, "kind", "customer"), Map.of())
			.status()).isEqualTo(200);
	}

	@Test
	void thoseWhoSeeFixesSayThatOneDoesNotHoldByRestAndByPage() {
		for (boolean page : List.of(false, true)) {
			SupportCase fixed = this.worker.openAt("verification");
			String number = defectOf(fixed);
			assertThat(regress("engineer1", number, "It jams.").status()).isEqualTo(409);
			this.worker.does(fixed, "verify-fix");
			assertThat(regress("agent1", number, "It jams.").status()).isEqualTo(403);
			assertThat(regress("auditor1", number, "It jams.").status()).isEqualTo(403);
			assertThat(regress("engineer1", number, " ").status()).isIn(400, 422);
			assertThat(regress("engineer1", "D-999999", "It jams.").status()).isEqualTo(404);
			assertThat(state(number)).isEqualTo("verified");
			if (page) {
				assertThat(new SignedInPerson(this.api, "support1").post("/defects/" + number,
						"/defects/" + number + "/regressions", "words=It+jams."))
					.contains("not verified any more", "It jams.", "fix did not hold");
			}
			else {
				assertThat(regress("manager1", number, "It jams.").json().path("state").asText())
					.isEqualTo("regressed");
			}
			assertThat(regress("support2", number, "It still jams.").status()).isEqualTo(200);
			this.worker.awaitNews();
			assertThat(this.worker.open(fixed)).containsExactly("reproduce-and-fix");
			assertThat(this.api.get("agent1", "/defects/" + number + "/news").json().findValuesAsText("kind"))
				.containsExactly("regressed", "verified", "fixed");
		}
	}

	@Test
	void whoChecksNextReadsOnEachDoorWhatFailedOnAnotherCase() {
		SupportCase first = this.worker.openAt("verification");
		SupportCase second = this.worker.openSameAs(first);
		this.worker.does(first, "verify-fix", Map.of("outcome", "failed", "evidence", "It jams after nine pages."));
		this.worker.awaitNews();
		this.customer.withdraws(first);
		this.worker.awaitNews();
		this.worker.does(second, "reproduce-and-fix", Map.of());
		SignedInPerson verifier = new SignedInPerson(this.api, "support2");
		assertThat(verifier.page("/cases/" + second.number() + "/verification")).contains("It jams after nine pages.");
		assertThat(verifier.page("/cases/" + second.number())).contains("It jams after nine pages.",
				"for all cases of the defect");
		JsonNode check = this.api.get("auditor1", "/cases/" + second.number() + "/verifications").json().path(0);
		assertThat(check.path("caseNumber").asText()).isEqualTo(first.number());
	}

	@Test
	void aFixThatDoesNotHoldIsOfferedByNoDoor() {
		SupportCase closed = this.worker.openAt("verification");
		this.worker.does(closed, "verify-fix", Map.of());
		this.worker.does(closed, "answer", Map.of());
		this.customer.saysYes(closed, "");
		assertThat(regress("engineer1", defectOf(closed), "It jams.").status()).isEqualTo(200);
		this.worker.awaitNews();
		this.worker.does(closed, "investigate", Map.of("outcome", "answer"));
		TaskView task = this.worker.claims("agent1", closed, "answer");
		Answer byRest = this.api.post("agent1", "/tasks/" + task.id() + "/complete",
				Map.of("fields", Map.of("message", "Please update.")));
		assertThat(byRest.status()).isEqualTo(409);
		assertThat(byRest.text()).contains("does not hold");
		Answer byTasklist = CamundaSession.of(this.api, "agent1")
			.engine("POST", "/task/" + task.id() + "/submit-form",
					Map.of("variables", Map.of("message", Map.of("value", "Please update."))));
		assertThat(byTasklist.status()).isNotEqualTo(204);
		assertThat(byTasklist.text()).contains("does not hold");
		assertThat(this.worker.open(closed)).containsExactly("answer");
	}

	@Test
	void aCaseIsPutOnAnotherDefectByRestAndByPage() {
		SupportCase first = this.worker.openAt("engineering");
		String number = defectOf(first);
		SupportCase waiting = handedOverAs(number);
		assertThat(move("auditor1", waiting, null).status()).isEqualTo(403);
		assertThat(move("engineer1", waiting, null).status()).isEqualTo(403);
		Answer unknown = move("agent1", waiting, "D-999999");
		assertThat(unknown.status()).isEqualTo(422);
		assertThat(unknown.text()).contains("\"defect\"");
		assertThat(move("agent1", first, null).status()).isEqualTo(409);
		assertThat(move("agent1", waiting, null).status()).isEqualTo(200);
		this.worker.awaitNews();
		assertThat(this.worker.open(waiting)).containsExactly("reproduce-and-fix");
		SupportCase investigated = this.worker.openAt("investigate");
		assertThat(new SignedInPerson(this.api, "agent2").post("/defects/" + number, "/defects/" + number + "/cases",
				"case=" + investigated.number()))
			.contains(investigated.number() + " is on this defect");
		assertThat(new SignedInPerson(this.api, "agent2").post("/defects/" + number, "/defects/" + number + "/cases",
				"case=FT-1999-000001"))
			.contains("There is no case");
		assertThat(casesOf(number)).containsExactly(first.number(), investigated.number());
	}

	@Test
	void aCheckByItselfIsAskedForWithAReasonAndBeforeTheFixHasPassed() {
		SupportCase first = this.worker.openAt("verification");
		SupportCase second = handedOverAs(defectOf(first));
		SupportCase third = handedOverAs(defectOf(first));
		assertThat(ownCheck("auditor1", second, "Tablet.").status()).isEqualTo(403);
		assertThat(ownCheck("agent1", second, "").status()).isIn(400, 422);
		assertThat(ownCheck("agent1", this.worker.openAt("investigate"), "Tablet.").status()).isEqualTo(409);
		assertThat(ownCheck("agent1", second, "Tablet.").status()).isEqualTo(200);
		assertThat(new SignedInPerson(this.api, "support1").post("/cases/" + third.number(),
				"/cases/" + third.number() + "/own-check", "because=Tablet."))
			.contains("checked for this case by itself");
		this.worker.awaitNews();
		assertThat(this.worker.open(second)).containsExactly("verify-fix");
		assertThat(this.worker.open(third)).containsExactly("verify-fix");
		this.worker.does(first, "verify-fix");
		assertThat(ownCheck("agent1", first, "Tablet.").status()).isEqualTo(409);
	}

	@Test
	void pagesShowTheDefectAndItsCasesToThoseWhoWorkHereAndNothingToACustomer() {
		SupportCase first = this.worker.openAt("engineering");
		String number = defectOf(first);
		SupportCase second = handedOverAs(number);
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		assertThat(auditor.page("/defects?state=open")).contains(number, "with engineering");
		assertThat(auditor.page("/defects?state=wont-fix&severity=critical")).contains("No defect fits");
		assertThat(auditor.page("/defects/" + number)).contains(first.number(), second.number(), "Cases (2)")
			.doesNotContain("Put it on this defect", "Take the fix back");
		assertThat(auditor.get("/defects/D-999999").statusCode()).isEqualTo(404);
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + second.number())).contains("The defect",
				number);
		String customers = this.customer.opens(this.customer.freshLink(second)).page().text();
		assertThat(customers).contains(second.number()).doesNotContain(first.number(), number);
	}

	private Answer regress(String account, String defect, String words) {
		return this.api.post(account, "/defects/" + defect + "/regressions", Map.of("words", words));
	}

	private Answer ownCheck(String account, SupportCase of, String because) {
		return this.api.post(account, "/cases/" + of.number() + "/own-check", Map.of("because", because));
	}

	private Answer move(String account, SupportCase of, @Nullable String defect) {
		Map<String, @Nullable Object> request = new HashMap<>();
		request.put("defect", defect);
		return this.api.send("PUT", account, "/cases/" + of.number() + "/defect", request, Map.of());
	}

	private String state(String defect) {
		return this.api.get("agent1", "/defects/" + defect).json().path("state").asText();
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
