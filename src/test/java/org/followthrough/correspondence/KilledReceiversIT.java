package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.correspondence.RawMailbox.Delivered;
import org.followthrough.demo.LastingMailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every mail of the collections, five times at once, into five mailboxes of two nodes
 * that are killed again and again: each is kept byte for byte, and dealt with once. The
 * system property {@code kills} says how often. The mails come in as many shares, and of
 * each a node is killed while it is taken in; what it had in its hands is let go after a
 * quarter of an hour at the most, which this waits for.
 */
@Tag("faults")
class KilledReceiversIT {

	private static final int KILLS = Integer.getInteger("kills", 6);

	/**
	 * Small ones: the mail server of the tests looks through a whole mailbox each time.
	 */
	private static final List<String> MAILBOXES = List.of(Post.SUPPORT, "second@followthrough.example",
			"third@followthrough.example", "fourth@followthrough.example", "fifth@followthrough.example");

	private final Random random = new Random(939);

	private final int smtpPort = TestSettings.freePort();

	private final int imapPort = TestSettings.freePort();

	private final Path data = TestSettings.TARGET.resolve("it-data").resolve("killed-receivers");

	private final Path others = TestSettings.TARGET.resolve("it-data").resolve("killed-receivers-2");

	private JdbcTemplate database = new JdbcTemplate();

	/** So many mails lie in the mailboxes, or are about to. */
	private int delivered = MAILBOXES.size();

	private CompletableFuture<?> deliveries = CompletableFuture.completedFuture(null);

	@Test
	void eachMailIsKeptByteForByteAndDealtWithOnceHoweverOftenNodesAreKilled() throws IOException {
		Assumptions.assumeTrue(MailCorpus.isThere(), () -> "There is no mail at " + MailCorpus.whereItWouldBe());
		TestSettings.forget(this.data);
		TestSettings.forget(this.others);
		SmartLifecycle server = LastingMailServer.on(this.smtpPort, this.imapPort);
		server.start();
		try {
			MAILBOXES.forEach(this::begin);
			List<RunningJar> nodes = new ArrayList<>(List.of(first()));
			nodes.get(0).awaitFirstPage();
			this.database = new JdbcTemplate(new DriverManagerDataSource(address(), "followthrough", password()));
			nodes.add(second());
			nodes.get(1).awaitFirstPage();
			int busy = 0;
			for (int kill = 0; kill < KILLS; kill++) {
				// Each falls into a share of its own: work goes on while a node starts.
				awaitSteps(this.random.nextInt(deliver(kill)));
				busy += isIdle() ? 0 : 1;
				int victim = this.random.nextInt(2);
				nodes.get(victim).kill();
				System.out.printf("Killed node %d with %d mails stored, %d of them sorted%n", victim + 1,
						count("incoming_mail"), count("incoming_mail WHERE state <> 'STORED'"));
				nodes.set(victim, (victim == 0) ? first() : second());
				nodes.get(victim).awaitFirstPage();
			}
			this.deliveries.join();
			System.out.printf("%d of %d kills while mail was taken in%n", busy, KILLS);
			assertThat(busy).as("kills while mail was taken in").isGreaterThanOrEqualTo(KILLS / 2);
			judge();
			nodes.get(1).close();
			nodes.get(0).close();
		}
		finally {
			server.stop();
		}
	}

	/** It has the database in its folder, whose server outlives it. */
	private RunningJar first() {
		return RunningJar.start("killed-receiver-1", Map.of(), settings(this.data));
	}

	private RunningJar second() throws IOException {
		return RunningJar.start("killed-receiver-2", Map.of("SPRING_DATASOURCE_URL", address(),
				"SPRING_DATASOURCE_USERNAME", "followthrough", "SPRING_DATASOURCE_PASSWORD", password()),
				settings(this.others));
	}

	private String[] settings(Path folder) {
		return Stream.concat(mailboxes(),
				Stream.of("--followthrough.data=" + folder, "--followthrough.demo.enabled=false",
						"--followthrough.mail.smtp.host=127.0.0.1", "--followthrough.mail.smtp.port=" + this.smtpPort,
						"--followthrough.mail.imap.host=127.0.0.1", "--followthrough.mail.imap.port=" + this.imapPort,
						"--followthrough.mail.imap.username=" + Post.SUPPORT, "--followthrough.mail.imap.password=demo",
						"--followthrough.mail.imap.every=PT2S", "--logging.level.root=WARN"))
			.toArray(String[]::new);
	}

	private Stream<String> mailboxes() {
		return MAILBOXES.stream().skip(1).flatMap((address) -> {
			String mailbox = "--followthrough.mail.mailboxes." + address.split("@")[0];
			return Stream.of(mailbox + ".host=127.0.0.1", mailbox + ".port=" + this.imapPort,
					mailbox + ".username=" + address, mailbox + ".password=" + address, mailbox + ".address=" + address,
					mailbox + ".every=PT2S");
		});
	}

	/** Its first mail makes a mailbox. */
	private void begin(String address) {
		Properties properties = new Properties();
		properties.put("mail.smtp.host", "127.0.0.1");
		properties.put("mail.smtp.port", String.valueOf(this.smtpPort));
		Session session = Session.getInstance(properties);
		try (Transport transport = session.getTransport("smtp")) {
			transport.connect();
			transport.sendMessage(
					new MimeMessage(session,
							new ByteArrayInputStream(
									RawMail.from("first@example.org").subject("To " + address).bytes())),
					new InternetAddress[] { new InternetAddress(address) });
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private RawMailbox mailbox(String address) {
		return new RawMailbox(this.imapPort, address, address.equals(Post.SUPPORT) ? "demo" : address);
	}

	private String address() throws IOException {
		return "jdbc:mariadb://127.0.0.1:" + Files.readString(this.data.resolve("mariadb.port")).trim()
				+ "/followthrough";
	}

	private String password() throws IOException {
		return Files.readString(this.data.resolve("database.password"));
	}

	/**
	 * A share of the mails, of each copy in an order of its own.
	 * @return how many mails it is
	 */
	private int deliver(int share) {
		List<MailCorpus.Sample> all = MailCorpus.mails();
		int from = all.size() * share / KILLS;
		int to = all.size() * (share + 1) / KILLS;
		this.deliveries = CompletableFuture.allOf(Stream
			.concat(Stream.of(this.deliveries), MAILBOXES.stream().map((address) -> CompletableFuture.runAsync(() -> {
				List<MailCorpus.Sample> mails = new ArrayList<>(all);
				Collections.shuffle(mails, new Random(address.hashCode()));
				mailbox(address).put(mails.subList(from, to).stream().map(MailCorpus.Sample::content));
			})))
			.toArray(CompletableFuture[]::new));
		int mails = MAILBOXES.size() * (to - from);
		this.delivered += mails;
		return mails;
	}

	private void awaitSteps(int steps) {
		long until = steps() + steps;
		Awaitility.await("more mail dealt with")
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofMinutes(8))
			.until(() -> steps() >= until || isIdle());
	}

	/** Mails stored and mails sorted. */
	private long steps() {
		return count("incoming_mail") + count("incoming_mail WHERE state <> 'STORED'");
	}

	private boolean isIdle() {
		return count("incoming_mail") == this.delivered && count("incoming_mail WHERE state = 'STORED'") == 0;
	}

	private void judge() {
		Map<String, Delivered> delivered = new HashMap<>();
		MAILBOXES.forEach((address) -> mailbox(address).read()
			.forEach((mail) -> delivered.put(address + "@127.0.0.1/INBOX " + mail.uid(), mail)));
		assertThat(delivered).as("mails in the mailboxes").hasSize(this.delivered);
		Awaitility.await("all mail is sorted and all answers are sent")
			.atMost(Duration.ofMinutes(25))
			.pollInterval(Duration.ofSeconds(2))
			.until(() -> isIdle() && count("outgoing_mail WHERE next_attempt_at IS NOT NULL") == 0);
		Arrivals arrivals = new Arrivals(this.database);
		List<Arrival> arrived = arrivals.after(0);
		Map<String, Integer> states = new TreeMap<>();
		for (Arrival mail : arrived) {
			Delivered raw = delivered.remove(place(mail));
			assertThat(raw).as("mail " + mail.id()).isNotNull();
			assertThat(arrivals.sha256(mail.id())).as("mail " + mail.id()).isEqualTo(raw.sha256());
			assertThat(Arrays.equals(arrivals.bytes(mail.fileId()), raw.content())).as("mail " + mail.id()).isTrue();
			states.merge(mail.state(), 1, Integer::sum);
		}
		assertThat(delivered).as("mails that were lost").isEmpty();
		System.out.printf("%d mails, %d kills: %s; %d tried more than once%n", arrived.size(), KILLS, states,
				arrived.stream().filter((mail) -> mail.attempts() > 1).count());
		everyMailIsDealtWithOnce();
		nobodyHearsFromAProgramTwice();
		PromiseCheck promises = new PromiseCheck(this.database, Clock.systemUTC());
		Awaitility.await("all promises")
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(2))
			.untilAsserted(promises::allKept);
	}

	private @Nullable String place(Arrival mail) {
		return this.database.queryForObject("SELECT CONCAT(mailbox, ' ', uid) FROM incoming_mail WHERE id = ?",
				String.class, mail.id());
	}

	private void everyMailIsDealtWithOnce() {
		assertThat(this.database.queryForList("""
				SELECT LOWER(HEX(sha256)) FROM incoming_mail GROUP BY sha256
				HAVING COUNT(message_id) > 1 OR SUM(state = 'OPENED') > 1
				""", String.class)).as("contents of which several copies became a message").isEmpty();
		assertThat(this.database.queryForList("""
				SELECT m.id FROM message m WHERE m.door = 'mail' AND m.kind = 'CUSTOMER'
				AND (SELECT COUNT(*) FROM incoming_mail i WHERE i.message_id = m.id) <> 1
				""", Long.class)).as("messages that aren't those of one mail").isEmpty();
		assertThat(this.database.queryForList("""
				SELECT m.id FROM message m JOIN support_case c ON c.id = m.case_id
				WHERE m.door = 'mail' AND m.kind = 'CUSTOMER' AND (SELECT COUNT(*) FROM audit_entry a
				  WHERE a.stream = c.number AND a.action = 'message.received'
				  AND JSON_VALUE(a.content, '$.details.message') = m.id) <> 1
				""", Long.class)).as("messages without exactly one entry").isEmpty();
		assertThat(count("incoming_mail WHERE state = 'OPENED'")).as("a case for each that opened one")
			.isEqualTo(count("support_case"));
	}

	private void nobodyHearsFromAProgramTwice() {
		assertThat(this.database.queryForList("""
				SELECT recipient FROM outgoing_mail WHERE automatic AND NOT EXISTS (
				  SELECT 1 FROM incoming_mail i WHERE i.state = 'OPENED' AND i.sender = outgoing_mail.recipient
				  AND i.case_number = outgoing_mail.case_number)
				""", String.class)).as("who got an automatic answer to what opened nothing").isEmpty();
		assertThat(this.database.queryForList(
				"""
						SELECT case_number FROM outgoing_mail WHERE automatic GROUP BY case_number, recipient HAVING COUNT(*) > 1
						""",
				String.class))
			.as("cases with more than one receipt")
			.isEmpty();
		System.out.printf("%d cases opened, %d automatic answers, none of them to automatic mail%n",
				count("support_case"), count("outgoing_mail WHERE automatic"));
	}

	private long count(String rows) {
		Long count = this.database.queryForObject("SELECT COUNT(*) FROM " + rows, Long.class);
		return (count != null) ? count : 0;
	}

}
