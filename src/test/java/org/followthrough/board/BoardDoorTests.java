package org.followthrough.board;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise board by its doors: what it lists, who may do what from there, and what it
 * says to what can't be done.
 */
@FollowthroughTest
class BoardDoorTests {

	private static final String SCRIPT = "HX-Request";

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Timers timers;

	@Autowired
	private Post post;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void pagesTogetherHoldEachRunningPromiseOnceByDueTime() {
		this.worker.openAt("investigate");
		this.worker.openAt("engineering");
		this.worker.open();
		this.worker.awaitDelivery();
		List<JsonNode> listed = all("limit=7");
		assertThat(listed).hasSize(count("SELECT COUNT(*) FROM promise WHERE ended_at IS NULL"));
		assertThat(listed).extracting((one) -> one.path("caseNumber").asText() + " " + one.path("kind").asText())
			.doesNotHaveDuplicates();
		assertThat(listed).extracting((one) -> Instant.parse(one.path("dueAt").asText())).isSorted();
	}

	@Test
	void aPromiseIsListedWithWhatOneHasToKnowToKeepIt() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		JsonNode listed = only(open, "");
		assertThat(listed.path("subject").asText()).isEqualTo(open.subject());
		assertThat(listed.at("/customer/email").asText()).isEqualTo(this.customer.address(open));
		assertThat(listed.path("kind").asText()).isEqualTo("next-update");
		assertThat(listed.path("team").asText()).isEqualTo(open.team());
		assertThat(listed.path("owner").asText()).isEqualTo("agent1");
		assertThat(listed.path("severity").asText()).isEqualTo(open.severity());
		assertThat(listed.path("stage").asText()).isEqualTo("investigate");
		assertThat(listed.path("turn").asText()).isEqualTo("ours");
		assertThat(listed.path("pausedSince").isNull()).isTrue();
	}

	@Test
	void eachFilterLeavesOutWhatIsMeantByIt() {
		SupportCase mine = this.worker.openAt("investigate");
		SupportCase nobodys = this.worker.open();
		this.worker.awaitDelivery();
		assertThat(numbers("owner=mine")).contains(mine.number()).doesNotContain(nobodys.number());
		assertThat(numbers("owner=agent1")).contains(mine.number()).doesNotContain(nobodys.number());
		assertThat(numbers("owner=agent2")).doesNotContain(mine.number(), nobodys.number());
		assertThat(numbers("owner=nobody")).contains(nobodys.number()).doesNotContain(mine.number());
		assertThat(numbers("team=" + mine.team())).contains(mine.number(), nobodys.number());
		assertThat(numbers("team=nowhere")).isEmpty();
		assertThat(numbers("kind=acknowledgement")).contains(nobodys.number()).doesNotContain(mine.number());
		assertThat(numbers("severity=" + mine.severity())).contains(mine.number());
		assertThat(numbers("severity=unheard-of")).isEmpty();
		assertThat(numbers("paused=yes")).doesNotContain(mine.number());
		assertThat(numbers("paused=no&owner=mine&kind=next-update")).contains(mine.number());
	}

	@Test
	void bucketsTogetherHoldEverythingOnceAndThePageCountsTheSame() {
		SupportCase open = this.worker.open();
		List<String> all = numbers("");
		List<String> byBucket = new ArrayList<>();
		for (Bucket bucket : Bucket.values()) {
			byBucket.addAll(numbers("bucket=" + bucket.word()));
		}
		assertThat(byBucket).contains(open.number()).containsExactlyInAnyOrderElementsOf(all);
		Document page = Jsoup.parse(new SignedInPerson(this.api, "agent1").page("/board"));
		assertThat(page.select("[data-count]").eachText().stream().mapToInt(Integer::parseInt).sum())
			.isEqualTo(all.size());
	}

	@Test
	void aPausedPromiseIsMarked() {
		SupportCase asked = this.worker.openAt("wait-for-answer");
		this.worker.awaitDelivery();
		Answer paused = this.api.post("agent1", "/cases/" + asked.number() + "/pause", "");
		assertThat(paused.status()).as(paused.text()).isBetween(200, 299);
		assertThat(numbers("paused=yes")).contains(asked.number());
		assertThat(numbers("paused=no")).doesNotContain(asked.number());
		assertThat(only(asked, "paused=yes").path("turn").asText()).isEqualTo("customer");
		assertThat(row(asked, "?paused=yes")).contains("paused", "customer's turn");
	}

	@ParameterizedTest
	@CsvSource({ "bucket=tomorrow,bucket", "kind=lunch,kind", "paused=perhaps,paused", "zone=Mars,zone",
			"cursor=rubbish,cursor", "cursor=MjAyNg,cursor", "limit=0,limit", "limit=201,limit" })
	void whatCantBeReadIsNamed(String query, String field) {
		Answer refused = this.api.get("agent1", "/promises?" + query);
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.type()).startsWith("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/board?bucket=tomorrow", "/board?cursor=rubbish", "/board?kind=lunch&owner=mine" })
	void aPageThatCantBeReadSaysSo(String path) {
		HttpResponse<byte[]> page = new SignedInPerson(this.api, "agent1").get(path);
		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("That did not work");
	}

	@Test
	void everybodyWhoWorksHereMayLookAndOnlyWhoMaySeesWhatToDo() {
		SupportCase open = this.worker.open();
		assertThat(this.api.get("auditor1", "/promises").status()).isEqualTo(200);
		assertThat(this.api.send("GET", null, "/promises", null, java.util.Map.of()).status()).isEqualTo(401);
		assertThat(row(open, "agent1", "?owner=nobody")).contains("Update", "Take over");
		assertThat(row(open, "engineer1", "?owner=nobody")).contains("Update").doesNotContain("Take over");
		assertThat(row(open, "auditor1", "?owner=nobody")).doesNotContain("Update", "Take over");
	}

	@Test
	void whoTakesACaseOverAnswersForItAndHasItsTasks() {
		SupportCase open = this.worker.open();
		Answer taken = this.api.post("agent2", "/cases/" + open.number() + "/take-over", "");
		assertThat(taken.status()).as(taken.text()).isEqualTo(200);
		assertThat(this.worker.now(open).owner()).isEqualTo("agent2");
		assertThat(this.worker.task(open, "acknowledge").assignee()).isEqualTo("agent2");
		assertThat(only(open, "owner=agent2").path("owner").asText()).isEqualTo("agent2");
		assertThat(actions(open)).containsOnlyOnce("case.owner", "task.claimed");
	}

	@Test
	void whatSomebodyElseHasStaysWithThem() {
		SupportCase open = this.worker.open();
		this.worker.claims("agent1", open, "acknowledge");
		Answer taken = this.api.post("agent2", "/cases/" + open.number() + "/take-over", "");
		assertThat(taken.json().at("/othersTasks/0/assignee").asText()).isEqualTo("agent1");
		assertThat(this.worker.now(open).owner()).isEqualTo("agent2");
		assertThat(this.worker.task(open, "acknowledge").assignee()).isEqualTo("agent1");
		assertThat(takeOver("agent2", open).text()).contains("agent1 has its task");
	}

	@Test
	void aManagerAnswersForACaseAndLeavesItsTasksToAgents() {
		SupportCase open = this.worker.open();
		assertThat(takeOver("manager1", open).text()).contains("You answer for " + open.number());
		assertThat(this.worker.now(open).owner()).isEqualTo("manager1");
		assertThat(this.worker.task(open, "acknowledge").assignee()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "engineer1", "support1", "admin1", "auditor1" })
	void nobodyElseTakesACaseOver(String account) {
		SupportCase open = this.worker.open();
		assertThat(this.api.post(account, "/cases/" + open.number() + "/take-over", "").status()).isEqualTo(403);
		assertThat(new SignedInPerson(this.api, account)
			.sends("/account", "/board/" + open.number() + "/take-over", "", SCRIPT, "true")
			.statusCode()).isEqualTo(403);
		assertThat(this.worker.now(open).owner()).isNull();
	}

	@Test
	void aClosedCaseIsNotTakenOver() {
		SupportCase closed = this.worker.open();
		this.customer.withdraws(closed);
		assertThat(this.api.post("agent1", "/cases/" + closed.number() + "/take-over", "").status()).isEqualTo(409);
		assertThat(this.api.post("agent1", "/cases/FT-1999-000001/take-over", "").status()).isEqualTo(404);
		assertThat(this.worker.now(closed).owner()).isNull();
	}

	@Test
	void ofTwoWhoTakeACaseOverAtOnceOneHasAllOfItsTasks() {
		SupportCase open = this.worker.open();
		List<Callable<Answer>> both = List.of(
				() -> this.api.post("agent1", "/cases/" + open.number() + "/take-over", ""),
				() -> this.api.post("agent2", "/cases/" + open.number() + "/take-over", ""));
		assertThat(AtOnce.all(both)).extracting(Answer::status).containsOnly(200);
		assertThat(this.worker.now(open).owner()).isIn("agent1", "agent2");
		assertThat(actions(open)).filteredOn("task.claimed"::equals).hasSize(1);
		assertThat(actions(open)).filteredOn("case.owner"::equals).hasSize(2);
	}

	@Test
	void anUnchangedBoardIsNotSentAgain() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		SignedInPerson agent = new SignedInPerson(this.api, "agent2");
		String live = "/board/live?owner=agent1";
		String version = version(agent, live);
		HttpResponse<byte[]> again = agent.get(live, "If-None-Match", '"' + version + '"');
		if (!version(agent, live).equals(version)) {
			// A minute has passed between the two.
			version = version(agent, live);
			again = agent.get(live, "If-None-Match", '"' + version + '"');
		}
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
		takeOver("agent2", open);
		HttpResponse<byte[]> changed = agent.get(live, "If-None-Match", '"' + version + '"');
		assertThat(changed.statusCode()).isEqualTo(200);
		assertThat(new String(changed.body(), StandardCharsets.UTF_8)).doesNotContain("<html", open.number());
	}

	@Test
	void anUpdateFromTheBoardKeepsThePromise() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String page = agent.post("/board", "/board/" + open.number() + "/update?owner=mine",
				"text=" + encoded("Soon."));
		assertThat(Jsoup.parse(page).select("#said").text()).isEqualTo("Your message to Cleo Customer is on its way.");
		this.worker.awaitDelivery();
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "kept", "running");
	}

	@Test
	void oneUpdateCoversTheCustomersOtherCaseWhereTheAgentWantsIt() {
		SupportCase first = this.worker.openAt("investigate");
		SupportCase second = this.worker.openAnother(first);
		this.worker.does(second, "acknowledge");
		this.worker.awaitDelivery();
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		Document form = Jsoup.parse(agent.page("/board/" + second.number() + "/update"));
		assertThat(form.select("input[name=also]").eachAttr("value")).containsExactly(first.number());
		assertThat(form.select("input[name=also][checked]")).isEmpty();
		String words = "Both are fixed tonight, " + UUID.randomUUID();
		HttpResponse<byte[]> sent = agent.sends("/board", "/board/" + second.number() + "/update",
				"text=" + encoded(words) + "&also=" + first.number(), SCRIPT, "true");
		assertThat(new String(sent.body(), StandardCharsets.UTF_8)).contains("one mail about", first.number(),
				second.number());
		this.worker.awaitDelivery();
		assertThat(this.post.mailbox(this.customer.address(first)))
			.filteredOn((mail) -> Post.text(mail).contains(words))
			.hasSize(1);
		assertThat(List.of(first, second)).allSatisfy(
				(about) -> assertThat(this.api.promiseStates(about)).containsExactly("kept", "kept", "running"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "text=+&nextUpdateAt=|update-text-error|the message is empty",
					"text=Hello&nextUpdateAt=tomorrow|update-next-error|This is not a time",
					"text=Hello&nextUpdateAt=2020-01-01T00:00:00Z|update-next-error|is over already",
					"text=Hello&nextUpdateAt=LATE|update-why-error|later than usual" })
	void whatIsWrongIsSaidAtItsFieldAndNothingIsLost(String fields, String at, String words) {
		SupportCase open = this.worker.openAt("investigate");
		int before = this.messages.ofCase(open.id()).size();
		HttpResponse<byte[]> refused = new SignedInPerson(this.api, "agent1").sends("/board",
				"/board/" + open.number() + "/update",
				fields.replace("LATE", this.timers.in(Duration.ofDays(60)).toString()));
		assertThat(refused.statusCode()).isEqualTo(422);
		Document form = Jsoup.parse(new String(refused.body(), StandardCharsets.UTF_8));
		assertThat(form.select("#" + at).text()).contains(words);
		assertThat(form.select("textarea").text()).isEqualTo(fields.startsWith("text=Hello") ? "Hello" : "");
		assertThat(this.messages.ofCase(open.id())).hasSize(before);
	}

	@Test
	void aLaterTimeIsTakenWithItsReason() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		Instant late = this.timers.in(Duration.ofDays(60));
		new SignedInPerson(this.api, "agent1").post("/board", "/board/" + open.number() + "/update",
				"text=Hello&nextUpdateAt=" + late + "&laterBecause=" + encoded("They are away."));
		this.worker.awaitDelivery();
		assertThat(Instant.parse(only(open, "").path("dueAt").asText())).isEqualTo(late);
	}

	@Test
	void anotherCustomersCaseIsNotCovered() {
		SupportCase mine = this.worker.openAt("investigate");
		SupportCase anothers = this.worker.openAt("investigate");
		HttpResponse<byte[]> refused = new SignedInPerson(this.api, "agent1").sends("/board",
				"/board/" + mine.number() + "/update", "text=Hello&also=" + anothers.number());
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("another one&#39;s", "Hello");
		assertThat(this.messages.ofCase(mine.id())).extracting(Message::body).doesNotContain("Hello");
	}

	private String version(SignedInPerson of, String live) {
		return Jsoup.parse(of.page(live)).select("#live").attr("data-version");
	}

	private Document takeOver(String account, SupportCase of) {
		return Jsoup.parse(new SignedInPerson(this.api, account).post("/board",
				"/board/" + of.number() + "/take-over?owner=mine", ""));
	}

	private String row(SupportCase of, String query) {
		return row(of, "agent1", query);
	}

	/** The row on whichever page has it. */
	private String row(SupportCase of, String account, String query) {
		SignedInPerson reader = new SignedInPerson(this.api, account);
		String path = "/board" + query;
		while (!path.isEmpty()) {
			Document page = Jsoup.parse(reader.page(path));
			String row = page.select("tr[data-promise]:contains(" + of.number() + ")").text();
			if (!row.isEmpty()) {
				return row;
			}
			path = page.select(".more a[href*=cursor]").attr("href");
		}
		throw new AssertionError(of.number() + " is not on the board");
	}

	private JsonNode only(SupportCase of, String query) {
		List<JsonNode> its = all(query).stream()
			.filter((one) -> one.path("caseNumber").asText().equals(of.number()))
			.toList();
		assertThat(its).hasSize(1);
		return its.get(0);
	}

	private List<String> numbers(String query) {
		return all(query).stream().map((one) -> one.path("caseNumber").asText()).toList();
	}

	private List<JsonNode> all(String query) {
		List<JsonNode> all = new ArrayList<>();
		String next = "";
		do {
			Answer page = this.api.get("agent1", "/promises?" + query + (next.isEmpty() ? "" : "&cursor=" + next));
			assertThat(page.status()).as(page.text()).isEqualTo(200);
			page.json().path("items").forEach(all::add);
			next = page.json().path("next").isNull() ? "" : page.json().path("next").asText();
		}
		while (!next.isEmpty());
		return all;
	}

	private int count(String sql) {
		Integer count = this.database.queryForObject(sql, Integer.class);
		return (count != null) ? count : 0;
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
