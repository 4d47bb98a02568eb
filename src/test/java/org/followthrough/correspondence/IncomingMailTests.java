package org.followthrough.correspondence;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
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
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail that comes in, from the customer's mail program to the case and back.
 */
@Tag("thorough")
@FollowthroughTest
class IncomingMailTests {

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	private final Arrivals arrivals;

	private final Post post;

	private final Cases cases;

	private final Messages messages;

	private final CaseWorker worker;

	private final Api api;

	private final Timers timers;

	private final PromiseCheck promises;

	private final Mailboxes mailbox;

	private final MailReader reader;

	private final TooLarge tooLarge;

	private final TransactionOperations transaction;

	@Autowired
	IncomingMailTests(JdbcTemplate database, Post post, Cases cases, Messages messages, CaseWorker worker, Api api,
			Timers timers, PromiseCheck promises, Mailboxes mailbox, MailReader reader, TooLarge tooLarge,
			TransactionOperations transaction) {
		this.arrivals = new Arrivals(database);
		this.post = post;
		this.cases = cases;
		this.messages = messages;
		this.worker = worker;
		this.api = api;
		this.timers = timers;
		this.promises = promises;
		this.mailbox = mailbox;
		this.reader = reader;
		this.tooLarge = tooLarge;
		this.transaction = transaction;
	}

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void aMailOpensACaseAndItsSenderGetsAReceiptWithNumberAndLink() throws Exception {
		SupportCase opened = opened(RawMail.from("Ada Byron <" + this.ada + ">"));
		assertThat(opened.subject()).isEqualTo("It does not print");
		assertThat(opened.door()).isEqualTo("mail");
		MimeMessage receipt = this.post.await(this.ada, opened.number());
		assertThat(Post.text(receipt)).startsWith("Dear Ada Byron,").contains(opened.number());
		assertThat(receipt.getHeader("Auto-Submitted")).containsExactly("auto-replied");
		String link = Post.link(receipt);
		HttpResponse<byte[]> page = new SignedInPerson(this.api, "agent1").get(link);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains(opened.number())
			.contains("I press print and nothing comes out.");
	}

	@Test
	void theReceiptAnswersTheMailThatOpenedTheCase() throws Exception {
		opened(RawMail.from(this.ada).with("Message-ID", "<first@ada.example>"));
		MimeMessage receipt = this.post.await(this.ada, "FT-");
		assertThat(receipt.getHeader("In-Reply-To")).containsExactly("<first@ada.example>");
		assertThat(receipt.getHeader("References")).containsExactly("<first@ada.example>");
	}

	@Test
	void aReplyJoinsTheCaseOfTheMailThatItAnswers() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		Arrival reply = sends(RawMail.from(this.ada).subject("no number here").with("In-Reply-To", receipt));
		assertThat(reply).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", opened.number());
		Arrival second = sends(RawMail.from(this.ada)
			.subject("nor here")
			.with("References", "<other@example.org>\n " + receipt + "\n <another@example.org>"));
		assertThat(second.caseNumber()).isEqualTo(opened.number());
		assertThat(this.worker.open(opened)).contains("read-message");
	}

	@Test
	void aColleagueWhoHasOurMailMayAnswerItInTheirOwnName() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		String bob = "bob-" + UUID.randomUUID() + "@example.org";
		assertThat(sends(RawMail.from(bob).with("In-Reply-To", receipt)).caseNumber()).isEqualTo(opened.number());
		assertThat(this.messages.ofCase(opened.id())).extracting(Message::author).contains(bob);
	}

	@Test
	void aReplyToTheirOwnMailJoinsToo() {
		SupportCase opened = opened(RawMail.from(this.ada).with("Message-ID", "<own-" + this.ada + ">"));
		Arrival reply = sends(RawMail.from(this.ada).with("In-Reply-To", "<own-" + this.ada + ">").text("And also:\n"));
		assertThat(reply.caseNumber()).isEqualTo(opened.number());
		Arrival stranger = sends(
				RawMail.from("eve-" + this.ada).with("In-Reply-To", "<own-" + this.ada + ">").text("Me too\n"));
		assertThat(stranger.state()).isEqualTo("OPENED");
		assertThat(stranger.caseNumber()).isNotEqualTo(opened.number());
	}

	@Test
	void aReplyToAForgedMailOfOursJoinsNothing() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		char last = receipt.charAt(receipt.indexOf('@') - 1);
		String forged = receipt.replace(last + "@", ((last == 'a') ? 'b' : 'a') + "@");
		Arrival reply = sends(RawMail.from("eve-" + this.ada).with("In-Reply-To", forged));
		assertThat(reply.state()).isEqualTo("OPENED");
		assertThat(reply.caseNumber()).isNotEqualTo(opened.number());
	}

	@Test
	void aNumberInTheSubjectJoinsOnlyFromItsCustomer() {
		SupportCase opened = opened(RawMail.from(this.ada));
		Arrival theirs = sends(
				RawMail.from(this.ada).subject("Re: " + opened.number().toLowerCase(java.util.Locale.ROOT)));
		assertThat(theirs).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", opened.number());
		Arrival stranger = sends(RawMail.from("eve-" + this.ada).subject("Re: [" + opened.number() + "] tell me more"));
		assertThat(stranger.state()).isEqualTo("OPENED");
		assertThat(stranger.caseNumber()).isNotEqualTo(opened.number());
		assertThat(this.messages.ofCase(opened.id())).extracting(Message::author).doesNotContain("eve-" + this.ada);
	}

	@Test
	void whoMerelyWantsAnswersSentToTheCustomerIsNotTheCustomer() {
		SupportCase opened = opened(RawMail.from(this.ada).with("Message-ID", "<mine-" + this.ada + ">"));
		RawMail stranger = RawMail.from("eve-" + this.ada).with("Reply-To", this.ada);
		assertThat(sends(stranger.subject("Re: [" + opened.number() + "] works now")).caseNumber())
			.isNotEqualTo(opened.number());
		assertThat(sends(stranger.with("In-Reply-To", "<mine-" + this.ada + ">")).caseNumber())
			.isNotEqualTo(opened.number());
		assertThat(this.messages.ofCase(opened.id())).hasSize(2);
	}

	@Test
	void aReplyReopensAClosedCase() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		assertThat(this.api
			.post("agent1", "/cases/" + opened.number() + "/close",
					Map.of("as", "withdrawn", "reason", "They said so."))
			.status()).isLessThan(300);
		assertThat(this.worker.now(opened).isOpen()).isFalse();
		sends(RawMail.from(this.ada).with("In-Reply-To", receipt).text("It is back.\n"));
		assertThat(this.worker.now(opened).isOpen()).isTrue();
		assertThat(this.worker.now(opened).reopened()).isEqualTo(1);
	}

	@Test
	void attachmentsAreKeptByteForByteAndSavedSafely() {
		byte[] content = new byte[300_000];
		new Random(7).nextBytes(content);
		SupportCase opened = opened(RawMail.from(this.ada)
			.parts("multipart/mixed", RawMail.part("text/plain", "See the picture."),
					RawMail.file("=?utf-8?B?PHNjcmlwdD5cZXZpbC5odG1s?=", "text/html", content)));
		assertThat(this.messages.attachmentsOf(opened.id())).singleElement().satisfies((file) -> {
			assertThat(file.name()).isEqualTo("_script_evil.html");
			HttpResponse<byte[]> saved = new SignedInPerson(this.api, "agent1")
				.get("/cases/" + opened.number() + "/files/" + file.id());
			assertThat(saved.statusCode()).isEqualTo(200);
			assertThat(saved.body()).isEqualTo(content);
			assertThat(saved.headers().map()).containsEntry("Content-Type", List.of("application/octet-stream"))
				.containsEntry("X-Content-Type-Options", List.of("nosniff"));
			assertThat(saved.headers().firstValue("Content-Disposition")).get()
				.asString()
				.startsWith("attachment;")
				.contains("_script_evil.html");
			assertThat(String.join(" ", saved.headers().allValues("Content-Security-Policy"))).contains("sandbox");
		});
	}

	@Test
	void aFileIsThereForPeopleWhoWorkHereOnly() {
		SupportCase opened = opened(RawMail.from(this.ada)
			.parts("multipart/mixed", RawMail.file("secret.txt", "text/plain", new byte[] { 1, 2, 3 })));
		SupportCase other = opened(RawMail.from("eve-" + this.ada));
		long file = this.messages.attachmentsOf(opened.id()).get(0).id();
		assertThat(new SignedInPerson(this.api, "nobody").get("/cases/" + opened.number() + "/files/" + file).uri())
			.asString()
			.endsWith("/login");
		assertThat(
				new SignedInPerson(this.api, "agent1").get("/cases/" + other.number() + "/files/" + file).statusCode())
			.isEqualTo(404);
	}

	@Test
	void wordsThatAreTooManyAreCutAndTheMailIsKeptBesideThem() {
		RawMail mail = RawMail.from(this.ada).text("A line of a very long mail.\n".repeat(10_000));
		SupportCase opened = opened(mail);
		assertThat(this.messages.ofCase(opened.id()).get(0).body()).hasSizeLessThanOrEqualTo(Messages.LONGEST)
			.contains("The mail goes on here.");
		assertThat(this.messages.attachmentsOf(opened.id())).singleElement()
			.satisfies((file) -> assertThat(new String(this.arrivals.bytes(file.fileId()), StandardCharsets.UTF_8))
				.endsWith(mail.body().strip().replace("\n", "\r\n")));
	}

	@Test
	void aMailWithoutASenderLiesInQuarantineAndSaysWhy() {
		String subject = "Nobody " + UUID.randomUUID();
		Arrival nobody = sends(RawMail.from(this.ada).without("From").subject(subject));
		assertThat(nobody).extracting(Arrival::state, Arrival::reason)
			.containsExactly("QUARANTINED", "It has no sender that one could answer.");
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains(subject)
			.contains("It has no sender that one could answer.");
		byte[] saved = new SignedInPerson(this.api, "admin1").get("/admin/mail/in/" + nobody.id() + ".eml").body();
		assertThat(saved).isEqualTo(this.arrivals.bytes(nobody.fileId()));
	}

	@Test
	void automaticMailIsRecordedAndOpensNothing() {
		// The demo's server sets the envelope's sender, so an empty one can't come
		// through it.
		List<RawMail> mails = MailReaderTests.programs()
			.filter((program) -> !program.get()[0].equals("empty return path"))
			.map((program) -> (RawMail) program.get()[1])
			.map((mail) -> mail.subject(mail.headers().get("Subject") + " " + UUID.randomUUID()))
			.toList();
		long last = this.arrivals.last();
		mails.forEach((mail) -> this.post.send("envelope@example.org", mail.bytes()));
		this.mailbox.wake();
		assertThat(this.arrivals.sorted(last, mails.size())).hasSize(mails.size()).allSatisfy((mail) -> {
			assertThat(mail.state()).as(mail.subject()).isEqualTo("AUTOMATIC");
			assertThat(mail.reason()).isNotBlank();
			assertThat(mail.caseNumber()).isNull();
		});
		String page = new SignedInPerson(this.api, "admin1").page("/admin/mail");
		assertThat(mails).allSatisfy((mail) -> assertThat(page).contains(mail.headers().get("Subject")));
		assertThat(opened(RawMail.from(this.ada)).number()).isNotBlank();
	}

	@Test
	void anAutomaticAnswerOfACustomerIsNotedOnTheCaseAndIsNoWordOfTheirs() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		this.worker.does(opened, "acknowledge");
		this.worker.awaitDelivery(opened);
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		Arrival away = sends(RawMail.from(this.ada)
			.subject("Automatic reply")
			.with("Auto-Submitted", "auto-replied")
			.with("In-Reply-To", receipt)
			.text("I am away.\n"));
		assertThat(away).extracting(Arrival::state, Arrival::caseNumber).containsExactly("AUTOMATIC", opened.number());
		assertThat(this.messages.ofCase(opened.id())).last().satisfies((note) -> {
			assertThat(note.kind()).isEqualTo(Message.Kind.AUTOMATIC);
			assertThat(note.isPublic()).isFalse();
			assertThat(note.authorKind()).isEqualTo("system");
			assertThat(note.body()).contains("From: " + this.ada).contains("I am away.");
		});
		assertThat(this.worker.open(opened)).doesNotContain("read-message");
	}

	@Test
	void aBounceOfOurMailIsNotedOnItsCaseWithTheReport() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		MimeMessage receipt = this.post.await(this.ada, opened.number());
		RawMail structured = RawMail.from("Mail Delivery System <MAILER-DAEMON@mx.example>")
			.subject("Undelivered Mail Returned to Sender")
			.parts("multipart/report; report-type=delivery-status",
					RawMail.part("text/plain", "I could not deliver your message: no such user."),
					RawMail.part("message/delivery-status",
							"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; " + this.ada
									+ "\nAction: failed\nStatus: 5.1.1"),
					RawMail.part("message/rfc822", "From: support@followthrough.example\nMessage-ID: "
							+ receipt.getMessageID() + "\nSubject: x\n\ntext"));
		assertThat(sends(structured)).extracting(Arrival::state, Arrival::caseNumber)
			.containsExactly("AUTOMATIC", opened.number());
		assertThat(this.messages.ofCase(opened.id())).last().satisfies((note) -> {
			assertThat(note.isPublic()).isFalse();
			assertThat(note.body()).contains("no such user");
			assertThat(this.messages.attachmentsOf(opened.id())).anySatisfy((file) -> {
				assertThat(file.messageId()).isEqualTo(note.id());
				assertThat(file.name()).isEqualTo("mail.eml");
			});
		});
		RawMail flat = RawMail.from("MAILER-DAEMON@mx.example")
			.subject("failure notice")
			.text("Hi. This is the qmail-send program at mx.example.\n\n--- Below this line is a copy of the message.\n\n"
					+ "Message-ID: " + receipt.getMessageID() + "\n");
		assertThat(sends(flat).caseNumber()).isEqualTo(opened.number());
		RawMail forged = flat.text(flat.body().replaceAll("\\.[0-9a-f]{16}@", ".0123456789abcdef@"));
		assertThat(sends(forged)).extracting(Arrival::state, Arrival::caseNumber).containsExactly("AUTOMATIC", null);
		assertThat(this.worker.open(opened)).doesNotContain("read-message");
	}

	@Test
	void whoTriesAMailInQuarantineAgainIsOnRecord() {
		long before = this.arrivals.last();
		Arrival nobody = sends(RawMail.from(this.ada).without("From").subject("Nobody " + UUID.randomUUID()));
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		assertThat(admin.post("/admin/mail", "/admin/mail/in/" + nobody.id() + "/again", ""))
			.contains("The mail is tried again now.");
		assertThat(this.arrivals.sorted(before).state()).isEqualTo("QUARANTINED");
		assertThat(this.arrivals.triedAgainBy(nobody.id())).containsExactly("admin1");
		assertThat(new SignedInPerson(this.api, "manager1")
			.sends("/account", "/admin/mail/in/" + nobody.id() + "/again", "")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void mailThatIsFromUsOpensNothing() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		Arrival own = sends(RawMail.from("Support <" + Post.SUPPORT + ">").with("Sender", this.ada));
		assertThat(own.state()).isEqualTo("QUARANTINED");
		assertThat(own.reason()).contains("from us");
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		Arrival returned = sends(
				RawMail.from(Post.SUPPORT).with("Reply-To", "list@example.net").with("Message-ID", receipt));
		assertThat(returned).extracting(Arrival::state, Arrival::caseNumber).containsExactly("AUTOMATIC", null);
		assertThat(returned.reason()).contains("came back");
	}

	@Test
	void theSameMailTwiceIsOneCase() {
		RawMail mail = RawMail.from(this.ada).with("Message-ID", "<twice-" + this.ada + ">");
		SupportCase opened = opened(mail);
		Arrival again = sends(mail.with("Received", "from another.example"));
		assertThat(again).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", opened.number());
		assertThat(again.reason()).contains("came in before");
		// On its way something wrote its words in another encoding.
		Arrival rewritten = sends(mail.with("Content-Transfer-Encoding", "quoted-printable"));
		assertThat(rewritten.caseNumber()).isEqualTo(opened.number());
		assertThat(rewritten.reason()).contains("delivered twice");
		assertThat(this.messages.ofCase(opened.id())).filteredOn((message) -> message.kind() == Message.Kind.CUSTOMER)
			.hasSize(1);
		assertThat(this.worker.open(opened)).doesNotContain("read-message");
	}

	@Test
	void twoMailsWithOneIdAreTwoMails() {
		RawMail mail = RawMail.from(this.ada).with("Message-ID", "<reused-" + this.ada + ">");
		SupportCase first = opened(mail);
		SupportCase second = opened(mail.text("Something else fails too.\n"));
		assertThat(second.number()).isNotEqualTo(first.number());
		SupportCase third = opened(mail.parts("multipart/mixed", RawMail.part("text/plain", mail.body()),
				RawMail.file("log.txt", "text/plain", new byte[] { 1 })));
		assertThat(third.number()).isNotEqualTo(first.number());
	}

	@Test
	void aMailOfThirtyMegabytesBecomesACaseWithItsFileWhole() {
		byte[] content = new byte[29 << 20];
		new Random(29).nextBytes(content);
		SupportCase opened = opened(RawMail.from(this.ada)
			.parts("multipart/mixed", RawMail.part("text/plain", "The dump."),
					RawMail.file("dump.bin", "application/octet-stream", content)));
		assertThat(this.messages.attachmentsOf(opened.id())).singleElement().satisfies((file) -> {
			assertThat(file.size()).isEqualTo(content.length);
			byte[] saved = new SignedInPerson(this.api, "support1")
				.get("/cases/" + opened.number() + "/files/" + file.id())
				.body();
			assertThat(Arrays.equals(saved, content)).isTrue();
		});
	}

	@Test
	void aMailOfSixtyMegabytesLiesInQuarantineAndItsSenderIsTold() throws Exception {
		RawMail large = RawMail.from(this.ada)
			.subject("The whole disk")
			.with("Message-ID", "<large-" + this.ada + ">")
			.text("0123456789012345678901234567890123456789012345678901234567890123456789012345678\n".repeat(750_000));
		Arrival quarantined = sends(large);
		assertThat(quarantined.state()).isEqualTo("QUARANTINED");
		assertThat(quarantined.reason()).contains("larger than 50 MB").contains("was asked for a smaller one");
		assertThat(quarantined.size()).isGreaterThan(60_000_000);
		assertThat(quarantined).extracting(Arrival::sender, Arrival::subject)
			.containsExactly(this.ada, "The whole disk");
		MimeMessage notice = this.post.await(this.ada, "too large");
		assertThat(Post.text(notice)).contains("50 MB").contains("send it again with smaller files");
		assertThat(notice.getHeader("Auto-Submitted")).containsExactly("auto-replied");
		assertThat(notice.getHeader("In-Reply-To")).containsExactly("<large-" + this.ada + ">");
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains("The whole disk")
			.contains("larger than 50 MB");
	}

	@Test
	void nobodyIsToldTwiceADayThatTheirMailIsTooLargeAndNoProgramEver() throws Exception {
		RawMail large = RawMail.from(this.ada).subject("first");
		assertThat(tells(large)).isTrue();
		assertThat(tells(large.subject("second"))).isFalse();
		this.timers.advance(Duration.ofHours(23));
		assertThat(tells(large.subject("third"))).isFalse();
		this.timers.advance(Duration.ofHours(2));
		assertThat(tells(large.subject("fourth").with("Auto-Submitted", "auto-replied"))).isFalse();
		assertThat(tells(large.subject("fifth").without("From"))).isFalse();
		assertThat(tells(RawMail.from(Post.SUPPORT))).isFalse();
		assertThat(tells(large.subject("sixth"))).isTrue();
		this.post.await(this.ada, "sixth");
		assertThat(this.post.mailbox(this.ada)).extracting(IncomingMailTests::subject)
			.containsExactlyInAnyOrder("Your mail was too large: first", "Your mail was too large: sixth");
		this.timers.advance(Duration.ofHours(-25));
	}

	private boolean tells(RawMail large) throws MessagingException {
		ReceivedMail header = this.reader.readHeader(large.bytes());
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.tooLarge.tell(header, Post.SUPPORT)));
	}

	private static String subject(MimeMessage mail) {
		try {
			return mail.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sends a mail and waits until it was sorted. */
	private Arrival sends(RawMail mail) {
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", mail.bytes());
		this.mailbox.wake();
		return this.arrivals.sorted(last);
	}

	private SupportCase opened(RawMail mail) {
		Arrival arrival = sends(mail);
		assertThat(arrival.state()).as(String.valueOf(arrival.reason())).isEqualTo("OPENED");
		SupportCase opened = this.cases.get(String.valueOf(arrival.caseNumber()));
		Awaitility.await("the receipt of " + opened.number())
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.messages.ofCase(opened.id())
				.stream()
				.anyMatch((message) -> message.delivery() == Message.Delivery.DELIVERED));
		return opened;
	}

}
