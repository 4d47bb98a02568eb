package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.awaitility.Awaitility;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.correspondence.UnreliableMailServer.Taken;
import org.followthrough.correspondence.UnreliableMailServer.Way;
import org.followthrough.promises.Promises;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A mail server that refuses, hangs, or takes a mail and drops the line: nothing is shown
 * as delivered that wasn't, and whatever is sent again has the same Message-ID.
 */
@Tag("thorough")
@FollowthroughTest
class FailingMailServerTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private MailServer mailServer;

	@Autowired
	private Messages messages;

	@Autowired
	private AutomaticMessages automatic;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private MailSettings settings;

	@Autowired
	private MessageIds ids;

	@Autowired
	private OutboxMapper mails;

	@Autowired
	private Courier courier;

	@Autowired
	private Promises running;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Timers timers;

	@Autowired
	private Clock clock;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	@Value("${followthrough.demo.mail.smtp-port}")
	private int smtpPort;

	@AfterEach
	void allIsWellAgain() {
		this.mailServer.up();
		this.timers.ring();
		this.promises.allKept();
	}

	@ParameterizedTest
	@EnumSource(names = { "REFUSES_FOR_NOW", "REFUSES_AFTER_DATA_FOR_NOW", "DROPS_BEFORE_ANSWER" })
	void whatIsNotTakenIsSentAgainWithTheSameIdAndDeliveredOnce(Way way) {
		SupportCase open = acknowledged();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, way)) {
			Message word = says(open, "We are on it.");
			OutgoingMail first = attempted(word, 1);
			assertThat(now(word).delivery()).isEqualTo(Delivery.WAITING);
			assertThat(this.api.promiseStates(open)).containsExactly("kept", "running");
			server.now(Way.TAKES);
			this.timers.passes(pause(first));
			this.courier.wake();
			this.worker.awaitDelivery(open);
			assertThat(now(word).delivery()).isEqualTo(Delivery.DELIVERED);
			assertThat(server.taken()).hasSize((way == Way.REFUSES_FOR_NOW) ? 1 : 2);
			assertThat(server.taken().stream().map(Taken::id).distinct()).hasSize(1);
			assertThat(actions(open)).filteredOn("message.delivered"::equals).hasSize(delivered(open));
		}
	}

	@Test
	void whatIsTakenBeforeTheLineDropsIsDeliveredAndNotSentAgain() {
		SupportCase open = acknowledged();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.DROPS_AFTER_ANSWER)) {
			Message word = says(open, "We are on it.");
			this.worker.awaitDelivery(open);
			Message next = says(open, "We have it.");
			this.worker.awaitDelivery(open);
			assertThat(now(word).delivery()).isEqualTo(Delivery.DELIVERED);
			assertThat(now(next).delivery()).isEqualTo(Delivery.DELIVERED);
			assertThat(server.taken()).hasSize(2).extracting(Taken::id).doesNotHaveDuplicates();
		}
	}

	@Test
	void whatHangsIsNeitherDeliveredNorSentBesides() {
		SupportCase open = acknowledged();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.HANGS)) {
			Message word = says(open, "We are on it.");
			Awaitility.await("it hangs").until(() -> server.begun() == 1);
			this.courier.wake();
			assertThat(now(word).delivery()).isEqualTo(Delivery.WAITING);
			server.hangUp();
			OutgoingMail first = attempted(word, 1);
			assertThat(server.begun()).isEqualTo(1);
			server.now(Way.TAKES);
			this.timers.passes(pause(first));
			this.courier.wake();
			this.worker.awaitDelivery(open);
			assertThat(server.taken()).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "REFUSES_FOR_GOOD", "REFUSES_AFTER_DATA_FOR_GOOD" })
	void whatIsRefusedForGoodIsGivenUpAtOnceAndOwedSoon(Way way) {
		SupportCase open = acknowledged();
		this.mailServer.up();
		this.worker.as("agent1", () -> this.messages.send(open, Message.Kind.UPDATE, "More in thirty days.",
				new NextWord(this.timers.in(Duration.ofDays(30)), null, null)));
		this.worker.awaitDelivery(open);
		this.mailServer.down();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, way)) {
			Message word = says(open, "We have it sooner.");
			failed(word);
			assertThat(server.begun()).isEqualTo(1);
		}
		this.mailServer.up();
		Instant due = this.running.running(open.id()).orElseThrow().dueAt();
		assertThat(due).isBefore(this.timers.in(Duration.ofDays(5)));
		assertThat(this.worker.task(open, "investigate").dueAt()).isEqualTo(due);
		assertThat(actions(open)).containsSubsequence("message.undeliverable", "promise.moved")
			.containsOnlyOnce("message.undeliverable");
		assertThat(told("agent1", open)).isEqualTo(1);
		this.timers.advance(Duration.between(this.clock.instant(), due));
		assertThat(this.worker.open(open)).contains("overdue-promise");
	}

	@Test
	void aWordThatALaterOneHasOvertakenIsNotOwed() {
		SupportCase open = acknowledged();
		Message word;
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_NOW)) {
			word = says(open, "We are on it.");
			attempted(word, 1);
			server.now(Way.TAKES);
			Message later = says(open, "We have it.");
			delivered(later);
			Instant due = this.running.running(open.id()).orElseThrow().dueAt();
			server.now(Way.REFUSES_FOR_GOOD);
			this.timers.passes(pause(waiting(word)));
			this.courier.wake();
			failed(word);
			assertThat(this.running.running(open.id()).orElseThrow().dueAt()).isEqualTo(due);
		}
	}

	@Test
	void afterFiveDaysOfTriesSomebodyHasATask() {
		SupportCase open = acknowledged();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_NOW)) {
			Message word = says(open, "We are on it.");
			Instant begun = this.clock.instant();
			List<Duration> pauses = new ArrayList<>();
			OutgoingMail mail = attempted(word, 1);
			while (mail.nextAttemptAt() != null) {
				pauses.add(pause(mail));
				this.timers.passes(pause(mail));
				this.courier.wake();
				mail = attempted(word, mail.attempts() + 1);
			}
			Duration tried = Duration.between(begun, Objects.requireNonNull(mail.failedAt()));
			// RFC 5321, 4.5.4.1: at least half an hour apart after the first ones, and
			// given
			// up after four to five days.
			assertThat(tried).isBetween(Duration.ofDays(5), Duration.ofDays(5).plusHours(2));
			assertThat(pauses).allSatisfy((pause) -> assertThat(pause).isLessThanOrEqualTo(Duration.ofHours(1)));
			assertThat(pauses.subList(12, pauses.size()))
				.allSatisfy((pause) -> assertThat(pause).isGreaterThan(Duration.ofMinutes(30)));
			assertThat(now(word).delivery()).isEqualTo(Delivery.FAILED);
			assertThat(server.taken()).isEmpty();
		}
		this.mailServer.up();
		this.timers.ring();
		assertThat(this.worker.open(open)).contains("overdue-promise");
		assertThat(actions(open)).containsOnlyOnce("message.undeliverable");
		assertThat(told("agent1", open)).isEqualTo(1);
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		assertThat(admin.page("/admin/mail")).contains(open.number(), "agent1", "450 4.2.1 Mailbox busy");
		// By hand it has five days again, and keeps its id.
		admin.post("/admin/mail", "/admin/mail/out/" + mailOf(last(open)).orElseThrow().id() + "/retry", "");
		this.worker.awaitDelivery(open);
		assertThat(now(last(open)).delivery()).isEqualTo(Delivery.DELIVERED);
	}

	@Test
	void whoHasTheCaseIsToldThatAutomaticMailDoesNotArrive() {
		SupportCase open = acknowledged();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_GOOD)) {
			this.worker.as("agent1",
					() -> this.transaction.executeWithoutResult((status) -> this.automatic.sendSignOffReminder(open)));
			Awaitility.await("giving up").until(() -> told("agent1", open) == 1);
			assertThat(server.taken()).isEmpty();
		}
		assertThat(actions(open)).containsOnlyOnce("message.undeliverable").doesNotContain("promise.moved");
	}

	@Test
	void automaticMailHasAnEmptySenderAndSaysThatAProgramWroteIt() throws Exception {
		this.mailServer.down();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.TAKES);
				MailPost.Connection post = new MailPost(asRecommended(), this.ids, this.clock).connection()) {
			post.send(mail(true), List.of());
			post.send(mail(false), List.of());
			assertThat(server.taken()).hasSize(2);
			Taken receipt = server.taken().get(0);
			assertThat(receipt.sender().strip()).isEqualTo("<>");
			assertThat(receipt.text()).contains("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All");
			Taken word = server.taken().get(1);
			assertThat(word.sender().strip()).isEqualTo("<support@followthrough.example>");
			assertThat(word.text()).doesNotContain("Auto-Submitted");
		}
	}

	/** The demonstration's server takes no mail from nobody; others have to. */
	private MailSettings asRecommended() {
		MailSettings demo = this.settings;
		return new MailSettings(demo.address(), demo.name(), "", demo.smtp(), demo.imap(), Map.of(), false,
				demo.largest(), demo.giveUpAfter(), demo.casesAnHour(), Set.of());
	}

	private OutgoingMail mail(boolean automatic) {
		Instant now = this.clock.instant();
		return new OutgoingMail(automatic ? 1 : 2, 17L, "FT-2026-000017", "ada@example.org", "[FT-2026-000017] It",
				"Dear Ada", automatic, null, now, 1, now, null, null, null, null, "en");
	}

	private SupportCase acknowledged() {
		this.mailServer.up();
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		this.mailServer.down();
		return open;
	}

	private Message says(SupportCase about, String words) {
		this.worker.writes(about, words);
		return last(about);
	}

	private Message last(SupportCase of) {
		List<Message> words = this.messages.ofCase(of.id()).stream().filter(Message::isByPerson).toList();
		return words.get(words.size() - 1);
	}

	private Message now(Message word) {
		return this.messages.find(word.id()).orElseThrow();
	}

	private void delivered(Message word) {
		Awaitility.await("delivery").until(() -> now(word).delivery() == Delivery.DELIVERED);
	}

	private void failed(Message word) {
		Awaitility.await("giving up").until(() -> now(word).delivery() == Delivery.FAILED);
	}

	private int delivered(SupportCase of) {
		return (int) this.messages.ofCase(of.id())
			.stream()
			.filter((message) -> message.delivery() == Delivery.DELIVERED)
			.count();
	}

	private OutgoingMail waiting(Message word) {
		return mailOf(word).orElseThrow();
	}

	private Optional<OutgoingMail> mailOf(Message word) {
		return this.database
			.queryForList("SELECT id FROM outgoing_mail WHERE message_id = ? AND sent_at IS NULL", Long.class,
					word.id())
			.stream()
			.findFirst()
			.flatMap(this.mails::find);
	}

	/** The mail once an attempt has ended; while it is tried, it is held for minutes. */
	private OutgoingMail attempted(Message word, int attempts) {
		return Awaitility.await("attempt " + attempts)
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> waiting(word), (mail) -> mail.attempts() >= attempts && mail.lastError() != null);
	}

	private Duration pause(OutgoingMail mail) {
		return Duration.between(this.clock.instant(), Objects.requireNonNull(mail.nextAttemptAt()));
	}

	private int told(String account, SupportCase about) {
		Integer told = this.database.queryForObject(
				"SELECT COUNT(*) FROM notice WHERE account = ? AND case_id = ? AND kind = 'WORD_UNDELIVERED'",
				Integer.class, account, about.id());
		return (told != null) ? told : 0;
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

}
