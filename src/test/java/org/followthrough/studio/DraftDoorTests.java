package org.followthrough.studio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Audit;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.Timers;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How drafts are edited, approved and published, by REST.
 */
@Tag("thorough")
class DraftDoorTests extends StudioTest {

	@Autowired
	private Timeline timeline;

	@Autowired
	private Timers timers;

	@Autowired
	private MovableClock clock;

	@Test
	void aSecondManagerApprovesAndOnlyThenItRuns() {
		int before = running(VERIFICATION);
		long draft = submitted();
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(before);
		JsonNode change = this.api.get("auditor1", "/studio/drafts/" + draft + "/difference").json().at("/0/changes/0");
		assertThat(change.path("kind").asText()).isEqualTo("changed");
		assertThat(change.path("element").asText()).isEqualTo("passed");
		assertThat(change.path("words").asText()).isEqualTo("The end \"Passed\" is called \"It works\" now.");
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		assertThat(state(draft)).isEqualTo("approved");
		publishes();
		assertThat(state(draft)).isEqualTo("published");
		JsonNode versions = this.api.get("auditor1", "/studio/models/" + VERIFICATION + "/versions").json();
		assertThat(versions.path(0).path("version").asInt()).isEqualTo(before + 1);
		assertThat(List.of(versions.path(0).path("author").asText(), versions.path(0).path("approver").asText(),
				versions.path(0).path("why").asText()))
			.containsExactly("manager1", "manager2", WHY);
		assertThat(this.api.get("auditor1", "/studio/models/" + VERIFICATION).text()).contains("name=\"It works\"");
		assertThat(actions(draft)).containsExactly("draft.begun", "draft.submitted", "draft.approved");
		assertThat(this.api.get("auditor1", "/studio/drafts").json().findValuesAsText("id"))
			.doesNotContain(Long.toString(draft));
		assertThat(this.api.get("auditor1", "/studio/drafts?open=false").json().findValuesAsText("id"))
			.contains(Long.toString(draft));
	}

	@Test
	void nobodyApprovesWhatHasNotPassedExactlyAsItIs() {
		long draft = submitted();
		Answer early = approveAtOnce("manager2", draft);
		assertThat(early.status()).isEqualTo(409);
		assertThat(early.json().path("detail").asText()).contains("under way. Approve it once that has passed");
		rehearsals("CANCELLED", false);
		assertThat(approveAtOnce("manager2", draft).json().path("detail").asText())
			.contains("Rehearse it, and approve");
		assertThat(state(draft)).isEqualTo("in-review");
		assertThat(this.api.post("manager2", "/studio/drafts/" + draft + "/rehearsals", Map.of()).status())
			.isEqualTo(202);
		rehearsals("DONE", false);
		assertThat(approveAtOnce("manager2", draft).json().path("detail").asText()).contains("did not pass");
		this.api.post("manager1", "/studio/drafts/" + draft + "/take-back", Map.of());
		Answer again = submit("manager1", draft);
		assertThat(again.status()).as("what is known not to pass isn't submitted").isEqualTo(409);
		save("manager1", draft, VERIFICATION, 2, content(draft, VERIFICATION).replace("It works", "It does work"));
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		publishes();
	}

	@Test
	void whatHasPassedAlreadyIsNotRehearsedAgain() {
		long draft = submitted();
		rehearsalsPass();
		this.api.post("manager1", "/studio/drafts/" + draft + "/take-back", Map.of());
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(rehearsalsPass()).isZero();
		assertThat(approveAtOnce("manager2", draft).status()).isEqualTo(200);
		publishes();
	}

	@Test
	void whatIsApprovedIsRehearsedAnewBesideWhatWasPublishedMeanwhile() {
		long first = submitted();
		long second = edited("answer.form", "\"label\": \"Case\"", "\"label\": \"The case\"");
		submit("manager1", second);
		approve("manager2", first);
		approve("manager2", second);
		int before = running("answer.form");
		assertThat(this.publisher.work()).isTrue();
		assertThat(state(first)).isEqualTo("published");
		assertThat(this.publisher.work()).as("it waits for its rehearsal").isFalse();
		assertThat(this.publisher.work()).isFalse();
		assertThat(state(second)).isEqualTo("approved");
		assertThat(running("answer.form")).isEqualTo(before);
		assertThat(rehearsalsPass()).as("it is rehearsed once").isOne();
		publishes();
		assertThat(state(second)).isEqualTo("published");
	}

	@Test
	void whatDoesNotPassBesideWhatWasPublishedMeanwhileGoesBack() {
		for (String end : List.of("DONE", "CANCELLED")) {
			long first = edited(VERIFICATION, "name=\"Passed\"", "name=\"Passed, " + end + "\"");
			submit("manager1", first);
			long second = edited("answer.form", "\"label\": \"Case\"", "\"label\": \"Case, " + end + "\"");
			submit("manager1", second);
			approve("manager2", first);
			approve("manager2", second);
			assertThat(this.publisher.work()).isTrue();
			this.publisher.work();
			this.timers.passes(Duration.ofSeconds(1));
			rehearsals(end, false);
			publishes();
			JsonNode returned = this.api.get("manager1", "/studio/drafts/" + second).json();
			assertThat(returned.path("state").asText()).as(end).isEqualTo("editing");
			assertThat(returned.path("returned").asText()).contains("What runs has changed since it was approved");
			forgetsWhatWasPublished();
			publishesAndRehearsesWhenTheTestSaysSo();
		}
	}

	private List<String> actions(long draft) {
		return this.timeline.of(Audit.SYSTEM, 0, 100_000)
			.stream()
			.filter((entry) -> entry.details().get("draft") instanceof Number of && of.longValue() == draft)
			.map((entry) -> entry.action())
			.toList();
	}

	@Test
	void nobodyApprovesWhatTheyHadAHandIn() {
		long draft = edited();
		assertThat(save("manager2", draft, VERIFICATION, 2, content(draft, VERIFICATION) + "<!-- better -->").status())
			.isEqualTo(200);
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		for (String account : List.of("manager1", "manager2")) {
			Answer refused = approve(account, draft);
			assertThat(refused.status()).as(account).isEqualTo(403);
			assertThat(refused.json().path("detail").asText()).contains("You had a hand in this draft");
		}
		assertThat(state(draft)).isEqualTo("in-review");
	}

	@Test
	void whoeverReviewsItMaySendItBackWithWords() {
		long draft = submitted();
		assertThat(this.api
			.post("manager2", "/studio/drafts/" + draft + "/send-back", Map.of("version", version(draft), "words", " "))
			.status()).isEqualTo(422);
		assertThat(this.api
			.post("manager1", "/studio/drafts/" + draft + "/send-back",
					Map.of("version", version(draft), "words", "No."))
			.status()).isEqualTo(403);
		JsonNode back = this.api
			.post("manager2", "/studio/drafts/" + draft + "/send-back",
					Map.of("version", version(draft), "words", "Say passed."))
			.json();
		assertThat(back.path("state").asText()).isEqualTo("editing");
		assertThat(back.path("returned").asText()).isEqualTo("Say passed.");
		assertThat(back.path("returnedBy").asText()).isEqualTo("manager2");
		assertThat(submit("manager1", draft).json().path("returned").isNull()).isTrue();
	}

	@Test
	void nobodyApprovesWhatTheyHaveNotSeen() {
		long draft = submitted();
		int seen = version(draft);
		this.api.post("manager1", "/studio/drafts/" + draft + "/take-back", Map.of());
		save("manager1", draft, VERIFICATION, 2, content(draft, VERIFICATION) + "<!-- other -->");
		submit("manager1", draft);
		Answer refused = this.api.post("manager2", "/studio/drafts/" + draft + "/approve", Map.of("version", seen));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(state(draft)).isEqualTo("in-review");
	}

	@Test
	void nothingChangesWhileItIsReviewed() {
		long draft = submitted();
		Answer refused = save("manager1", draft, VERIFICATION, 2, content(draft, VERIFICATION) + "<!-- late -->");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asText()).contains("Take it back first");
		assertThat(bring("manager1", draft, "answer.form", "{\"id\":\"answer\"}".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(409);
		assertThat(this.api
			.send("DELETE", "manager1", "/studio/drafts/" + draft + "/files/" + VERIFICATION, null, Map.of())
			.status()).isEqualTo(409);
		assertThat(content(draft, VERIFICATION)).doesNotContain("<!--");
	}

	@Test
	void whoeverEditsAnApprovedDraftTakesItsApprovalAway() {
		long draft = submitted();
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		assertThat(save("manager2", draft, VERIFICATION, 2, content(draft, VERIFICATION) + "<!-- quickly -->").status())
			.isEqualTo(200);
		publishes();
		JsonNode now = this.api.get("manager1", "/studio/drafts/" + draft).json();
		assertThat(now.path("state").asText()).isEqualTo("editing");
		assertThat(now.path("approver").isNull()).isTrue();
		assertThat(actions(draft)).endsWith("draft.approval-lost", "draft.joined");
		Answer again = submit("manager1", draft);
		assertThat(again.status()).as(again.text()).isEqualTo(200);
		assertThat(approve("manager2", draft).status()).isEqualTo(403);
	}

	@Test
	void itIsPublishedAtItsTime() {
		int before = running(VERIFICATION);
		long draft = submitted();
		rehearsalsPass();
		String later = this.clock.instant().plus(Duration.ofHours(3)).toString();
		assertThat(this.api
			.post("manager2", "/studio/drafts/" + draft + "/approve",
					Map.of("version", version(draft), "publishAt", later))
			.status()).isEqualTo(200);
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(before);
		this.timers.passes(Duration.ofHours(3));
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(before + 1);
	}

	@Test
	void whatWasPublishedMeanwhileIsNotPublishedOver() {
		long first = submitted();
		long second = edited(VERIFICATION, "name=\"Failed\"", "name=\"It fails\"");
		submit("manager1", second);
		approve("manager2", first);
		approve("manager2", second);
		publishes();
		int now = running(VERIFICATION);
		assertThat(state(first)).isEqualTo("published");
		JsonNode returned = this.api.get("manager1", "/studio/drafts/" + second).json();
		assertThat(returned.path("state").asText()).isEqualTo("editing");
		assertThat(returned.path("returned").asText()).contains("Version " + now + " was published since");
		assertThat(returned.path("returnedBy").isNull()).isTrue();
		assertThat(this.api.get("auditor1", "/studio/models/" + VERIFICATION).text()).contains("It works")
			.doesNotContain("It fails");

		assertThat(submit("manager1", second).status()).isEqualTo(422);
		assertThat(this.api
			.post("manager1", "/studio/drafts/" + second + "/files/" + VERIFICATION + "/stands",
					Map.of("version", now - 1))
			.status()).isEqualTo(409);
		assertThat(this.api
			.post("manager1", "/studio/drafts/" + second + "/files/" + VERIFICATION + "/stands", Map.of("version", now))
			.status()).isEqualTo(200);
		assertThat(submit("manager1", second).status()).isEqualTo(200);
		approve("manager2", second);
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(now + 1);
	}

	@Test
	void whatBreaksARuleIsNotEvenSubmitted() {
		long draft = edited(VERIFICATION, "candidateGroups=\"support-engineers\"", "candidateGroups=\"engineers\"");
		assertThat(this.api.get("auditor1", "/studio/drafts/" + draft + "/problems").json().findValuesAsText("element"))
			.contains("verify-fix");
		Answer refused = submit("manager1", draft);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("detail").asText()).contains("verify-fix");
		assertThat(state(draft)).isEqualTo("editing");
	}

	@Test
	void aReasonIsNeededAndADifference() {
		long draft = begin(VERIFICATION);
		Answer noReason = this.api.post("manager1", "/studio/drafts/" + draft + "/submit",
				Map.of("version", version(draft)));
		assertThat(noReason.json().path("errors").path(0).path("field").asText()).isEqualTo("why");
		Answer nothing = submit("manager1", draft);
		assertThat(nothing.status()).isEqualTo(409);
		assertThat(nothing.json().path("detail").asText()).contains("Nothing in this draft differs");
	}

	@Test
	void nobodyOverwritesWhatSomebodyElseHasSaved() {
		long draft = begin(VERIFICATION);
		String read = content(draft, VERIFICATION);
		assertThat(save("manager2", draft, VERIFICATION, 1, read + "<!-- theirs -->").status()).isEqualTo(200);
		Answer stale = save("manager1", draft, VERIFICATION, 1, read + "<!-- mine -->");
		assertThat(stale.status()).isEqualTo(409);
		assertThat(stale.type()).startsWith("application/problem+json");
		assertThat(stale.json().path("savedBy").asText()).isEqualTo("manager2");
		assertThat(stale.json().path("revision").asInt()).isEqualTo(2);
		assertThat(stale.json().path("savedAt").asText()).isNotBlank();
		assertThat(content(draft, VERIFICATION)).endsWith("<!-- theirs -->");

		Answer kept = this.api.send("POST", "manager1",
				"/studio/drafts/" + draft + "/files/" + VERIFICATION + "/keep-apart", read + "<!-- mine -->",
				Map.of("Content-Type", "application/octet-stream"));
		assertThat(kept.status()).as(kept.text()).isEqualTo(201);
		long own = kept.json().path("draft").asLong();
		assertThat(content(own, VERIFICATION)).endsWith("<!-- mine -->");
		assertThat(content(draft, VERIFICATION)).endsWith("<!-- theirs -->");
	}

	@Test
	void whatNobodyEditedStaysByteForByteAsItWas() {
		long draft = begin(VERIFICATION);
		assertThat(content(draft, VERIFICATION))
			.isEqualTo(this.api.get("manager1", "/studio/models/" + VERIFICATION).text());
		assertThat(
				save("manager1", draft, VERIFICATION, 1, content(draft, VERIFICATION)).json().path("revision").asInt())
			.isEqualTo(1);
	}

	@Test
	void whatCantBeOpenedIsRefusedWithTheLine() {
		long draft = begin(VERIFICATION);
		for (String bad : List.of("<a>", "<!DOCTYPE a [<!ENTITY b \"b\">]>\n<a>&b;</a>", "no", "")) {
			Answer refused = save("manager1", draft, VERIFICATION, 1, bad);
			assertThat(refused.status()).as(bad).isEqualTo(422);
			assertThat(refused.json().path("detail").asText()).contains("can't be opened");
			assertThat(bring("manager1", draft, "x.bpmn", bad.getBytes(StandardCharsets.UTF_8)).status())
				.isEqualTo(422);
		}
		assertThat(bring("manager1", draft, "x.form", "<a/>".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
		assertThat(bring("manager1", draft, "x.exe", "{}".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
		assertThat(bring("manager1", draft, "x.form", new byte[1024 * 1024 + 1]).status()).isEqualTo(413);
	}

	@Test
	void aNewFileIsCalledAfterWhatIsInIt() {
		long draft = begin(VERIFICATION);
		Answer brought = bring("manager1", draft, "whatever.form",
				"{\"id\": \"ask-sales\", \"components\": []}".getBytes(StandardCharsets.UTF_8));
		assertThat(brought.json().path("name").asText()).isEqualTo("ask-sales.form");
		assertThat(brought.json().path("madeFrom").asInt()).isZero();
		assertThat(this.api.get("manager1", "/studio/vocabulary?draft=" + draft).json().findValuesAsText("id"))
			.contains("ask-sales");
		assertThat(bring("manager1", draft, "ask-sales.form", "{\"id\":\"ask-sales\"}".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(409);
	}

	@Test
	void backToAnEarlierVersionIsADraftLikeAnyOther() {
		int first = running(VERIFICATION);
		long draft = submitted();
		approve("manager2", draft);
		publishes();
		Answer back = this.api.post("manager2", "/studio/models/" + VERIFICATION + "/versions/" + first + "/back",
				Map.of());
		assertThat(back.status()).as(back.text()).isEqualTo(201);
		long again = back.json().path("draft").asLong();
		assertThat(content(again, VERIFICATION)).doesNotContain("It works");
		assertThat(submit("manager2", again).status()).isEqualTo(200);
		assertThat(approve("manager2", again).status()).isEqualTo(403);
		assertThat(approve("manager1", again).status()).isEqualTo(200);
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(first + 2);
		assertThat(this.api.get("manager1", "/studio/models/" + VERIFICATION).text()).doesNotContain("It works");
		assertThat(this.api
			.post("manager1", "/studio/models/" + VERIFICATION + "/versions/" + (first + 2) + "/back", Map.of())
			.status()).isEqualTo(409);
	}

	@Test
	void whoIsThereIsToldAndGoesByItself() {
		long draft = begin(VERIFICATION);
		this.api.post("manager1", "/studio/drafts/" + draft + "/presence", Map.of("file", VERIFICATION));
		JsonNode seen = this.api.post("manager2", "/studio/drafts/" + draft + "/presence", Map.of()).json();
		assertThat(seen.path("others").path(0).path("account").asText()).isEqualTo("manager1");
		assertThat(seen.path("others").path(0).path("file").asText()).isEqualTo(VERIFICATION);
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(this.api.post("manager2", "/studio/drafts/" + draft + "/presence", Map.of())
			.json()
			.path("others")
			.size()).isZero();
	}

	@Test
	void commentsStandWithTheirElementUntilTheyAreSettled() {
		long draft = submitted();
		JsonNode said = this.api
			.post("manager2", "/studio/drafts/" + draft + "/comments",
					Map.of("file", VERIFICATION, "element", "verify-fix", "words", "Who does this?"))
			.json();
		assertThat(said.path(0).path("element").asText()).isEqualTo("verify-fix");
		JsonNode settled = this.api
			.post("manager1", "/studio/drafts/" + draft + "/comments/" + said.path(0).path("id").asLong() + "/resolve",
					Map.of())
			.json();
		assertThat(settled.path(0).path("resolvedBy").asText()).isEqualTo("manager1");
		assertThat(approve("manager2", draft).status()).as("who comments has no hand in it").isEqualTo(200);
	}

	@Test
	void managersChangeAuditorsReadAndOthersStayOut() {
		long draft = begin(VERIFICATION);
		for (String account : List.of("agent1", "support1", "engineer1", "admin1")) {
			assertThat(this.api.get(account, "/studio/drafts").status()).as(account).isEqualTo(403);
			assertThat(this.api.post(account, "/studio/drafts", Map.of("title", "x")).status()).isEqualTo(403);
		}
		assertThat(this.api.get("auditor1", "/studio/drafts/" + draft).status()).isEqualTo(200);
		assertThat(this.api.get("auditor1", "/studio/models").json().size()).isGreaterThan(20);
		assertThat(save("auditor1", draft, VERIFICATION, 1, "<a/>").status()).isEqualTo(403);
		assertThat(this.api.post("auditor1", "/studio/drafts", Map.of("title", "x")).status()).isEqualTo(403);
		assertThat(submit("auditor1", draft).status()).isEqualTo(403);
		assertThat(this.api.send("GET", null, "/studio/drafts", null, Map.of()).status()).isEqualTo(401);
	}

}
