package org.followthrough.correspondence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
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
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail in bad times: servers that are down, mailboxes that are renumbered, mails that go
 * round in circles, mails that are too large.
 */
@Tag("thorough")
@FollowthroughTest
class MailTroubleTests {

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	private final JdbcTemplate database;

	private final Arrivals arrivals;

	private final Post post;

	private final MailServer mailServer;

	private final int smtpPort;

	private final RawMailbox inbox;

	private final Mailboxes mailbox;

	private final Courier courier;

	private final CaseWorker worker;

	private final Timers timers;

	private final Outbox outbox;

	private final Clock clock;

	private final PromiseCheck promises;

	private final Api api;

	@Autowired
	MailTroubleTests(JdbcTemplate database, Post post, MailServer mailServer,
			@Value("${followthrough.demo.mail.smtp-port}") int smtpPort,
			@Value("${followthrough.demo.mail.imap-port}") int imapPort, Mailboxes mailbox, Courier courier,
			CaseWorker worker, Timers timers, Outbox outbox, Clock clock, PromiseCheck promises, Api api) {
		this.database = database;
		this.arrivals = new Arrivals(database);
		this.post = post;
		this.mailServer = mailServer;
		this.smtpPort = smtpPort;
		this.inbox = new RawMailbox(imapPort, Post.SUPPORT, "demo");
		this.mailbox = mailbox;
		this.courier = courier;
		this.worker = worker;
		this.timers = timers;
		this.outbox = outbox;
		this.clock = clock;
		this.promises = promises;
		this.api = api;
	}

	@AfterEach
	void allIsWellAgain() {
		this.mailServer.up();
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void programsNeverGetAnAnswer() {
		List<RawMail> mails = MailReaderTests.programs().map((program) -> (RawMail) program.get()[1]).toList();
		long last = this.arrivals.last();
		int answers = outgoing();
		// By IMAP, since the demo's server sets the return path of what comes by SMTP.
		mails.forEach((mail) -> puts(mail.with("X-Trace", UUID.randomUUID().toString())));
		assertThat(this.arrivals.sorted(last, mails.size())).hasSize(mails.size())
			.allSatisfy((mail) -> assertThat(mail.state()).as(mail.reason()).isEqualTo("AUTOMATIC"));
		assertThat(outgoing()).isEqualTo(answers);
	}

	@Test
	void ourOwnReceiptThatIsSentBackIsNotAnswered() throws Exception {
		sends(RawMail.from(this.ada));
		MimeMessage receipt = this.post.await(this.ada, "FT-");
		int answers = outgoing();
		Arrival bounced = sends(raw(receipt));
		assertThat(bounced).extracting(Arrival::state, Arrival::caseNumber).containsExactly("AUTOMATIC", null);
		assertThat(bounced.reason()).contains("came back");
		// A forwarder that gives it an id of its own.
		String forwarded = raw(receipt).replaceAll("(?m)^Message-ID: .*$", "Message-ID: <1@forwarder.example>");
		assertThat(sends(forwarded).state()).isEqualTo("AUTOMATIC");
		// One that takes away all that says who wrote it but the sender.
		String bare = forwarded.replaceAll("(?m)^(Auto-Submitted|X-Auto-Response-Suppress|Message-ID): .*\\R", "");
		assertThat(sends(bare)).extracting(Arrival::state, Arrival::caseNumber).containsExactly("QUARANTINED", null);
		assertThat(outgoing()).isEqualTo(answers);
	}

	@Test
	void aProgramThatAnswersEachMailOfOursGetsNoSecondOne() throws Exception {
		// It says nowhere that it is one.
		String number = String.valueOf(sends(RawMail.from(this.ada)).caseNumber());
		String receipt = this.post.await(this.ada, number).getMessageID();
		int answers = outgoing();
		for (int i = 0; i < 3; i++) {
			Arrival answer = sends(RawMail.from(this.ada).text("Got it " + i + "\n").with("In-Reply-To", receipt));
			assertThat(answer).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", number);
		}
		assertThat(outgoing()).isEqualTo(answers);
	}

	@Test
	void twoProgramsThatFaceEachOtherExchangeOneMail() {
		// It answers whatever we send, ours answers whatever opens a case.
		int answers = outgoing();
		sends(RawMail.from(this.ada));
		for (int heard = 0; heard < 3; heard++) {
			this.worker.awaitDelivery();
			List<MimeMessage> ours = this.post.mailbox(this.ada);
			assertThat(ours).as("what it got of us").hasSize(1);
			Arrival reply = sends(RawMail.from(this.ada)
				.subject("Out of office: " + heard)
				.with("Auto-Submitted", "auto-replied")
				.text("I am away " + heard + ".\n"));
			assertThat(reply.state()).isEqualTo("AUTOMATIC");
		}
		assertThat(outgoing()).isEqualTo(answers + 1);
	}

	@Test
	void aProgramThatAnswersWithANewMatterEachTimeComesToRest() {
		long last = this.arrivals.last();
		for (int i = 1; i <= 32; i++) {
			this.post.send("envelope@example.org", RawMail.from(this.ada).subject("Matter " + i).bytes());
		}
		this.mailbox.wake();
		List<Arrival> all = this.arrivals.sorted(last, 32);
		assertThat(all.subList(0, 30)).extracting(Arrival::state).containsOnly("OPENED");
		assertThat(all.subList(30, 32)).allSatisfy((mail) -> {
			assertThat(mail.state()).isEqualTo("QUARANTINED");
			assertThat(mail.reason()).contains("30 cases within an hour");
		});
		assertThat(sends(RawMail.from("eve-" + this.ada)).state()).isEqualTo("OPENED");
		this.timers.advance(Duration.ofMinutes(61));
		new SignedInPerson(this.api, "admin1").post("/admin/mail", "/admin/mail/in/" + all.get(31).id() + "/again", "");
		assertThat(this.arrivals.sorted(last, 33).get(31).state()).isEqualTo("OPENED");
	}

	@Test
	void aCaseNumberInAPlusAddressJoinsNothingForAStranger() {
		String number = String.valueOf(sends(RawMail.from(this.ada)).caseNumber());
		Arrival stranger = sends(RawMail.from("eve-" + this.ada)
			.subject("About " + number)
			.with("To", Post.SUPPORT.replace("@", "+" + number + "@"))
			.with("Delivered-To", Post.SUPPORT.replace("@", "+" + number + "@")));
		assertThat(stranger.state()).isEqualTo("OPENED");
		assertThat(stranger.caseNumber()).isNotEqualTo(number);
	}

	@Test
	void mailBehindOneThatIsTooLargeIsDealtWith() {
		long last = this.arrivals.last();
		String line = "0123456789012345678901234567890123456789012345678901234567890123456789012345678\n";
		this.post.send("envelope@example.org", RawMail.from(this.ada).text(line.repeat(700_000)).bytes());
		for (int i = 0; i < 3; i++) {
			this.post.send("envelope@example.org", RawMail.from("behind" + i + "-" + this.ada).bytes());
		}
		this.mailbox.wake();
		assertThat(this.arrivals.sorted(last, 4)).extracting(Arrival::state)
			.containsExactly("QUARANTINED", "OPENED", "OPENED", "OPENED");
	}

	@Test
	void aRenumberedMailboxLosesNothingAndRepeatsNothing() {
		Arrival first = sends(RawMail.from(this.ada));
		Arrival program = sends(RawMail.from("robot-" + this.ada).with("Precedence", "bulk"));
		Arrival second = sends(RawMail.from("bob-" + this.ada));
		this.worker.awaitDelivery();
		int answers = outgoing();
		long validity = validity();
		restart();
		long last = this.arrivals.last();
		// In another order than before, with a new one among them.
		this.inbox.put(this.arrivals.bytes(second.fileId()));
		puts(RawMail.from("carl-" + this.ada));
		this.inbox.put(this.arrivals.bytes(program.fileId()));
		this.inbox.put(this.arrivals.bytes(first.fileId()));
		List<Arrival> again = this.arrivals.sorted(last, 4);
		assertThat(validity()).isGreaterThan(validity);
		assertThat(again).extracting(Arrival::state).containsExactly("JOINED", "OPENED", "AUTOMATIC", "JOINED");
		assertThat(again.get(0).caseNumber()).isEqualTo(second.caseNumber());
		assertThat(again.get(3).caseNumber()).isEqualTo(first.caseNumber());
		assertThat(again.get(3).reason()).contains("came in before");
		assertThat(messagesOf(first)).isEqualTo(1);
		assertThat(messagesOf(second)).isEqualTo(1);
		assertThat(outgoing()).isEqualTo(answers + 1);
	}

	@Test
	void mailThatComesOnceTheServerIsUpAgainIsFetched() {
		Arrival before = sends(RawMail.from(this.ada));
		restart();
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", RawMail.from("later-" + this.ada).bytes());
		Arrival after = this.arrivals.sorted(last);
		assertThat(after.state()).isEqualTo("OPENED");
		assertThat(after.caseNumber()).isNotEqualTo(before.caseNumber());
	}

	@Test
	void whatCannotBeSentWaitsWithGrowingPausesIsShownAndGoesOutOnce() {
		this.mailServer.down();
		SupportCase opened = this.worker.open();
		OutgoingMail first = awaitAttempts(opened, 1);
		assertThat(first.lastError()).contains("can't be reached");
		assertThat(pause(first)).isLessThan(Duration.ofSeconds(11));
		OutgoingMail second = nextAttempt(opened, first);
		OutgoingMail third = nextAttempt(opened, second);
		assertThat(pause(third)).isGreaterThan(Duration.ofSeconds(30));
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains(opened.number())
			.contains("The mail server can&#39;t be reached");
		this.mailServer.start();
		this.timers.advance(pause(third));
		this.courier.wake();
		this.worker.awaitDelivery(opened);
		assertThat(this.post.mailbox(first.recipient())).extracting(MailTroubleTests::subject)
			.filteredOn((subject) -> subject.contains(opened.number()))
			.hasSize(1);
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).doesNotContain(opened.number());
	}

	@Test
	void whatIsBeingSentIsNotTriedBesides() throws IOException {
		this.mailServer.down();
		SupportCase opened = this.worker.open();
		OutgoingMail waiting = awaitAttempts(opened, 1);
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		String tryNow = "/admin/mail/out/" + waiting.id() + "/retry";
		try (ServerSocket silent = new ServerSocket(this.smtpPort, 1, InetAddress.getLoopbackAddress())) {
			silent.setSoTimeout(20_000);
			this.timers.advance(pause(waiting));
			this.courier.wake();
			try (Socket courier = silent.accept()) {
				assertThat(courier.isConnected()).isTrue();
				assertThat(admin.post("/admin/mail", tryNow, "")).contains("is being sent right now");
			}
			awaitAttempts(opened, 2);
		}
		this.mailServer.start();
		assertThat(admin.post("/admin/mail", tryNow, "")).contains("tried again now");
		this.worker.awaitDelivery();
		assertThat(this.post.mailbox(waiting.recipient())).hasSize(1);
	}

	private OutgoingMail nextAttempt(SupportCase of, OutgoingMail last) {
		this.timers.advance(pause(last));
		this.courier.wake();
		return awaitAttempts(of, last.attempts() + 1);
	}

	private OutgoingMail awaitAttempts(SupportCase of, int attempts) {
		return Awaitility.await("attempt " + attempts + " to tell of " + of.number())
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> waiting(of), (mail) -> mail.attempts() >= attempts && isWaiting(mail));
	}

	/** While it is tried, it is held for five minutes. */
	private boolean isWaiting(OutgoingMail mail) {
		return pause(mail).compareTo(Duration.ofMinutes(4)) < 0;
	}

	private Duration pause(OutgoingMail mail) {
		return Duration.between(this.clock.instant(), Objects.requireNonNull(mail.nextAttemptAt()));
	}

	private OutgoingMail waiting(SupportCase of) {
		return this.outbox.waiting(1000)
			.stream()
			.filter((mail) -> of.number().equals(mail.caseNumber()))
			.findFirst()
			.orElseThrow();
	}

	private Arrival sends(RawMail mail) {
		return sends(mail.toString());
	}

	/** Sends a mail and waits until it was sorted. */
	private Arrival sends(String mail) {
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", mail);
		this.mailbox.wake();
		return this.arrivals.sorted(last);
	}

	private void puts(RawMail mail) {
		this.inbox.put(mail.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	/** The mail server forgets its mail, and numbers what comes then from one on. */
	private void restart() {
		this.mailServer.down();
		this.mailServer.up();
	}

	private long validity() {
		Long latest = this.database.queryForObject(
				"SELECT COALESCE(MAX(uid_validity), 0) FROM incoming_mail WHERE id = (SELECT MAX(id) FROM incoming_mail)",
				Long.class);
		return (latest != null) ? latest : 0;
	}

	private int outgoing() {
		return count("outgoing_mail");
	}

	private int messagesOf(Arrival mail) {
		return count("message JOIN support_case c ON c.id = case_id WHERE kind = 'CUSTOMER' AND c.number = '"
				+ mail.caseNumber() + "'");
	}

	private int count(String rows) {
		Integer count = this.database.queryForObject("SELECT COUNT(*) FROM " + rows, Integer.class);
		return (count != null) ? count : 0;
	}

	private static String raw(MimeMessage mail) throws IOException, MessagingException {
		ByteArrayOutputStream raw = new ByteArrayOutputStream();
		mail.writeTo(raw);
		return raw.toString(StandardCharsets.UTF_8);
	}

	private static String subject(MimeMessage mail) {
		try {
			return mail.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
