package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A customer with two cases gets one mail that covers both.
 */
@FollowthroughTest
class OneMailTests {

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
	private MailServer mailServer;

	@Autowired
	private Timers timers;

	@Autowired
	private Post post;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	private SupportCase first;

	private SupportCase second;

	@BeforeEach
	void oneCustomerWithTwoCases() {
		this.first = this.worker.openAt("investigate");
		this.second = this.worker.openAnother(this.first);
		this.worker.does(this.second, "acknowledge");
		this.worker.awaitDelivery();
	}

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void oneMailNamesBothCasesAndKeepsThePromiseOfEach() throws MessagingException {
		String words = words();
		Answer sent = write(words, this.second, this.first);
		assertThat(sent.status()).as(sent.text()).isEqualTo(201);
		assertThat(sent.json()).extracting((one) -> one.path("caseNumber").asText())
			.containsExactly(this.first.number(), this.second.number());
		this.worker.awaitDelivery();
		List<MimeMessage> mails = mails(words);
		assertThat(mails).hasSize(1);
		assertThat(mails.get(0).getSubject()).contains("[" + this.first.number() + "]",
				"[" + this.second.number() + "]");
		for (SupportCase about : both()) {
			assertThat(Post.text(mails.get(0))).contains(about.number());
			assertThat(this.messages.ofCase(about.id())).filteredOn((message) -> message.body().equals(words))
				.extracting(Message::delivery)
				.containsExactly(Delivery.DELIVERED);
			assertThat(this.api.promiseStates(about)).containsExactly("kept", "kept", "running");
			assertThat(actions(about)).containsSubsequence("message.sent", "message.delivered", "promise.kept",
					"promise.made");
			assertThat(this.customer.opens(this.customer.freshLink(about)).page().text()).contains(words);
		}
		assertThat(Post.text(mails.get(0)).lines().filter((line) -> line.contains("/c/"))).hasSize(2)
			.doesNotHaveDuplicates();
	}

	@Test
	void nothingIsKeptBeforeTheMailIsDelivered() {
		String words = words();
		this.mailServer.down();
		try {
			write(words, this.first, this.second);
			assertThat(both())
				.allSatisfy((about) -> assertThat(this.api.promiseStates(about)).containsExactly("kept", "running"));
		}
		finally {
			this.mailServer.up();
		}
		this.worker.awaitDelivery();
		assertThat(both()).allSatisfy(
				(about) -> assertThat(this.api.promiseStates(about)).containsExactly("kept", "kept", "running"));
	}

	@Test
	void theMailThatComesBackOpensBothPromisesAgainAndTriedAgainKeepsBoth() {
		String words = words();
		write(words, this.first, this.second);
		this.worker.awaitDelivery();
		comesBack(words);
		for (SupportCase about : both()) {
			assertThat(delivery(about, words)).isEqualTo(Delivery.FAILED);
			assertThat(this.api.promiseStates(about)).containsExactly("kept", "running");
			assertThat(actions(about)).containsSubsequence("message.bounced", "promise.void", "promise.reopened");
		}
		Long row = this.database.queryForObject(
				"SELECT id FROM outgoing_mail WHERE failed_at IS NOT NULL AND case_number = ?", Long.class,
				this.first.number());
		new SignedInPerson(this.api, "admin1").post("/admin/mail", "/admin/mail/out/" + row + "/retry", "");
		this.worker.awaitDelivery();
		for (SupportCase about : both()) {
			assertThat(delivery(about, words)).isEqualTo(Delivery.DELIVERED);
			assertThat(this.api.promiseStates(about)).containsExactly("kept", "kept", "running");
			assertThat(actions(about)).contains("message.retried");
		}
	}

	@Test
	void theReplyIsReadOnEachCaseThatIsOpen() {
		String mail = sent();
		replies(mail, "It works on the left one.");
		assertThat(both()).allSatisfy((about) -> {
			assertThat(this.messages.ofCase(about.id())).filteredOn((one) -> one.kind() == Message.Kind.CUSTOMER)
				.last()
				.extracting(Message::body)
				.isEqualTo("It works on the left one.");
			assertThat(this.worker.open(about)).containsOnlyOnce("read-message");
		});
	}

	@Test
	void theReplyReopensNoneAsLongAsOneGoesOn() {
		String mail = sent();
		this.customer.sends(this.customer.freshLink(this.first), "withdraw", Map.of("words", "Found it."));
		assertThat(this.worker.now(this.first).isOpen()).isFalse();
		replies(mail, "And the other?");
		assertThat(this.worker.now(this.first).isOpen()).isFalse();
		assertThat(this.worker.open(this.second)).contains("read-message");
	}

	@Test
	void theReplyReopensTheFirstWhenAllAreClosed() {
		String mail = sent();
		both().forEach((about) -> this.customer.sends(this.customer.freshLink(about), "withdraw",
				Map.of("words", "Found it.")));
		replies(mail, "It is back.");
		assertThat(this.worker.now(this.first).isOpen()).isTrue();
		assertThat(this.worker.now(this.second).isOpen()).isFalse();
	}

	@Test
	void aMailGoesToOneCustomerOnly() {
		SupportCase anothers = this.worker.openAt("investigate");
		Answer refused = write("Hello.", this.first, anothers);
		assertNamed(refused, "cases", anothers.number());
		assertThat(this.messages.ofCase(this.first.id())).extracting(Message::body).doesNotContain("Hello.");
	}

	@Test
	void aClosedCaseAmongThemRefusesTheWhole() {
		this.customer.sends(this.customer.freshLink(this.second), "withdraw", Map.of("words", "Found it."));
		Answer refused = write("Hello.", this.first, this.second);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asText()).contains(this.second.number());
		assertThat(this.messages.ofCase(this.first.id())).extracting(Message::body).doesNotContain("Hello.");
	}

	@Test
	void whatIsMissingOrTooMuchIsNamed() {
		assertNamed(this.api.post("agent1", "/messages", Map.of("text", "Hello.", "cases", List.of())), "cases", "");
		assertNamed(this.api.post("agent1", "/messages", Map.of("text", " ", "cases", List.of(this.first.number()))),
				"text", "");
		assertNamed(
				this.api.post("agent1", "/messages",
						Map.of("text", "Hello.", "cases",
								IntStream.range(0, 11).mapToObj((number) -> "FT-2026-00000" + number).toList())),
				"cases", "");
		assertThat(
				this.api.post("auditor1", "/messages", Map.of("text", "Hello.", "cases", List.of(this.first.number())))
					.status())
			.isEqualTo(403);
		assertThat(this.api.post("agent1", "/messages", Map.of("text", "Hello.", "cases", List.of("FT-1999-000001")))
			.status()).isEqualTo(404);
	}

	@Test
	void manyAtOnceInAnyOrderDontStandInEachOthersWay() {
		List<Callable<Answer>> all = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			all.add(() -> write(words(), this.first, this.second));
			all.add(() -> write(words(), this.second, this.first));
		}
		assertThat(AtOnce.all(all)).extracting(Answer::status).containsOnly(201);
		this.worker.awaitDelivery();
		assertThat(both())
			.allSatisfy((about) -> assertThat(this.messages.ofCase(about.id())).filteredOn(Message::isByPerson)
				.hasSize(9)
				.extracting(Message::delivery)
				.containsOnly(Delivery.DELIVERED));
	}

	private List<SupportCase> both() {
		return List.of(this.first, this.second);
	}

	private static String words() {
		return "Both are with our engineers, " + UUID.randomUUID();
	}

	private Answer write(String words, SupportCase... about) {
		return this.api.post("agent1", "/messages",
				Map.of("text", words, "cases", Stream.of(about).map(SupportCase::number).toList()));
	}

	/** The Message-ID of one mail about both that arrived. */
	private String sent() {
		String words = words();
		write(words, this.first, this.second);
		this.worker.awaitDelivery();
		return this.post.idOf(this.customer.address(this.first), words).orElseThrow();
	}

	private List<MimeMessage> mails(String words) {
		return this.post.mailbox(this.customer.address(this.first))
			.stream()
			.filter((mail) -> Post.text(mail).contains(words))
			.collect(Collectors.toList());
	}

	private void replies(String mail, String words) {
		long last = new Arrivals(this.database).last();
		this.post.send(this.customer.address(this.first), """
				From: %s
				To: %s
				Subject: Re: yours
				Message-ID: <%s@example.org>
				In-Reply-To: %s

				%s
				""".formatted(this.customer.address(this.first), Post.SUPPORT, UUID.randomUUID(), mail, words));
		this.mailbox.wake();
		assertThat(new Arrivals(this.database).sorted(last).state()).isEqualTo("JOINED");
	}

	private void comesBack(String words) {
		long last = new Arrivals(this.database).last();
		this.post.report(this.post.idOf(this.customer.address(this.first), words).orElseThrow(), "failed", GONE);
		this.mailbox.wake();
		assertThat(new Arrivals(this.database).sorted(last).state()).isEqualTo("AUTOMATIC");
	}

	private Delivery delivery(SupportCase of, String words) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter((message) -> message.body().equals(words))
			.findFirst()
			.orElseThrow()
			.delivery();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

	private static void assertNamed(Answer refused, String field, String words) {
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).startsWith(field);
		assertThat(refused.text()).contains(words);
	}

}
