package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.database.Files;
import org.followthrough.teams.TeamsOfNewCases;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.TestSettings;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several mailboxes, each a team's, and the page on which administrators see how they
 * are.
 */
@OwnApplication
@FollowthroughTest
@TestPropertySource(properties = { "spring.application.name=several-mailboxes",
		"followthrough.mail.mailboxes.sales.host=127.0.0.1",
		"followthrough.mail.mailboxes.sales.port=${followthrough.demo.mail.imap-port}",
		"followthrough.mail.mailboxes.sales.username=" + SeveralMailboxesTests.SALES,
		"followthrough.mail.mailboxes.sales.password=" + SeveralMailboxesTests.SALES,
		"followthrough.mail.mailboxes.sales.team=sales", "followthrough.mail.mailboxes.sales.every=PT0.2S",
		"followthrough.mail.mailboxes.sales.at-least-every=PT0.2S", "followthrough.mail.mailboxes.gone.host=127.0.0.1",
		"followthrough.mail.mailboxes.gone.username=gone@followthrough.example",
		"followthrough.mail.mailboxes.gone.every=PT0.2S", "followthrough.mail.cases-an-hour=5",
		"followthrough.mail.plus-addresses=true", "followthrough.mail.authserv-ids=mx.ours.example" })
class SeveralMailboxesTests {

	static final String SALES = "sales@followthrough.example";

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Post post;

	@Autowired
	private Mailboxes mailboxes;

	@Autowired
	private Sorter sorter;

	@Autowired
	private IncomingMailMapper mails;

	@Autowired
	private Files files;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private Clock clock;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private TeamsOfNewCases teams;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timers timers;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private Api api;

	private Arrivals arrivals = new Arrivals(new JdbcTemplate());

	@DynamicPropertySource
	static void nothingListensThere(DynamicPropertyRegistry settings) {
		int port = TestSettings.freePort();
		settings.add("followthrough.mail.mailboxes.gone.port", () -> port);
	}

	@BeforeEach
	void arrivals() {
		this.arrivals = new Arrivals(this.database);
	}

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void aCaseIsTheTeamsWhoseMailboxTheCustomerWroteTo() {
		Arrival toSales = sends(RawMail.from(this.ada), SALES).get(0);
		SupportCase theirs = this.cases.get(String.valueOf(toSales.caseNumber()));
		assertThat(theirs).extracting(SupportCase::team, SupportCase::addressedTeam).containsExactly("sales", "sales");
		Arrival toSupport = sends(RawMail.from("bob-" + this.ada), Post.SUPPORT).get(0);
		SupportCase ours = this.cases.get(String.valueOf(toSupport.caseNumber()));
		assertThat(ours.team()).isEqualTo("support");
		assertThat(ours.addressedTeam()).isNull();
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + theirs.number()))
			.contains("the mailbox of sales");
		assertThat(this.teams.names()).contains("sales", "support");
	}

	@Test
	void whatWaitsForTheSameMailInOtherHandsKeepsItsTries() throws IOException {
		byte[] mail = RawMail.from(this.ada).bytes();
		long first = stored(mail, Post.SUPPORT, Duration.ofHours(1));
		long second = stored(mail, SALES, Duration.ZERO);
		for (int looks = 0; looks < 10; looks++) {
			this.sorter.wake();
			Awaitility.await("it waits").until(() -> waits(second));
			this.timers.passes(Duration.ofSeconds(31));
		}
		// The node that had the first one died, and its time is over.
		this.transaction.executeWithoutResult((status) -> this.database
			.update("UPDATE incoming_mail SET next_attempt_at = '2000-01-01' WHERE id = ?", first));
		this.sorter.wake();
		Awaitility.await("the first one").until(() -> !arrival(first).state().equals("STORED"));
		this.timers.passes(Duration.ofSeconds(31));
		this.sorter.wake();
		assertThat(this.arrivals.sorted(first - 1, 2)).extracting(Arrival::state).containsExactly("OPENED", "JOINED");
	}

	/** As fetched; a node that nobody hears of has it for a while. */
	private long stored(byte[] mail, String address, Duration elsewhere) {
		IncomingMailMapper.Place place = new IncomingMailMapper.Place(address + "@127.0.0.1/INBOX", 7, 1);
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			try {
				Files.Kept kept = this.files.keep(new ByteArrayInputStream(mail));
				this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), this.clock.instant());
				long id = this.mails.idAt(place);
				this.database.update("UPDATE incoming_mail SET next_attempt_at = ? WHERE id = ?",
						Timestamp.from(this.clock.instant().plus(elsewhere)), id);
				return id;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}));
	}

	private Arrival arrival(long id) {
		return this.arrivals.after(id - 1).get(0);
	}

	private boolean waits(long id) {
		assertThat(arrival(id).state()).as(arrival(id).reason()).isEqualTo("STORED");
		Timestamp next = this.database.queryForObject("SELECT next_attempt_at FROM incoming_mail WHERE id = ?",
				Timestamp.class, id);
		return arrival(id).reason() != null && Objects.requireNonNull(next).toInstant().isAfter(this.clock.instant())
				&& arrival(id).attempts() == 0;
	}

	@Test
	void whatATeamWritesComesFromItsOwnAddressTheReceiptToo() throws Exception {
		Arrival toSales = sends(RawMail.from(this.ada), SALES).get(0);
		SupportCase theirs = this.cases.get(String.valueOf(toSales.caseNumber()));
		MimeMessage receipt = this.post.await(this.ada, theirs.number());
		assertThat(receipt.getFrom()).extracting(Object::toString).containsExactly("Support <" + SALES + ">");
		assertThat(PlusAddress.idIn(((InternetAddress) receipt.getReplyTo()[0]).getAddress())).contains(
				receipt.getMessageID().toLowerCase(Locale.ROOT).replaceAll("@.*", "@" + SALES.split("@")[1] + ">"));
		assertThat(receipt.getReplyTo()).extracting(Object::toString)
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("<sales+ft.");
		this.worker.does(theirs, "acknowledge");
		MimeMessage word = this.post.await(this.ada, "You can't print.");
		assertThat(word.getFrom()).extracting(Object::toString).containsExactly("Support <" + SALES + ">");
		assertThat(word.getHeader("Return-Path")).containsExactly("<" + SALES + ">");
		// An answer to the signed address joins from the team's mailbox.
		RawMail answer = RawMail.from("bob-" + this.ada)
			.subject("Something else")
			.with("To", ((InternetAddress) word.getReplyTo()[0]).getAddress());
		assertThat(sends(answer, SALES).get(0).caseNumber()).isEqualTo(theirs.number());
		Arrival toSupport = sends(RawMail.from("carl-" + this.ada), Post.SUPPORT).get(0);
		assertThat(this.post.await("carl-" + this.ada, String.valueOf(toSupport.caseNumber())).getFrom())
			.extracting(Object::toString)
			.containsExactly("Support <" + Post.SUPPORT + ">");
	}

	@Test
	void whatOurMailServerNotedOfTheSenderStandsBesideTheMessage() {
		Arrival arrival = sends(
				RawMail.from(this.ada)
					.with("Authentication-Results", "mx.ours.example; spf=pass smtp.mailfrom=example.org; dmarc=fail"),
				SALES)
			.get(0);
		String noted = "SPF passed (example.org), DMARC failed: the address of the sender may be forged";
		String number = String.valueOf(arrival.caseNumber());
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + number))
			.contains("Our mail server noted of the sender: <span class=\"tag bad\">" + noted);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + number))
			.contains("of the sender, our mail server noted: " + noted);
		Arrival forged = sends(
				RawMail.from("eve-" + this.ada).with("Authentication-Results", "mx.example.org; spf=pass; dmarc=pass"),
				SALES)
			.get(0);
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + forged.caseNumber()))
			.doesNotContain("noted of the sender");
	}

	@Test
	void oneMailToTwoTeamsIsOneCaseAndSaysSo() {
		RawMail mail = RawMail.from(this.ada)
			.with("To", Post.SUPPORT + ", " + SALES)
			.with("Date", "Mon, 30 Nov 2026 10:00:00 +0000")
			.with("Message-ID", "<both-" + this.ada + ">");
		List<Arrival> both = sends(mail, Post.SUPPORT, SALES);
		assertThat(both).extracting(Arrival::state).containsExactlyInAnyOrder("OPENED", "JOINED");
		assertThat(both).extracting(Arrival::caseNumber).doesNotContainNull();
		assertThat(both.get(0).caseNumber()).isEqualTo(both.get(1).caseNumber());
		SupportCase one = this.cases.get(String.valueOf(both.get(0).caseNumber()));
		assertThat(customersWords(one)).hasSize(1);
		assertThat(this.messages.ofCase(one.id())).filteredOn((message) -> !message.isPublic())
			.singleElement()
			.satisfies((note) -> assertThat(note.body())
				.contains("sales".equals(one.team()) ? Post.SUPPORT : SALES + " as well, the mailbox of team sales"));
		// The answer, too, goes to both.
		List<Arrival> answers = sends(mail.subject("Re: [" + one.number() + "]")
			.with("Message-ID", "<answer-" + this.ada + ">")
			.text("And it smokes.\n"), SALES, Post.SUPPORT);
		assertThat(answers).extracting(Arrival::state, Arrival::caseNumber)
			.containsOnly(org.assertj.core.groups.Tuple.tuple("JOINED", one.number()));
		assertThat(customersWords(one)).hasSize(2);
	}

	@Test
	void aMailWithoutAnIdIsKnownByWhatItSays() {
		RawMail mail = RawMail.from(this.ada).with("Date", "Mon, 30 Nov 2026 10:00:00 +0000");
		List<Arrival> both = sends(mail, Post.SUPPORT, SALES);
		assertThat(both).extracting(Arrival::state).containsExactlyInAnyOrder("OPENED", "JOINED");
		assertThat(sends(mail.with("Received", "from another.example"), SALES).get(0).reason())
			.contains("Nothing was done a second time");
		assertThat(sends(mail.text("Something else.\n"), Post.SUPPORT).get(0).state()).isEqualTo("OPENED");
	}

	@Test
	void theManagerOfTheOtherTeamIsTold() {
		assertThat(this.api
			.send("PUT", "manager1", "/teams/sales", Map.of("calendar", "", "manager", "manager2", "managerAbove", ""),
					Map.of())
			.status()).isLessThan(300);
		RawMail mail = RawMail.from(this.ada).with("Message-ID", "<told-" + this.ada + ">");
		SupportCase one = this.cases.get(String.valueOf(sends(mail, Post.SUPPORT).get(0).caseNumber()));
		assertThat(one.team()).isEqualTo("support");
		assertThat(sends(mail, SALES)).extracting(Arrival::caseNumber).containsExactly(one.number());
		assertThat(count("notice WHERE kind = 'ALSO_WRITTEN_TO' AND account = 'manager2' AND case_id = " + one.id()))
			.isEqualTo(1);
		this.timers.passes(Duration.ofMinutes(2));
		this.post.await("manager2@followthrough.example", one.number());
		this.timers.passes(Duration.ofMinutes(-2));
	}

	@Test
	void manyMailsToTwoTeamsAreOneCaseEachThoughTheyAreSortedTogether() {
		long last = this.arrivals.last();
		for (int i = 0; i < 4; i++) {
			this.post.send("envelope@example.org", List.of(Post.SUPPORT, SALES),
					RawMail.from(i + "-" + this.ada)
						.with("Message-ID", "<" + i + "-" + this.ada + ">")
						.subject("Both " + i)
						.bytes());
		}
		this.mailboxes.wake();
		List<Arrival> all = this.arrivals.sorted(last, 8);
		assertThat(all).filteredOn((mail) -> mail.state().equals("OPENED")).hasSize(4);
		assertThat(all).filteredOn((mail) -> mail.state().equals("JOINED")).hasSize(4);
		assertThat(all.stream().map(Arrival::caseNumber).distinct()).hasSize(4);
	}

	@Test
	void theSameWordsWithNeitherDateNorIdAreTwoMatters() {
		RawMail machine = RawMail.from(this.ada).subject("Disk full");
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", machine.with("Received", "from a.example; one").bytes());
		this.post.send("envelope@example.org", machine.with("Received", "from a.example; two").bytes());
		this.mailboxes.wake();
		assertThat(this.arrivals.sorted(last, 2)).extracting(Arrival::state).containsExactly("OPENED", "OPENED");
	}

	@Test
	void theAdministratorSeesHowEachMailboxIs() {
		sends(RawMail.from(this.ada), SALES);
		Awaitility.await("what became of the mailboxes").atMost(Duration.ofSeconds(20)).until(() -> {
			List<MailboxView> all = this.mailboxes.all();
			return all.stream().filter((one) -> one.health().equals("well")).count() == 2
					&& all.stream().anyMatch((one) -> one.health().equals("trouble"));
		});
		assertThat(this.mailboxes.all()).extracting(MailboxView::name).containsExactly("main", "gone", "sales");
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		String page = admin.page("/admin/mail");
		assertThat(page).contains(SALES, "in trouble", "The mail server can&#39;t be reached at 127.0.0.1", "sales");
		assertThat(admin.post("/admin/mail", "/admin/mail/boxes/sales/look", "")).contains("is looked into now");
		assertThat(admin.post("/admin/mail", "/admin/mail/boxes/nowhere/look", "")).contains("There is no mailbox");
		assertThat(new SignedInPerson(this.api, "manager1").get("/admin/mail").statusCode()).isEqualTo(403);
	}

	@Test
	void aTestMailGoesOutAndComesIn() {
		sends(RawMail.from(this.ada), SALES);
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		int cases = count("support_case");
		for (String name : List.of("main", "sales")) {
			assertThat(admin.post("/admin/mail", "/admin/mail/boxes/" + name + "/test", ""))
				.contains("A test mail is on its way to the mailbox " + name);
		}
		Awaitility.await("both test mails")
			.atMost(Duration.ofSeconds(30))
			.until(() -> admin.page("/admin/mail/_mailboxes").split("went out and came in", -1).length == 3);
		assertThat(count("support_case")).isEqualTo(cases);
		assertThat(admin.post("/admin/mail", "/admin/mail/boxes/gone/test", "")).contains("is on its way");
		Awaitility.await("it is sent")
			.atMost(Duration.ofSeconds(30))
			.until(() -> admin.page("/admin/mail/_mailboxes").contains("waiting for it to come in"));
		this.timers.passes(Duration.ofMinutes(11));
		assertThat(admin.page("/admin/mail/_mailboxes")).contains("went out and did not come in")
			.doesNotContain("every 2s");
		this.timers.passes(Duration.ofMinutes(-11));
		assertThat(new SignedInPerson(this.api, "manager1").sends("/account", "/admin/mail/boxes/main/test", "")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void whoOpensTooManyIsHeldBackUntilAnAdministratorLiftsIt() {
		long last = this.arrivals.last();
		for (int i = 0; i < 7; i++) {
			this.post.send("envelope@example.org", RawMail.from(this.ada).subject("Storm " + i).bytes());
		}
		this.mailboxes.wake();
		List<Arrival> all = this.arrivals.sorted(last, 7);
		assertThat(all).filteredOn((mail) -> mail.state().equals("QUARANTINED")).hasSize(2);
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		assertThat(admin.page("/admin/mail")).contains("Senders held back", this.ada);
		assertThat(admin.post("/admin/mail", "/admin/mail/suppressed/lift", "sender=" + this.ada))
			.contains("may open cases by mail again. 2 mails of theirs are tried again now.");
		Awaitility.await("their mail")
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.arrivals.after(last).stream().allMatch((mail) -> mail.state().equals("OPENED")));
		assertThat(admin.post("/admin/mail", "/admin/mail/suppressed/lift", "sender=" + this.ada))
			.contains("Nothing is held back of this sender any more.");
		assertThat(entries("mail.sender-suppressed")).isEqualTo(1);
		assertThat(entries("mail.sender-lifted")).isEqualTo(1);
		// They are counted anew.
		long later = this.arrivals.last();
		for (int i = 0; i < 6; i++) {
			this.post.send("envelope@example.org", RawMail.from(this.ada).subject("Again " + i).bytes());
		}
		this.mailboxes.wake();
		assertThat(this.arrivals.sorted(later, 6)).extracting(Arrival::state)
			.containsExactlyInAnyOrder("OPENED", "OPENED", "OPENED", "OPENED", "OPENED", "QUARANTINED");
	}

	private int entries(String action) {
		return count("audit_entry WHERE stream = 'system' AND action = '" + action
				+ "' AND JSON_VALUE(content, '$.sealed.person') = (SELECT id FROM customer WHERE email = '" + this.ada
				+ "') AND content NOT LIKE '%" + this.ada + "%'");
	}

	private int count(String rows) {
		Integer count = this.database.queryForObject("SELECT COUNT(*) FROM " + rows, Integer.class);
		return (count != null) ? count : 0;
	}

	private List<String> customersWords(SupportCase of) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter((one) -> one.kind() == Message.Kind.CUSTOMER)
			.map(Message::body)
			.toList();
	}

	private List<Arrival> sends(RawMail mail, String... to) {
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", List.of(to), mail.bytes());
		this.mailboxes.wake();
		return this.arrivals.sorted(last, to.length);
	}

}
