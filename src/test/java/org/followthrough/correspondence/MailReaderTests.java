package org.followthrough.correspondence;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be read of a mail. Real mail is read by {@code MailCorpusIT}.
 */
class MailReaderTests {

	private static final String ADA = "Ada <ada@example.org>";

	private final MailReader reader = new MailReader(settings("support@followthrough.example"));

	static MailSettings settings(String address) {
		return new MailSettings(address, "Support", "",
				new MailSettings.Server("", 25, null, null, MailSettings.Security.NONE),
				new MailSettings.Mailbox("", 143, "", "", MailSettings.Security.NONE, "INBOX", Duration.ofSeconds(10),
						true, Duration.ofMinutes(1), "", "", "",
						new MailSettings.TokenServer("", "", "", "", List.of())),
				Map.of(), false, DataSize.ofMegabytes(50), Duration.ofDays(5), 30, Set.of("mx.ours.example"));
	}

	private ReceivedMail read(RawMail mail) {
		return read(mail.bytes());
	}

	private ReceivedMail read(byte[] mail) {
		try {
			return this.reader.read(mail);
		}
		catch (MessagingException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Its words.
	 */
	@Nested
	class Words {

		@ParameterizedTest
		@CsvSource({ "utf-8, utf-8, Grüße aus Łódź", "iso-8859-1, iso-8859-1, Grüße", "iso-8859-1, windows-1252, 100 €",
				"koi8-r, koi8-r, Привет", "shift_jis, shift_jis, こんにちは", "gb2312, GB18030, 你好",
				"utf-16, utf-16, Grüße" })
		void areReadInTheirCharacterSet(String declared, String real, String words) {
			assertThat(read(encoded("text/plain; charset=" + declared, words.getBytes(Charset.forName(real)))).text())
				.isEqualTo(words);
		}

		@ParameterizedTest
		@CsvSource({ "text/plain, utf-8, Grüße aus Łódź", "text/plain, windows-1252, Grüße – 100 €",
				"text/plain; charset=us-ascii, utf-8, Grüße", "text/plain; charset=x-unheard-of, utf-8, Grüße",
				"text/plain; charset=\"\", windows-1252, Grüße", "text/plain; charset=utf-8, windows-1252, Grüße",
				"text/plain, iso-2022-jp, こんにちは", "text, utf-8, Grüße" })
		void areReadThoughTheirCharacterSetIsWrongOrUnknown(String type, String real, String words) {
			assertThat(read(encoded(type, words.getBytes(Charset.forName(real)))).text()).isEqualTo(words);
		}

		@Test
		void loseOnlyWhatIsBrokenInThem() {
			byte[] broken = "Grüße aus Łódź und Köln".getBytes(StandardCharsets.UTF_8);
			broken[broken.length - 3] = (byte) 0xff;
			assertThat(read(encoded("text/plain; charset=utf-8", broken)).text()).startsWith("Grüße aus Łódź und K");
		}

		@Test
		void holdNoControlCharacters() {
			assertThat(read(RawMail.from(ADA).text("one\u0000\u001b[31m two\u0007\r\nthree\u0085")).text())
				.isEqualTo("one[31m two\nthree");
		}

		@Test
		void arePlainWhereBothVersionsAreThere() {
			RawMail mail = RawMail.from(ADA)
				.parts("multipart/alternative", RawMail.part("text/plain", "plain words"),
						RawMail.part("text/html", "<b>dressed</b> words"));
			assertThat(read(mail).text()).isEqualTo("plain words");
		}

		@Test
		void areTheDressedOnesWhereThePlainOnesAreEmpty() {
			RawMail mail = RawMail.from(ADA)
				.parts("multipart/alternative", RawMail.part("text/plain", " "),
						RawMail.part("text/html", "<b>dressed</b> words"));
			assertThat(read(mail).text()).isEqualTo("dressed words");
		}

		@Test
		void ofHtmlKeepParagraphsListsAndLinksAndDropWhatRuns() {
			RawMail mail = RawMail.from(ADA)
				.html("""
						<html><head><title>no</title><style>p { color: red }</style></head><body>
						<script>alert(1)</script><p>Dear   support,</p>
						<p>it<br>fails &amp; fails.</p><ul><li>one</li><li>two <a href="https://example.org/a">here</a></li></ul>
						<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><pre>x
						  y</pre><img src="cid:1" alt="a screen"><div>Ada</div></body></html>""");
			assertThat(read(mail).text()).isEqualTo("""
					Dear support,

					it
					fails & fails.

					- one
					- two here <https://example.org/a>

					a b
					c

					x
					  y

					[a screen]
					Ada""");
		}

		@Test
		void ofHtmlAreReadInTheCharacterSetThatThePageNames() {
			byte[] page = "<html><head><meta charset='koi8-r'></head><p>Привет</p>".getBytes(Charset.forName("koi8-r"));
			assertThat(read(encoded("text/html", page)).text()).isEqualTo("Привет");
		}

		@Test
		void thatAreTooManyAreCutAndSaySo() {
			ReceivedMail mail = read(RawMail.from(ADA).text("😀 word ".repeat(40_000)));
			assertThat(mail.text()).hasSizeLessThanOrEqualTo(Messages.LONGEST)
				.hasSizeGreaterThan(Messages.LONGEST - 200)
				.contains("The mail goes on here.");
			assertThat(mail.whole()).isFalse();
		}

		@Test
		void thatFitAreWhole() {
			assertThat(read(RawMail.from(ADA)).whole()).isTrue();
		}

		@Test
		void areFoundThoughTheMailOnlyClaimsToHaveParts() {
			RawMail mail = RawMail.from(ADA).with("Content-Type", "multipart/mixed").text("just words");
			assertThat(read(mail).text()).isEqualTo("just words");
		}

		private byte[] encoded(String type, byte[] words) {
			return RawMail.from(ADA)
				.with("Content-Type", type)
				.with("Content-Transfer-Encoding", "base64")
				.text(Base64.getMimeEncoder().encodeToString(words))
				.bytes();
		}

	}

	/**
	 * Its files.
	 */
	@Nested
	class FilesOfIt {

		@Test
		void areKeptByteForByte() {
			byte[] content = new byte[70_000];
			new java.util.Random(1).nextBytes(content);
			ReceivedMail mail = read(RawMail.from(ADA)
				.parts("multipart/mixed", RawMail.part("text/plain", "see file"),
						RawMail.file("dump.bin", "application/octet-stream", content)));
			assertThat(mail.parts()).singleElement().satisfies((part) -> {
				assertThat(part.name()).isEqualTo("dump.bin");
				assertThat(part.content()).isEqualTo(content);
			});
		}

		@Test
		void areKeptThoughTheyHangOnTheVersionThatIsNotRead() {
			String picture = "--inner\nContent-Type: image/png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\niVBORw==\n";
			ReceivedMail mail = read(RawMail.from(ADA)
				.parts("multipart/alternative", RawMail.part("text/plain", "see picture"),
						"Content-Type: multipart/related; boundary=inner\n\n--inner\n"
								+ RawMail.part("text/html", "<img src='cid:1'>") + picture + "--inner--\n"));
			assertThat(mail.text()).isEqualTo("see picture");
			assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly("file-1.png");
		}

		@ParameterizedTest
		@CsvSource(delimiter = '|',
				value = { "../../etc/passwd|__.._etc_passwd", "C:\\Windows\\a.exe|C_Windows_a.exe",
						"a\"b<c>.txt|a_b_c_.txt", "..hidden|_hidden", "=?utf-8?B?w7xiZXIucGRm?=|über.pdf",
						"invoice\u202efdp.exe|invoice_fdp.exe", "=?utf-8?Q?a=0D=0AX-Evil:_1.txt?=|a X-Evil_ 1.txt",
						"dots...|dots_" })
		void getNamesThatAreSafeToSaveUnder(String given, String safe) {
			ReceivedMail mail = read(RawMail.from(ADA)
				.parts("multipart/mixed", "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\""
						+ given.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n\nx\n"));
			assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly(safe);
		}

		@Test
		void getShortNamesAndTypes() {
			ReceivedMail mail = read(RawMail.from(ADA)
				.parts("multipart/mixed", "Content-Type: application/" + "x".repeat(300)
						+ "\nContent-Disposition: attachment; filename=\"" + "n".repeat(1000) + ".pdf\"\n\nx\n"));
			assertThat(mail.parts()).singleElement().satisfies((part) -> {
				assertThat(part.name()).hasSizeLessThanOrEqualTo(255).endsWith(".pdf");
				assertThat(part.mediaType()).hasSizeLessThanOrEqualTo(127);
			});
		}

		@Test
		void thatAreTooManyLeaveTheMailUnwhole() {
			String[] parts = Stream.generate(() -> RawMail.file("a.txt", "text/plain", new byte[] { 1 }))
				.limit(300)
				.toArray(String[]::new);
			ReceivedMail mail = read(RawMail.from(ADA).parts("multipart/mixed", parts));
			assertThat(mail.parts()).hasSizeBetween(150, 200);
			assertThat(mail.whole()).isFalse();
		}

		@Test
		void neverFillTheMemoryHoweverManyTheyAre() {
			ReceivedMail mail = read(RawMail.from(ADA)
				.with("Content-Type", "multipart/mixed; boundary=b")
				.text("--b\n\n".repeat(2_000_000))
				.bytes());
			assertThat(mail.parts()).hasSizeLessThanOrEqualTo(1);
		}

		@Test
		void ofAMailWithinTheMailAreKeptWithIt() {
			ReceivedMail mail = read(RawMail.from(ADA)
				.parts("multipart/mixed", RawMail.part("text/plain", "forwarded"),
						RawMail.part("message/rfc822", RawMail.from("eve@example.net").toString())));
			assertThat(mail.text()).isEqualTo("forwarded");
			assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly("file-1.eml");
		}

	}

	/**
	 * Its header.
	 */
	@Nested
	class HeaderOfIt {

		@Test
		void namesWhomToAnswer() {
			assertThat(read(RawMail.from(ADA).with("Reply-To", "Grace <grace@example.org>")).sender())
				.contains("grace@example.org");
			assertThat(read(RawMail.from("ADA@Example.ORG")).sender()).contains("ada@example.org");
			assertThat(read(RawMail.from("not an address")).sender()).isEmpty();
			assertThat(read(RawMail.from(ADA).without("From")).sender()).isEmpty();
		}

		@Test
		void mayComeFromUsAndThenNamesNobody() {
			ReceivedMail own = read(RawMail.from("Support+loop@followthrough.example").with("Sender", ADA));
			assertThat(own.ours()).isTrue();
			assertThat(own.sender()).isEmpty();
		}

		@Test
		void ofAWebFormNamesWhoeverFilledItIn() {
			ReceivedMail form = read(RawMail.from("support@followthrough.example").with("Reply-To", ADA));
			assertThat(form.ours()).isFalse();
			assertThat(form.sender()).contains("ada@example.org");
		}

		@ParameterizedTest
		@CsvSource({ "=?utf-8?q?Gr=C3=BC=C3=9Fe?=, Grüße", "=?iso-8859-1?q?Gr=FC=DFe?=, Grüße", "Grüße, Grüße",
				"=?x-unknown?q?abc?=, =?x-unknown?q?abc?=", "=?utf-8?q?a=0D=0ABcc:_b?=, a Bcc: b" })
		void hasASubjectInOneLine(String raw, String subject) {
			assertThat(read(RawMail.from(ADA).subject(raw)).subject()).isEqualTo(subject);
		}

		@Test
		void mayHoldRawBytesOfAnotherCharacterSet() {
			byte[] raw = RawMail.from(ADA).subject("Grüße").toString().getBytes(StandardCharsets.ISO_8859_1);
			assertThat(read(raw).subject()).isEqualTo("Grüße");
		}

		@Test
		void mayBeOfAnyLength() {
			ReceivedMail mail = read(RawMail.from(ADA).subject("word ".repeat(100_000)));
			assertThat(mail.subject()).hasSizeLessThanOrEqualTo(1000);
			assertThat(mail.sender()).contains("ada@example.org");
		}

		@Test
		void namesTheMailsThatItFollowsNearestFirst() {
			ReceivedMail mail = read(
					RawMail.from(ADA).with("References", "<1@a> <2@a>\n <3@a>").with("In-Reply-To", "<3@a>"));
			assertThat(mail.references()).containsExactly("<3@a>", "<2@a>", "<1@a>");
		}

	}

	/**
	 * Who wrote it.
	 */
	@Nested
	class Writer {

		@ParameterizedTest
		@MethodSource("org.followthrough.correspondence.MailReaderTests#programs")
		void isAProgram(String why, RawMail mail) {
			assertThat(read(mail).automatic()).as(why).isPresent();
		}

		@ParameterizedTest
		@MethodSource("org.followthrough.correspondence.MailReaderTests#people")
		void isAPerson(String why, RawMail mail) {
			assertThat(read(mail).automatic()).as(why).isEmpty();
		}

		@Test
		void ofAReportNamesTheMailThatItIsAbout() {
			ReceivedMail report = read(RawMail.from("MAILER-DAEMON@mx.example")
				.parts("multipart/report; report-type=delivery-status", RawMail.part("text/plain", "no such user"),
						RawMail.part("message/delivery-status", "Final-Recipient: rfc822; ada@example.org"),
						RawMail.part("text/rfc822-headers", "Subject: x\nMessage-ID: <ft.1.00@a>\n")));
			assertThat(report.reported()).containsExactly("<ft.1.00@a>");
		}

	}

	static Stream<Arguments> programs() {
		RawMail mail = RawMail.from(ADA);
		RawMail report = mail.subject("Undelivered Mail Returned to Sender");
		return Stream.of(Arguments.of("RFC 3834", mail.with("Auto-Submitted", "auto-replied")),
				Arguments.of("RFC 3834 with a reason",
						mail.with("Auto-Submitted", "auto-generated; owner-email=\"a@b\"")),
				Arguments.of("empty return path", mail.with("Return-Path", "<>")),
				Arguments.of("report", mail.parts("multipart/report; report-type=delivery-status", "\nx\n")),
				Arguments.of("read receipt",
						mail.parts("multipart/report; report-type=disposition-notification", "\nx\n")),
				Arguments.of("status without a report",
						mail.parts("multipart/mixed", RawMail.part("message/delivery-status", "Action: failed"))),
				Arguments.of("bulk", mail.with("Precedence", "bulk")),
				Arguments.of("junk", mail.with("Precedence", "junk")),
				Arguments.of("auto reply", mail.with("Precedence", "auto_reply")),
				Arguments.of("list", mail.with("Precedence", "list")),
				Arguments.of("list id", mail.with("List-Id", "News <news.example.net>")),
				Arguments.of("newsletter", mail.with("List-Unsubscribe", "<https://example.net/u>")),
				Arguments.of("vacation", mail.with("X-Autoreply", "yes")),
				Arguments.of("responder", mail.with("X-Autorespond", "away")),
				Arguments.of("Exchange", mail.with("X-Auto-Response-Suppress", "All")),
				Arguments.of("Gmail", mail.with("X-Failed-Recipients", "a@b.example")),
				Arguments.of("loop", mail.with("X-Loop", "robot@example.net")),
				Arguments.of("no-reply", RawMail.from("Shop <no-reply@shop.example>")),
				Arguments.of("bounce", RawMail.from("bounces+12=a@list.example")),
				Arguments.of("daemon", RawMail.from("Mail <MAILER-DAEMON@mx.example>")),
				Arguments.of("daemon without an address", RawMail.from("MAILER-DAEMON (Mail Delivery System)")),
				Arguments.of("subsystem", RawMail.from("Mail Delivery Subsystem <x@mx.example>")),
				Arguments.of("well-known subject and words",
						report.text("This is the mail system at host mx.example.\n\nI'm sorry")),
				Arguments.of("well-known subject and fields", report.text("Final-Recipient: rfc822; a@b.example")),
				Arguments.of("challenge to click", mail.subject("Please confirm your message")
					.text("Your message to ada@example.org is being held until you confirm it. "
							+ "Click the link below, and it will be delivered.\n\nhttps://filter.example/c/1\n")),
				Arguments.of("challenge to answer",
						mail.subject("Sender verification for ada@example.org")
							.text("I do not know you, so your e-mail is waiting in quarantine. "
									+ "Simply reply to this message to prove that you are a person.\n")),
				Arguments.of("nobody", RawMail.from("<>").subject("failure notice")),
				Arguments.of("nothing but the mail",
						report.parts("multipart/mixed", RawMail.part("message/rfc822", mail.toString()))));
	}

	static Stream<Arguments> people() {
		RawMail mail = RawMail.from(ADA);
		return Stream.of(Arguments.of("plain", mail), Arguments.of("says no", mail.with("Auto-Submitted", "no")),
				Arguments.of("says no, with a comment", mail.with("Auto-Submitted", "no (a person)")),
				Arguments.of("first class", mail.with("Precedence", "first-class")),
				Arguments.of("asks about a bounce",
						mail.subject("Undeliverable mail since Monday").text("Our mail to Bob doesn't arrive. Why?")),
				Arguments.of("asks for a confirmation",
						mail.subject("Please confirm your order")
							.text("Please confirm that the order will be delivered on Monday.")),
				Arguments.of("asks about a held message",
						mail.subject("Message held by your filter").text("My e-mail is pending since Monday. Why?")),
				Arguments.of("forwards a bounce",
						mail.subject("Fwd: Undelivered Mail Returned to Sender")
							.text("What is this?\n\nThis is the mail system at host mx.example.")),
				Arguments.of("asks about automatic replies", mail.subject("Automatic reply: how do I switch it on?")),
				Arguments.of("writes to our address that is a list",
						mail.with("Precedence", "list")
							.with("List-Id", "<support.followthrough.example>")
							.with("List-Unsubscribe", "<https://groups.example/u>")),
				Arguments.of("filled in a form", RawMail.from("noreply@site.example").with("Reply-To", ADA)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n\r\n", "Subject", ":\n: :\n\n", "\u0000\u0000",
			"From a@b Mon\nSubject: x\n\ny" })
	void nextToNothingIsAMailWithoutASender(String raw) {
		assertThat(read(raw.getBytes(StandardCharsets.UTF_8)).sender()).isEmpty();
	}

	@Test
	void aHeaderAloneCanBeRead() throws MessagingException {
		byte[] start = RawMail.from(ADA).parts("multipart/mixed", RawMail.part("text/plain", "words")).bytes();
		ReceivedMail header = this.reader.readHeader(start);
		assertThat(header.sender()).isEqualTo(Optional.of("ada@example.org"));
		assertThat(header.subject()).isEqualTo("It does not print");
		assertThat(header.text()).isEmpty();
	}

}
