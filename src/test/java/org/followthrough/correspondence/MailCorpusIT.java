package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.correspondence.RawMailbox.Delivered;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every mail of the collections, through the whole application: sent by SMTP, fetched by
 * IMAP, and sorted. What SMTP may not carry is put into the mailbox by IMAP. Prints its
 * progress, and what became of them.
 */
@Tag("corpora")
@FollowthroughTest
@TestPropertySource(properties = "logging.level.com.icegreen=ERROR")
class MailCorpusIT {

	private static final List<String> STATES = List.of("OPENED", "JOINED", "AUTOMATIC", "QUARANTINED");

	/** Without any news for this long, something is stuck. */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Arrivals arrivals;

	private final JdbcTemplate database;

	private final Post post;

	private final PromiseCheck promises;

	private final RawMailbox mailbox;

	@Autowired
	MailCorpusIT(JdbcTemplate database, Post post, PromiseCheck promises,
			@Value("${followthrough.demo.mail.imap-port}") int imapPort) {
		this.arrivals = new Arrivals(database);
		this.database = database;
		this.post = post;
		this.promises = promises;
		this.mailbox = new RawMailbox(imapPort, Post.SUPPORT, "demo");
	}

	@BeforeEach
	void theCollectionsAreThere() {
		Assumptions.assumeTrue(MailCorpus.isThere(), () -> "There is no mail at " + MailCorpus.whereItWouldBe());
	}

	@Test
	void everyRealMailIsAccountedForExactlyOnceAndKeptByteForByte() {
		List<MailCorpus.Sample> mails = MailCorpus.mails();
		int before = this.mailbox.read().size();
		System.out.printf("Sending %d mails from %s%n", mails.size(), MailCorpus.whereItWouldBe());
		long begin = System.nanoTime();
		List<Boolean> bySmtp = new ArrayList<>();
		for (MailCorpus.Sample mail : mails) {
			bySmtp.add(sent(mail));
			if (bySmtp.size() % 200 == 0) {
				System.out.printf("  %5d of %d sent, %d sorted%n", bySmtp.size(), mails.size(), sorted());
			}
		}
		String subject = "The one behind all others " + UUID.randomUUID();
		this.post.send("ada@example.org", RawMail.from("Ada <ada@example.org>").subject(subject).bytes());
		long sending = System.nanoTime() - begin;
		awaitSorted(mails.size() + 1);
		long all = System.nanoTime() - begin;

		List<Arrival> arrived = this.arrivals.after(0);
		List<Delivered> delivered = this.mailbox.read().stream().skip(before).toList();
		report(mails, bySmtp, arrived, delivered);
		System.out.printf("%d mails, sent in %.1f s, all sorted after %.1f s: %.1f a second%n", mails.size(),
				sending / 1e9, all / 1e9, mails.size() / (all / 1e9));

		assertThat(delivered).as("mails in the mailbox").hasSize(mails.size() + 1);
		assertThat(places()).as("where they lay").isEqualTo(delivered.stream().map(Delivered::uid).toList());
		for (int i = 0; i < mails.size(); i++) {
			Arrival mail = arrived.get(i);
			String which = mails.get(i) + " (" + mail.reason() + ")";
			assertThat(lastLine(delivered.get(i).content())).as(which).endsWith(lastLine(mails.get(i).content()));
			assertThat(mail.size()).as(which).isEqualTo(delivered.get(i).content().length);
			assertThat(this.arrivals.sha256(mail.id())).as(which).isEqualTo(delivered.get(i).sha256());
			assertThat(Arrays.equals(this.arrivals.bytes(mail.fileId()), delivered.get(i).content())).as(which)
				.isTrue();
			isAccountedFor(mail, which);
			if (mails.get(i).isBounce()) {
				assertThat(mail.state()).as(which).isEqualTo("AUTOMATIC");
			}
		}
		assertThat(arrived.get(mails.size())).extracting(Arrival::state, Arrival::subject)
			.containsExactly("OPENED", subject);
		assertThat(countOf("unfetched_mail")).isZero();
		assertThat(arrived).as("tried more than once").noneMatch((mail) -> mail.attempts() > 1);
		nobodyWhoOpenedNothingGetsAnAnswer();
		this.promises.allKept();
	}

	private void isAccountedFor(Arrival mail, String which) {
		assertThat(mail.state()).as(which).isIn(STATES);
		switch (mail.state()) {
			case "OPENED" -> {
				assertThat(mail.caseNumber()).as(which).isNotNull();
				assertThat(this.database.queryForObject(
						"SELECT COUNT(*) FROM incoming_mail WHERE state = 'OPENED' AND case_number = ?", Integer.class,
						mail.caseNumber()))
					.as(which)
					.isEqualTo(1);
			}
			case "JOINED" -> assertThat(mail.caseNumber()).as(which).isNotNull();
			default -> assertThat(mail.reason()).as(which).isNotBlank();
		}
	}

	/** Each answer that went out belongs to a mail of a person that opened a case. */
	private void nobodyWhoOpenedNothingGetsAnAnswer() {
		assertThat(this.database.queryForList("""
				SELECT recipient FROM outgoing_mail WHERE automatic AND NOT EXISTS (
				  SELECT 1 FROM incoming_mail i WHERE i.state = 'OPENED' AND i.sender = outgoing_mail.recipient
				  AND i.case_number = outgoing_mail.case_number)
				""", String.class)).isEmpty();
		assertThat(countOf("outgoing_mail")).isLessThanOrEqualTo(countOf("incoming_mail WHERE state = 'OPENED'"));
	}

	/**
	 * Sends a mail.
	 * @return whether by SMTP
	 */
	private boolean sent(MailCorpus.Sample mail) {
		if (smtpMayCarry(mail.content())) {
			this.post.send("envelope@example.org", mail.content());
			return true;
		}
		this.mailbox.put(mail.content());
		return false;
	}

	/** RFC 5321 section 2.3.8 and 4.5.3.1.6, RFC 6152 section 2. */
	private static boolean smtpMayCarry(byte[] mail) {
		int line = 0;
		for (int i = 0; i < mail.length; i++) {
			boolean bareReturn = mail[i] == '\r' && (i + 1 == mail.length || mail[i + 1] != '\n');
			line = (mail[i] == '\n') ? 0 : line + 1;
			if (mail[i] == 0 || bareReturn || line > 999) {
				return false;
			}
		}
		return true;
	}

	private void awaitSorted(int count) {
		long[] last = { -1, System.nanoTime() };
		Awaitility.await(count + " sorted mails")
			.atMost(Duration.ofMinutes(30))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> {
				long now = sorted();
				if (now / 200 != last[0] / 200) {
					System.out.printf("  %5d of %d sorted%n", now, count);
				}
				if (now != last[0]) {
					last[1] = System.nanoTime();
				}
				last[0] = now;
				assertThat(Duration.ofNanos(System.nanoTime() - last[1])).as("nothing new, at " + now + " mails")
					.isLessThan(PATIENCE);
				return now >= count;
			});
	}

	private long sorted() {
		return countOf("incoming_mail WHERE state <> 'STORED'");
	}

	private long countOf(String table) {
		Long count = this.database.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
		return (count != null) ? count : 0;
	}

	private List<Long> places() {
		return this.database.queryForList("SELECT uid FROM incoming_mail ORDER BY id", Long.class);
	}

	private static String lastLine(byte[] mail) {
		String text = new String(mail, StandardCharsets.ISO_8859_1).stripTrailing();
		return text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1).strip();
	}

	private static void report(List<MailCorpus.Sample> mails, List<Boolean> bySmtp, List<Arrival> arrived,
			List<Delivered> delivered) {
		Map<String, Map<String, Integer>> table = new LinkedHashMap<>();
		Map<String, Integer> reasons = new TreeMap<>();
		for (int i = 0; i < mails.size(); i++) {
			Arrival mail = arrived.get(i);
			String change = change(mails.get(i).content(), delivered.get(i).content());
			for (String row : List.of(mails.get(i).folder().split("/")[0], "all")) {
				Map<String, Integer> counts = table.computeIfAbsent(row, (name) -> new TreeMap<>());
				for (String column : List.of("mails", bySmtp.get(i) ? "SMTP" : "IMAP", mail.state(), change)) {
					counts.merge(column, 1, Integer::sum);
				}
			}
			reasons.merge(mail.state() + ": " + ((mail.reason() != null) ? mail.reason().replaceAll("\\d+", "n") : "-"),
					1, Integer::sum);
		}
		// The last row of the table counts all.
		Map<String, Integer> sum = table.remove("all");
		table.put("all", (sum != null) ? sum : Map.of());
		List<String> columns = new ArrayList<>(List.of("mails", "SMTP", "IMAP"));
		columns.addAll(STATES);
		columns.addAll(List.of("as sent", "line ends", "header", "otherwise"));
		System.out.printf("%-22s%s%n", "", String.join("", columns.stream().map("%12s"::formatted).toList()));
		table.forEach((name, counts) -> System.out.printf("%-22s%s%n", name, String.join("",
				columns.stream().map((column) -> "%12d".formatted(counts.getOrDefault(column, 0))).toList())));
		reasons.forEach((reason, count) -> System.out.printf("%5d %s%n", count, reason));
	}

	/**
	 * What the demo's mail server made of a mail before we fetched it.
	 */
	private static String change(byte[] sent, byte[] delivered) {
		if (Arrays.equals(sent, delivered)) {
			return "as sent";
		}
		String before = new String(sent, StandardCharsets.ISO_8859_1).replaceAll("\r\n|\r|\n", "\n").stripTrailing();
		String after = new String(delivered, StandardCharsets.ISO_8859_1).replaceAll("\r\n|\r|\n", "\n")
			.stripTrailing();
		if (before.equals(after)) {
			return "line ends";
		}
		return after.endsWith(body(before)) ? "header" : "otherwise";
	}

	private static String body(String mail) {
		int empty = mail.indexOf("\n\n");
		return (empty < 0) ? "" : mail.substring(empty);
	}

}
