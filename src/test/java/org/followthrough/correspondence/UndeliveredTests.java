package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.correspondence.UndeliveredWord.Outcome;
import org.followthrough.correspondence.UnreliableMailServer.Way;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail that was given up or came back waits for a person, until they say what became of
 * it.
 */
@Tag("thorough")
@FollowthroughTest
class UndeliveredTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private MailServer mailServer;

	@Autowired
	private Undelivered undelivered;

	@Autowired
	private Messages messages;

	@Autowired
	private Notices notices;

	@Autowired
	private People people;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Timers timers;

	@Autowired
	private Post post;

	@Autowired
	private Mailboxes mailbox;

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

	@Test
	void whoAnswersForTheCaseHasItUntilTheySayWhatBecameOfIt() {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		assertThat(lost.told()).isEqualTo("agent1");
		assertThat(lost.reason()).contains("550");
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.page("/undelivered")).contains(open.number(), this.customer.address(open), "550");
		assertThat(agent.page("/board")).contains("Undelivered <span class=\"count\">");
		String path = "/undelivered/" + lost.id();
		assertThat(agent.page("/cases/" + open.number())).contains("This did not arrive", path + "/retry");
		// No decision without a reason, and what was typed stays.
		assertThat(agent.post("/cases/" + open.number(), path + "/settle", "back=case&reason=+"))
			.contains("Say how you reached them");
		assertThat(agent.post("/cases/" + open.number(), path + "/settle", "back=case&reason=I+called+her."))
			.contains("It is settled", "I called her.")
			.doesNotContain("This did not arrive");
		AuditEntry entry = last(open, "message.settled");
		assertThat(entry.actor()).isEqualTo("agent1");
		assertThat(entry.details()).containsEntry("reason", "I called her.");
		assertThat(this.undelivered.get(lost.id())).extracting(UndeliveredWord::outcome, UndeliveredWord::settledBy)
			.containsExactly(Outcome.REACHED, "agent1");
		assertThat(open("agent1")).doesNotContain(lost.id());
		// A call isn't a message that arrived.
		assertThat(this.api.promiseStates(open)).containsExactly("kept", "running");
		assertThat(agent.post("/cases/" + open.number(), path + "/retry", "back=case")).contains("settled already");
	}

	@Test
	void itIsTriedAgainByRestBySomebodyWhosePartItIs() {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		this.mailServer.up();
		String path = "/undelivered/" + lost.id();
		assertThat(this.api.get("auditor1", "/undelivered?told=agent1&limit=200").text()).contains(open.number());
		assertThat(
				this.api.get("auditor1", "/cases/" + open.number() + "/undelivered").json().get(0).get("told").asText())
			.isEqualTo("agent1");
		for (String other : List.of("engineer1", "auditor1", "support1")) {
			assertThat(this.api.post(other, path + "/retry", "").status()).as(other).isEqualTo(403);
			assertThat(this.api.post(other, path + "/settle", Map.of("reason", "so")).status()).as(other)
				.isEqualTo(403);
		}
		JsonNode after = this.api.post("manager1", path + "/retry", "").json();
		assertThat(after.get("outcome").asText()).isEqualTo("tried-again");
		assertThat(after.get("settledBy").asText()).isEqualTo("manager1");
		this.worker.awaitDelivery(open);
		assertThat(word(lost).delivery()).isEqualTo(Delivery.DELIVERED);
		assertThat(this.api.post("manager1", path + "/retry", "").status()).isEqualTo(409);
		assertThat(this.api.post("manager1", path + "/settle", Map.of("reason", "so")).status()).isEqualTo(409);
		assertThat(this.api.post("manager1", path + "/settle", Map.of("reason", " ")).status()).isEqualTo(422);
		assertThat(this.api.get("manager1", "/undelivered/999999999").status()).isEqualTo(404);
	}

	@Test
	void whatIsTriedAgainAndRefusedAgainWaitsAgain() {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		UndeliveredWord again = refused(open,
				() -> this.worker.as("agent1", () -> this.undelivered.tryAgain(lost.id())));
		assertThat(again.id()).isGreaterThan(lost.id());
		assertThat(again.messageId()).isEqualTo(lost.messageId());
		assertThat(this.undelivered.ofCase(open.id()).get(lost.messageId()).isOpen()).isTrue();
		assertThat(told("agent1", open)).isEqualTo(2);
	}

	@Test
	void aWrongAddressIsCorrectedAndAllGoesThere() {
		SupportCase open = acknowledged();
		UndeliveredWord receipt = refused(open, () -> this.worker.writes(open, "We are on it."));
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We have it."));
		String wrong = this.customer.address(open);
		String right = "right-" + UUID.randomUUID() + "@example.org";
		this.mailServer.up();
		SupportCase other = this.worker.open();
		this.worker.awaitDelivery(other);
		String path = "/undelivered/" + lost.id() + "/correct";
		for (String unfit : List.of("nobody", "support@followthrough.example", wrong, this.customer.address(other))) {
			assertThat(correct("agent1", path, unfit).status()).as(unfit).isEqualTo(422);
		}
		assertThat(this.api.post("agent1", path, Map.of("address", right, "reason", "")).status()).isEqualTo(422);
		assertThat(correct("engineer1", path, right).status()).isEqualTo(403);
		assertThat(this.customer.address(open)).isEqualTo(wrong);
		JsonNode corrected = correct("agent1", path, right).json();
		assertThat(corrected.get("outcome").asText()).isEqualTo("corrected");
		this.worker.awaitDelivery(open);
		assertThat(this.customer.address(open)).isEqualTo(right);
		assertThat(Post.text(this.post.await(right, "We have it.")))
			.contains(open.subject().isEmpty() ? "" : "We have");
		this.post.await(right, "We are on it.");
		assertThat(this.undelivered.get(receipt.id()).outcome()).isEqualTo(Outcome.CORRECTED);
		assertThat(last(open, "message.readdressed").details()).containsEntry("oldAddress", wrong)
			.containsEntry("newAddress", right)
			.containsEntry("reason", "She rang.");
		// What comes from there is theirs.
		long last = new Arrivals(this.database).last();
		this.post.send(right, RawMail.from(right).subject("Re: [" + open.number() + "] It").bytes());
		this.mailbox.wake();
		assertThat(new Arrivals(this.database).sorted(last).caseNumber()).isEqualTo(open.number());
	}

	@Test
	void whatComesBackAfterTheAddressWasCorrectedGoesToTheNewOne() {
		SupportCase open = acknowledged();
		this.mailServer.up();
		this.worker.writes(open, "We are on it.");
		this.worker.awaitDelivery(open);
		String id = this.post.idOf(this.customer.address(open), "We are on it.").orElseThrow();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We have it."));
		this.mailServer.up();
		String right = "right-" + UUID.randomUUID() + "@example.org";
		assertThat(correct("agent1", "/undelivered/" + lost.id() + "/correct", right).status()).isEqualTo(200);
		this.worker.awaitDelivery(open);
		this.post.report(id, "failed", "550 5.1.1 No such mailbox");
		this.mailbox.wake();
		UndeliveredWord late = awaitOpen(open);
		this.worker.as("agent1", () -> this.undelivered.tryAgain(late.id()));
		this.post.await(right, "We are on it.");
	}

	@Test
	void whatDoesNotArriveOfAClosedCaseIsToldTooThoughItKeepsNoPromise() {
		SupportCase open = acknowledged();
		this.mailServer.up();
		UndeliveredWord lost = refused(open,
				() -> this.customer.sends(this.customer.freshLink(open), "withdraw", Map.of("words", "")));
		assertThat(this.worker.now(open).isOpen()).isFalse();
		assertThat(lost.automatic()).isTrue();
		assertThat(lost.told()).isEqualTo("agent1");
		this.mailServer.up();
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(told("agent1", open)).isEqualTo(1);
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains(open.number(), "agent1");
		this.worker.as("agent1", () -> this.undelivered.settle(lost.id(), "They said so themselves."));
		assertThat(this.worker.now(open).isOpen()).isFalse();
	}

	@Test
	void administratorsAreToldWhereNobodyAnswersForTheCase() {
		SupportCase[] opened = new SupportCase[1];
		this.mailServer.down();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_GOOD)) {
			opened[0] = this.worker.open();
			awaitOpen(opened[0]);
		}
		UndeliveredWord receipt = awaitOpen(opened[0]);
		assertThat(receipt.told()).isNull();
		assertThat(told("admin1", opened[0])).isEqualTo(1);
		// Whoever takes the case over has it from then on.
		this.mailServer.up();
		this.worker.does(opened[0], "acknowledge");
		assertThat(this.undelivered.get(receipt.id()).told()).isEqualTo("agent1");
		this.worker.awaitDelivery();
	}

	@Test
	void nobodyHasToReachASpammer() {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		this.mailServer.up();
		assertThat(this.api
			.post("agent1", "/cases/" + open.number() + "/close", Map.of("as", "spam", "reason", "It sells things."))
			.status()).isEqualTo(200);
		assertThat(this.undelivered.get(lost.id()).outcome()).isEqualTo(Outcome.NOBODY);
	}

	@Test
	void whatTheCustomerSawOnTheirPageWaitsForNobody() {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		this.mailServer.up();
		this.customer.sends(this.customer.freshLink(open), "seen", Map.of("upTo", String.valueOf(lost.messageId())));
		assertThat(this.undelivered.get(lost.id()).outcome()).isEqualTo(Outcome.SEEN);
		assertThat(word(lost).delivery()).isEqualTo(Delivery.DELIVERED);
	}

	@Test
	void mailToOurselvesThatDoesNotArriveGoesRoundInNoCircle() {
		String account = "mute-" + UUID.randomUUID().toString().substring(0, 8);
		this.people.add(new Person(account, "Mute", account + "@followthrough.example", Set.of(Groups.ADMINS)),
				"secret-of-Mute");
		String address = account + "@followthrough.example";
		this.mailServer.up();
		this.worker.awaitDelivery();
		this.mailServer.down();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_GOOD)) {
			this.transaction.executeWithoutResult((status) -> this.notices.tellInWords(account,
					Notice.Kind.WEBHOOK_TURNED_OFF, "A webhook was turned off.", UUID.randomUUID().toString()));
			this.timers.passes(Duration.ofMinutes(2));
			Awaitility.await("giving up").until(() -> own(address).size() == 1);
		}
		UndeliveredWord lost = own(address).get(0);
		Integer told = this.database.queryForObject(
				"SELECT COUNT(*) FROM notice WHERE kind = 'WORD_UNDELIVERED' AND case_id IS NULL", Integer.class);
		assertThat(told).isZero();
		assertThat(this.api.post("agent1", "/undelivered/" + lost.id() + "/settle", Map.of("reason", "so")).status())
			.isEqualTo(403);
		assertThat(correct("admin1", "/undelivered/" + lost.id() + "/correct", "mute@example.org").status())
			.isEqualTo(422);
		assertThat(this.api.post("admin1", "/undelivered/" + lost.id() + "/settle", Map.of("reason", "They know."))
			.status()).isEqualTo(200);
		assertThat(own(address)).isEmpty();
	}

	@Test
	void whatWasGivenUpBeforeAnybodyKeptAListWaitsToo() throws Exception {
		SupportCase open = acknowledged();
		UndeliveredWord lost = refused(open, () -> this.worker.writes(open, "We are on it."));
		this.mailServer.up();
		String migration = new ClassPathResource("db/migration/V52__undelivered_words.sql")
			.getContentAsString(StandardCharsets.UTF_8)
			.replaceAll("(?m)^--.*$", "");
		this.transaction.executeWithoutResult((status) -> {
			this.database.update("DELETE FROM undelivered_word");
			Arrays.stream(migration.split(";"))
				.map(String::strip)
				.filter((statement) -> statement.startsWith("INSERT"))
				.forEach(this.database::update);
			assertThat(this.undelivered.ofCase(open.id()).get(lost.messageId())).satisfies((again) -> {
				assertThat(again.mailId()).isEqualTo(lost.mailId());
				assertThat(again.told()).isEqualTo("agent1");
				assertThat(again.isOpen()).isTrue();
			});
			status.setRollbackOnly();
		});
	}

	private List<UndeliveredWord> own(String address) {
		return this.undelivered.open(null, 0, 1000)
			.stream()
			.filter((lost) -> lost.messageId() == null && lost.recipient().equals(address))
			.toList();
	}

	private Api.Answer correct(String account, String path, String address) {
		return this.api.post(account, path, Map.of("address", address, "reason", "She rang."));
	}

	private SupportCase acknowledged() {
		this.mailServer.up();
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return open;
	}

	/** What is given up of what somebody does. */
	private UndeliveredWord refused(SupportCase about, Runnable work) {
		long last = this.undelivered.ofCase(about.id())
			.values()
			.stream()
			.mapToLong(UndeliveredWord::id)
			.max()
			.orElse(0);
		this.mailServer.down();
		try (UnreliableMailServer server = new UnreliableMailServer(this.smtpPort, Way.REFUSES_FOR_GOOD)) {
			work.run();
			return Awaitility.await("giving up")
				.atMost(Duration.ofSeconds(20))
				.until(() -> openOf(about).filter((lost) -> lost.id() > last), Optional::isPresent)
				.orElseThrow();
		}
	}

	private UndeliveredWord awaitOpen(SupportCase about) {
		return Awaitility.await("somebody has to act")
			.atMost(Duration.ofSeconds(20))
			.until(() -> openOf(about), Optional::isPresent)
			.orElseThrow();
	}

	private Optional<UndeliveredWord> openOf(SupportCase about) {
		return this.undelivered.ofCase(about.id()).values().stream().filter(UndeliveredWord::isOpen).findFirst();
	}

	private List<Long> open(String account) {
		return this.undelivered.open(account, 0, 1000).stream().map(UndeliveredWord::id).toList();
	}

	private Message word(UndeliveredWord lost) {
		return this.messages.find(lost.messageId()).orElseThrow();
	}

	private AuditEntry last(SupportCase of, String action) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.reduce((earlier, later) -> later)
			.orElseThrow();
	}

	private int told(String account, SupportCase about) {
		Integer told = this.database.queryForObject(
				"SELECT COUNT(*) FROM notice WHERE account = ? AND case_id = ? AND kind = 'WORD_UNDELIVERED'",
				Integer.class, account, about.id());
		return (told != null) ? told : 0;
	}

}
