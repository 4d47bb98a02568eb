package org.followthrough.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.promises.Promise.Ending;
import org.followthrough.promises.Promise.Kind;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * When the customer's next word is due, and what counts as one.
 */
@FollowthroughTest
class PromiseTests {

	/** Between two looks at the clock in one request. */
	private static final Duration MOMENT = Duration.ofSeconds(10);

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private MailServer mailServer;

	@Autowired
	private Timers timers;

	@Autowired
	private Promises promises;

	@Autowired
	private PromiseMapper rows;

	@Autowired
	private Cases cases;

	@Autowired
	private CaseJourney journey;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private PromiseCheck check;

	@AfterEach
	void allPromisesAreKept() {
		this.mailServer.up();
		this.worker.awaitDelivery();
		this.timers.ring();
		this.check.allKept();
	}

	@ParameterizedTest
	@MethodSource("targets")
	void eachRowOfTheTargetsSaysWhenTheWordsAreDue(String impact, String plan, String customerKind,
			Duration acknowledged, Duration updateEvery) {
		SupportCase fresh = opened(impact, plan, customerKind);
		Promise acknowledgement = running(fresh);
		assertThat(acknowledgement.kind()).isEqualTo(Kind.ACKNOWLEDGEMENT);
		assertThat(Duration.between(fresh.openedAt(), acknowledgement.dueAt())).isBetween(acknowledged,
				acknowledged.plus(MOMENT));
		this.worker.does(fresh, "acknowledge");
		this.worker.awaitDelivery();
		Promise next = running(fresh);
		assertThat(next.kind()).isEqualTo(Kind.NEXT_UPDATE);
		assertThat(Duration.between(next.madeAt(), next.dueAt())).isBetween(updateEvery.minus(MOMENT), updateEvery);
	}

	/** The table itself, each row by an input that no row above it takes. */
	static Stream<Arguments> targets() throws IOException {
		Document table = Jsoup.parse(Files.readString(Path.of("processes", "targets.dmn")), "", Parser.xmlParser());
		Map<String, String> impacts = Map.of("blocked", "high", "impaired", "normal", "question", "low");
		List<String> outputs = table.select("output").eachAttr("name");
		Map<String, Element> taken = new HashMap<>();
		List<Arguments> rows = new ArrayList<>();
		for (Element rule : table.select("rule")) {
			List<Element> inputs = rule.select("inputEntry");
			Arguments row = null;
			for (String impact : impacts.keySet()) {
				for (String plan : List.of("standard", "premium")) {
					for (String kind : words(table.selectFirst("#kind-values"))) {
						if (takes(inputs.get(0), impacts.get(impact)) && takes(inputs.get(1), plan)
								&& takes(inputs.get(2), kind) && taken.putIfAbsent(impact + plan + kind, rule) == null
								&& row == null) {
							row = argumentSet(rule.selectFirst("description").text(), impact, plan, kind,
									Duration.parse(output(rule, outputs.indexOf("acknowledgeWithin"))),
									Duration.parse(output(rule, outputs.indexOf("updateEvery"))));
						}
					}
				}
			}
			// Triage makes nothing critical; a manager's table may.
			if (!rule.id().equals("rule-critical")) {
				assertThat(row).as("an input for " + rule.id()).isNotNull();
				rows.add(row);
			}
		}
		assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
		return rows.stream();
	}

	private static List<String> words(Element values) {
		return List.of(values.text().replace("\"", "").split(","));
	}

	private static boolean takes(Element input, String word) {
		return input.text().isBlank() || input.text().contains("\"" + word + "\"");
	}

	private static String output(Element rule, int place) {
		return rule.select("outputEntry").get(place).text().replace("\"", "");
	}

	@Test
	void theTableItselfRefusesASecondRunningPromise() {
		SupportCase open = this.worker.open();
		Instant soon = Instant.now().plusSeconds(60);
		assertThatExceptionOfType(DuplicateKeyException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> this.rows.insert(open, Kind.NEXT_UPDATE,
					soon, soon, soon, new Due(soon, null, null, null), false)));
		assertThat(this.promises.ofCase(open.id())).hasSize(1);
	}

	@Test
	void aPersonsWordThatArrivedKeepsThePromise() {
		SupportCase open = acknowledged();
		Promise before = running(open);
		this.worker.writes(open, "We are on it.");
		this.worker.awaitDelivery();
		Promise ended = of(open, before.id());
		assertThat(ended.ending()).isEqualTo(Ending.KEPT);
		assertThat(ended.messageId()).isEqualTo(last(open).id());
		assertThat(running(open).id()).isNotEqualTo(before.id());
	}

	@ParameterizedTest
	@MethodSource("whatIsNoWord")
	void nothingElseKeepsIt(String stage, BiConsumer<PromiseTests, SupportCase> happens) {
		SupportCase open = this.worker.openAt(stage);
		this.worker.awaitDelivery();
		Promise before = running(open);
		int messages = this.messages.ofCase(open.id()).size();
		int entries = entries(open).size();
		happens.accept(this, open);
		this.worker.awaitDelivery();
		assertThat(of(open, before.id()).ending()).isNull();
		assertThat(running(open).id()).isEqualTo(before.id());
		assertThat(running(open).dueAt()).isEqualTo(before.dueAt());
		assertThat(entries(open).size() + this.messages.ofCase(open.id()).size()).as("what happened")
			.isGreaterThan(entries + messages);
	}

	static Stream<Arguments> whatIsNoWord() {
		return Stream.of(
				noWord("a note", "investigate",
						(test, open) -> test.api.post("agent1", "/cases/" + open.number() + "/messages",
								Map.of("text", "I called them.", "visibility", "internal"))),
				noWord("a task taken", "investigate",
						(test, open) -> test.worker.claims("agent2", open, "investigate")),
				noWord("a change of state", "investigate",
						(test, open) -> test.worker.does(open, "investigate", Map.of("outcome", "escalate"))),
				noWord("a hand-over to engineering", "escalate", (test, open) -> test.worker.does(open, "escalate")),
				noWord("engineering's answer", "engineering",
						(test, open) -> test.worker.does(open, "reproduce-and-fix")),
				noWord("a verification", "verification", (test, open) -> test.worker.does(open, "verify-fix")),
				noWord("the customer's words", "investigate",
						(test, open) -> test.customer.writes(open, "Are you there?")),
				noWord("reading them", "investigate", (test, open) -> {
					test.customer.writes(open, "Are you there?");
					test.worker.does(open, "read-message");
				}), noWord("an automatic reminder", "sign-off", (test, open) -> {
					test.timers.advance(Duration.ofDays(2));
					test.post.await(test.customer.address(open), "tell us yes or no");
				}), noWord("an automatic mail that came in", "investigate", (test, open) -> {
					String address = test.customer.address(open);
					test.post.send(address,
							"From: " + address + "\nTo: " + Post.SUPPORT + "\nSubject: Away " + open.number()
									+ "\nMessage-ID: <away." + open.number()
									+ "@example.org>\nAuto-Submitted: auto-replied\n\nI am away.\n");
					org.awaitility.Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.pollInterval(Duration.ofMillis(50))
						.until(() -> last(test, open).kind() == Message.Kind.AUTOMATIC);
				}));
	}

	private static Arguments noWord(String name, String stage, BiConsumer<PromiseTests, SupportCase> happens) {
		return argumentSet(name, stage, happens);
	}

	@Test
	void theReceiptIsNoAcknowledgement() {
		SupportCase fresh = this.worker.open();
		this.worker.awaitDelivery();
		assertThat(last(fresh)).extracting(Message::kind, Message::delivery)
			.containsExactly(Message.Kind.RECEIPT, Message.Delivery.DELIVERED);
		assertThat(running(fresh).kind()).isEqualTo(Kind.ACKNOWLEDGEMENT);
		assertThat(this.promises.ofCase(fresh.id())).hasSize(1);
	}

	@Test
	void aWordThatTheMailServerDidntTakeKeepsNothingUntilItDoes() {
		SupportCase open = acknowledged();
		Promise before = running(open);
		this.mailServer.down();
		this.worker.writes(open, "We are on it.");
		this.timers.advance(Duration.ofHours(1));
		assertThat(running(open).id()).isEqualTo(before.id());
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThat(of(open, before.id()).ending()).isEqualTo(Ending.KEPT);
	}

	@Test
	void aWordWrittenInTimeThatArrivesLateBreaksThePromise() {
		SupportCase open = acknowledged();
		Promise before = running(open);
		this.mailServer.down();
		this.worker.writes(open, "We are on it.");
		this.timers.advance(Duration.ofDays(1));
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThat(of(open, before.id()).ending()).isEqualTo(Ending.BROKEN);
		// The time that the late word promised for the next one is over too.
		this.timers.ring();
		assertThat(this.worker.open(open)).contains("overdue-promise");
	}

	@Test
	void aBrokenPromiseIsOnRecord() {
		SupportCase late = acknowledged();
		Promise before = running(late);
		this.timers.advance(Duration.ofDays(1));
		assertThat(this.api.promiseStates(late)).endsWith("overdue");
		this.worker.writes(late, "Sorry that we are late.");
		this.worker.awaitDelivery();
		assertThat(of(late, before.id())).satisfies((broken) -> {
			assertThat(broken.ending()).isEqualTo(Ending.BROKEN);
			assertThat(broken.messageId()).isEqualTo(last(late).id());
			assertThat(broken.endedAt()).isAfterOrEqualTo(before.dueAt());
		});
		assertThat(entries(late)).filteredOn((entry) -> entry.action().equals("promise.broken"))
			.singleElement()
			.satisfies((entry) -> assertThat(entry.details()).containsEntry("due", before.dueAt().toString()));
		assertThat(this.api.promiseStates(late)).endsWith("broken", "running");
	}

	@Test
	void whatEndsWithItsCaseInTimeIsNeitherKeptNorBroken() {
		SupportCase withdrawn = acknowledged();
		Promise before = running(withdrawn);
		this.customer.withdraws(withdrawn);
		assertThat(of(withdrawn, before.id()).ending()).isEqualTo(Ending.RELEASED);
	}

	@Test
	void whatIsOverdueWhenItsCaseEndsIsBroken() {
		SupportCase late = acknowledged();
		Promise before = running(late);
		this.timers.advance(Duration.ofDays(1));
		this.customer.withdraws(late);
		assertThat(of(late, before.id()).ending()).isEqualTo(Ending.BROKEN);
	}

	@Test
	void aSoonerTimeThatSomebodyPromisedWins() {
		SupportCase open = acknowledged();
		Instant soon = running(open).madeAt().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
		assertThat(this.api
			.post("agent1", "/cases/" + open.number() + "/messages",
					Map.of("text", "More in two hours.", "nextUpdateAt", soon.toString()))
			.status()).isEqualTo(201);
		this.worker.awaitDelivery();
		assertThat(running(open).dueAt()).isEqualTo(soon);
		assertThat(this.worker.task(open, "investigate").dueAt()).isEqualTo(soon);
		this.timers.advance(Duration.ofHours(2));
		assertThat(this.worker.task(open, "overdue-promise").groups()).containsExactly("managers");
	}

	@Test
	void aWordThatAnotherHasOvertakenKeepsNothingAndPutsNothingOff() {
		SupportCase open = acknowledged();
		Message old = last(open);
		this.timers.passes(Duration.ofMinutes(1));
		this.worker.writes(open, "We are on it.");
		this.worker.awaitDelivery();
		Promise before = running(open);
		arrives(old, before.dueAt().plus(Duration.ofDays(1)));
		arrives(old, old.writtenAt());
		assertThat(running(open)).isEqualTo(before);
		Instant sooner = before.dueAt().minus(Duration.ofHours(1));
		arrives(old, sooner);
		assertThat(running(open).id()).isEqualTo(before.id());
		assertThat(running(open).dueAt()).isEqualTo(sooner);
		assertThat(this.worker.task(open, "investigate").dueAt()).isEqualTo(sooner);
	}

	@Test
	void ofWordsThatWaitedForTheMailServerTogetherTheLatestCounts() {
		SupportCase open = acknowledged();
		this.mailServer.down();
		this.worker.writes(open, "We are on it.");
		this.timers.passes(Duration.ofMinutes(1));
		this.worker.writes(open, "We have it.");
		Message latest = last(open);
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThat(this.promises.ofCase(open.id())).extracting(Promise::messageId).contains(latest.id());
		assertThat(running(open).dueAt()).isBeforeOrEqualTo(latest.promisedNextAt());
	}

	private void arrives(Message word, Instant promisedNextAt) {
		Instant now = this.timers.in(Duration.ZERO);
		this.transaction.executeWithoutResult((status) -> this.journey.wordReached(new DeliveredWord(word.caseId(),
				word.id(), word.writtenAt(), now, new NextWord(promisedNextAt, null, null), false)));
	}

	@Test
	void nothingRingsTwice() {
		SupportCase open = acknowledged();
		this.worker.does(open, "investigate", Map.of("outcome", "ask"));
		for (int hour = 0; hour < 40; hour++) {
			this.timers.advance(Duration.ofHours(1));
			this.timers.ring();
		}
		assertThat(entries(open)).extracting(AuditEntry::action)
			.containsOnlyOnce("promise.reminded", "promise.overdue");
		assertThat(this.worker.open(open)).containsOnlyOnce("overdue-promise");
		this.worker.awaitDelivery();
		this.post.await("agent1@followthrough.example", open.number());
		assertThat(this.post.mailbox("agent1@followthrough.example"))
			.filteredOn((mail) -> Post.text(mail).contains(open.number()))
			.hasSize(1);
	}

	private SupportCase opened(String impact, String plan, String customerKind) {
		String email = customerKind + "." + plan + "." + impact + "@triage.example";
		this.transaction.executeWithoutResult((status) -> this.database.update(
				"INSERT INTO customer (email, name, kind, plan, created_at) VALUES (?, 'Cleo', ?, ?, NOW(3))", email,
				customerKind, plan));
		String number = this.api
			.post("agent1", "/cases",
					Map.of("customer", Map.of("email", email), "subject", "It does not print", "description",
							"Nothing.", "impact", impact))
			.json()
			.get("number")
			.asText();
		return this.cases.get(number);
	}

	private SupportCase acknowledged() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return open;
	}

	private Promise running(SupportCase of) {
		return this.promises.running(of.id()).orElseThrow();
	}

	private Promise of(SupportCase of, long id) {
		return this.promises.ofCase(of.id()).stream().filter((promise) -> promise.id() == id).findFirst().orElseThrow();
	}

	private Message last(SupportCase of) {
		return last(this, of);
	}

	private static Message last(PromiseTests test, SupportCase of) {
		List<Message> written = test.messages.ofCase(of.id());
		return written.get(written.size() - 1);
	}

	private List<AuditEntry> entries(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000);
	}

}
