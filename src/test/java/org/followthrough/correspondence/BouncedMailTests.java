package org.followthrough.correspondence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mail server took our word, and the one behind it sends it back.
 */
@Tag("thorough")
@FollowthroughTest
class BouncedMailTests {

	private static final String GONE = "550 5.1.1 No such mailbox";

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
	private Mailboxes mailbox;

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
	void thePromiseRunsAgainAsIfNothingHadBeenSaid() {
		SupportCase open = acknowledged();
		String due = due(open);
		Message word = says(open, "We are on it.");
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "kept", "running");
		assertThat(due(open)).isNotEqualTo(due);
		assertThat(comesBack(word).caseNumber()).isEqualTo(open.number());
		assertThat(now(word).delivery()).isEqualTo(Delivery.FAILED);
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "running");
		assertThat(due(open)).isEqualTo(due);
		assertThat(this.worker.task(open, "investigate").dueAt()).hasToString(due);
		assertThat(actions(open)).containsSubsequence("message.automatic-received", "message.bounced", "promise.void",
				"promise.reopened");
	}

	@Test
	void theOwnerIsToldAndTheAdministratorSeesIt() {
		SupportCase open = acknowledged();
		comesBack(says(open, "We are on it."));
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(Post.text(this.post.await("agent1@followthrough.example", open.number()))).contains("did not reach")
			.contains(GONE)
			.contains("/cases/" + open.number());
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + open.number()))
			.contains("The message came back: " + GONE, "runs again", "was never given")
			.doesNotContain("message.bounced", "promise.void", "promise.reopened");
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains(open.number()).contains(GONE);
	}

	@Test
	void managersAreCalledWhenThePromiseIsOverdueByThen() {
		SupportCase open = acknowledged();
		Message word = says(open, "More in three days.", Duration.ofDays(3));
		this.timers.advance(Duration.ofDays(2));
		assertThat(this.worker.open(open)).doesNotContain("overdue-promise");
		comesBack(word);
		this.timers.ring();
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "overdue");
		assertThat(this.worker.open(open)).contains("overdue-promise");
	}

	@Test
	void managersAreCalledAgainWhenTheLateWordCameBack() {
		SupportCase late = acknowledged();
		this.timers.advance(Duration.ofDays(1));
		this.worker.does(late, "overdue-promise");
		this.worker.awaitDelivery();
		assertThat(this.worker.open(late)).doesNotContain("overdue-promise");
		comesBack(last(late));
		this.timers.ring();
		assertThat(this.worker.open(late)).containsOnlyOnce("overdue-promise");
		assertThat(actions(late)).filteredOn("promise.overdue"::equals).hasSize(2);
	}

	@Test
	void managersWhoWereCalledForTheNextWordAreCalledForThisOneInstead() {
		SupportCase late = acknowledged();
		Message word = says(late, "We are on it.");
		this.timers.advance(Duration.ofDays(3));
		assertThat(this.worker.open(late)).containsOnlyOnce("overdue-promise");
		comesBack(word);
		this.timers.ring();
		assertThat(this.worker.open(late)).containsOnlyOnce("overdue-promise");
	}

	@Test
	void aLaterWordThatArrivedKeepsThePromiseInItsStead() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		says(open, "We have it.");
		String due = due(open);
		comesBack(word);
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "kept", "running");
		assertThat(due(open)).isEqualTo(due);
		assertThat(actions(open)).containsSubsequence("promise.void", "promise.corrected");
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + open.number())).contains("ended otherwise")
			.doesNotContain("promise.corrected");
	}

	@Test
	void allOfThemMayComeBackInAnyOrder() {
		SupportCase open = acknowledged();
		String due = due(open);
		Message first = says(open, "We are on it.");
		Message second = says(open, "We have it.");
		Message third = says(open, "Nearly there.");
		comesBack(second);
		comesBack(first);
		comesBack(third);
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "running");
		assertThat(due(open)).isEqualTo(due);
	}

	@Test
	void whatIsTriedAgainAndArrivesKeepsThePromise() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		comesBack(word);
		new SignedInPerson(this.api, "admin1").post("/admin/mail", "/admin/mail/out/" + row(word) + "/retry", "");
		this.worker.awaitDelivery(open);
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "kept", "running");
	}

	@Test
	void aClosedCaseStaysClosed() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		this.customer.withdraws(open);
		comesBack(word);
		assertThat(now(word).delivery()).isEqualTo(Delivery.FAILED);
		assertThat(this.worker.now(open).isOpen()).isFalse();
		assertThat(this.api.promiseStates(open)).containsExactly("kept");
	}

	@Test
	void aWordThatIsOnlyDelayedHasNotFailed() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		Arrival report = reported(messageId(word), "delayed");
		assertThat(report).extracting(Arrival::state, Arrival::caseNumber).containsExactly("AUTOMATIC", open.number());
		assertThat(now(word).delivery()).isEqualTo(Delivery.DELIVERED);
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "kept", "running");
	}

	@Test
	void aReportOnAMailThatWeNeverSentChangesNothing() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		String forged = messageId(word).replaceFirst("\\.[0-9a-f]{16}@", ".0123456789abcdef@");
		assertThat(reported(forged, "failed")).extracting(Arrival::state, Arrival::caseNumber)
			.containsExactly("AUTOMATIC", null);
		assertThat(now(word).delivery()).isEqualTo(Delivery.DELIVERED);
	}

	@Test
	void aSecondReportOnTheSameMailSaysNothingNew() {
		SupportCase open = acknowledged();
		Message word = says(open, "We are on it.");
		comesBack(word);
		comesBack(word);
		assertThat(actions(open)).containsOnlyOnce("message.bounced", "promise.reopened");
	}

	private SupportCase acknowledged() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return open;
	}

	private Message says(SupportCase about, String words) {
		this.worker.writes(about, words);
		this.worker.awaitDelivery(about);
		return last(about);
	}

	private Message says(SupportCase about, String words, Duration nextIn) {
		this.worker.as("agent1", () -> this.messages.send(about, Message.Kind.UPDATE, words,
				new NextWord(this.timers.in(nextIn), null, null)));
		this.worker.awaitDelivery(about);
		return last(about);
	}

	private Message last(SupportCase of) {
		List<Message> words = this.messages.ofCase(of.id()).stream().filter(Message::isByPerson).toList();
		return words.get(words.size() - 1);
	}

	private Message now(Message word) {
		return this.messages.find(word.id()).orElseThrow();
	}

	private Arrival comesBack(Message word) {
		Arrival report = reported(messageId(word), "failed");
		assertThat(report.state()).isEqualTo("AUTOMATIC");
		return report;
	}

	private Arrival reported(String messageId, String action) {
		long last = new Arrivals(this.database).last();
		this.post.report(messageId, action, GONE);
		this.mailbox.wake();
		return new Arrivals(this.database).sorted(last);
	}

	private String messageId(Message word) {
		String address = this.database.queryForObject(
				"SELECT u.email FROM customer u JOIN support_case c ON c.customer_id = u.id WHERE c.id = ?",
				String.class, word.caseId());
		return Awaitility.await("the mail that says " + word.body())
			.until(() -> this.post.idOf(String.valueOf(address), word.body()), Optional::isPresent)
			.orElseThrow();
	}

	private long row(Message word) {
		Long row = this.database.queryForObject("SELECT id FROM outgoing_mail WHERE message_id = ?", Long.class,
				word.id());
		return (row != null) ? row : 0;
	}

	private String due(SupportCase of) {
		List<String> due = new ArrayList<>();
		this.api.get("manager1", "/cases/" + of.number() + "/promises")
			.json()
			.forEach((promise) -> due.add(promise.get("dueAt").asText()));
		return due.get(due.size() - 1);
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

}
