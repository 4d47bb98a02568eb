package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.demo.LastingMailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast mail becomes work on the packaged application, with a mail server beside it,
 * and how much memory a large mailbox takes. Prints figures.
 */
@Tag("bench")
class MailSpeedIT {

	private static final int MAILS = Integer.getInteger("bench.mails", 1000);

	private static final int MAILBOX = Integer.getInteger("bench.mailbox", 10_000);

	private static final int SINGLE = 50;

	private static final int SENDERS = 4;

	/** What the Java machine may have; the mailbox is several times as large. */
	private static final String HEAP = "-Xmx320m";

	private final int smtpPort = TestSettings.freePort();

	private final int imapPort = TestSettings.freePort();

	private final SmartLifecycle server = LastingMailServer.on(this.smtpPort, this.imapPort);

	private final Path data = TestSettings.TARGET.resolve("it-data").resolve("bench-mail");

	private JdbcTemplate database = new JdbcTemplate();

	@Test
	void mailBecomesTasks() throws IOException {
		this.server.start();
		TestSettings.forget(this.data);
		try (RunningJar application = start(Map.of())) {
			sends(MAILS / 2, "warm-up", this::bySmtp);
			awaitTasks(MAILS / 2);
			opens(application, MAILS / 2);
			long tasks = tasks();
			long begin = System.nanoTime();
			sends(MAILS, "burst", this::bySmtp);
			long sent = System.nanoTime() - begin;
			awaitTasks(tasks + MAILS);
			double mails = MAILS / ((System.nanoTime() - begin) / 1e9);
			begin = System.nanoTime();
			opens(application, MAILS);
			double opened = MAILS / ((System.nanoTime() - begin) / 1e9);
			System.out.printf(
					"%d mails by SMTP, given to the mail server in %.1f s: %.1f a second from there to "
							+ "their tasks; %.1f cases a second by REST; ratio %.2f%n",
					MAILS, sent / 1e9, mails, opened, mails / opened);
			double[] single = IntStream.range(0, SINGLE).mapToDouble(this::oneMail).sorted().toArray();
			System.out.printf("One mail at a time, from SMTP to its task: %.0f ms at the median, %.0f ms at p95%n",
					single[SINGLE / 2], single[SINGLE * 95 / 100]);
		}
		finally {
			this.server.stop();
		}
	}

	@Test
	void aLargeMailboxIsTakenInWithBoundedMemory() throws IOException {
		this.server.start();
		TestSettings.forget(this.data);
		long filling = System.nanoTime();
		new RawMailbox(this.imapPort, Post.SUPPORT, "demo")
			.put(IntStream.range(0, MAILBOX).mapToObj((i) -> mail("mailbox", i, size(i))));
		long bytes = IntStream.range(0, MAILBOX).mapToLong(MailSpeedIT::size).sum();
		System.out.printf("A mailbox is filled with %d mails, %d MB, in %.0f s%n", MAILBOX, bytes >> 20,
				(System.nanoTime() - filling) / 1e9);
		try (RunningJar application = start(Map.of("JAVA_TOOL_OPTIONS", HEAP))) {
			long begin = System.nanoTime();
			long before = 0;
			for (int tenth = 1; tenth <= 10; tenth++) {
				int until = MAILBOX / 10 * tenth;
				Awaitility.await("mail of the mailbox")
					.atMost(Duration.ofMinutes(15))
					.pollInterval(Duration.ofMillis(500))
					.until(() -> count("incoming_mail WHERE state <> 'STORED'") >= until);
				System.out.printf("%6d of %d mails dealt with after %.0f s, %d MB resident at the most%n", until,
						MAILBOX, (System.nanoTime() - begin) / 1e9, application.mostResident() >> 20);
				before = (tenth == 1) ? application.mostResident() : before;
			}
			System.out.printf("A mailbox of %d mails, %d MB, with %s: the second to the last tenth took %d MB more%n",
					MAILBOX, bytes >> 20, HEAP, (application.mostResident() - before) >> 20);
			assertThat(count("incoming_mail WHERE state = 'OPENED'")).isEqualTo(MAILBOX);
			assertThat(count("unfetched_mail")).isZero();
		}
		finally {
			this.server.stop();
		}
	}

	/** One in a hundred has a picture with it. */
	private static int size(int number) {
		return (number % 100 == 0) ? 1 << 20 : 5 << 10;
	}

	private RunningJar start(Map<String, String> environment) throws IOException {
		RunningJar application = RunningJar.start("bench-mail", environment, "--followthrough.data=" + this.data,
				"--followthrough.demo.cases=false", "--followthrough.mail.smtp.port=" + this.smtpPort,
				"--followthrough.mail.imap.port=" + this.imapPort, "--logging.level.root=WARN");
		application.awaitFirstPage();
		this.database = new JdbcTemplate(
				new DriverManagerDataSource(
						"jdbc:mariadb://127.0.0.1:" + Files.readString(this.data.resolve("mariadb.port")).trim()
								+ "/followthrough",
						"followthrough", Files.readString(this.data.resolve("database.password"))));
		return application;
	}

	private double oneMail(int number) {
		long tasks = tasks();
		long begin = System.nanoTime();
		bySmtp(List.of(mail("single", number, 2000)));
		Awaitility.await("its task")
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofMinutes(1))
			.until(() -> tasks() > tasks);
		return (System.nanoTime() - begin) / 1e6;
	}

	private static void sends(int count, String name, Consumer<List<byte[]>> way) {
		together((sender) -> {
			List<byte[]> mails = new ArrayList<>();
			for (int i = sender; i < count; i += SENDERS) {
				mails.add(mail(name, i, 2000));
			}
			way.accept(mails);
		});
	}

	private static void together(IntConsumer work) {
		CompletableFuture
			.allOf(IntStream.range(0, SENDERS)
				.mapToObj((sender) -> CompletableFuture.runAsync(() -> work.accept(sender)))
				.toArray(CompletableFuture[]::new))
			.join();
	}

	private void bySmtp(List<byte[]> mails) {
		Properties properties = new Properties();
		properties.put("mail.smtp.host", "127.0.0.1");
		properties.put("mail.smtp.port", String.valueOf(this.smtpPort));
		Session session = Session.getInstance(properties);
		try (Transport transport = session.getTransport("smtp")) {
			transport.connect();
			for (byte[] mail : mails) {
				transport.sendMessage(new MimeMessage(session, new ByteArrayInputStream(mail)),
						new InternetAddress[] { new InternetAddress(Post.SUPPORT) });
			}
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] mail(String name, int number, int size) {
		String text = """
				From: Customer %2$d <%1$s-%2$d@example.org>
				To: support@followthrough.example
				Subject: It does not print, number %2$d
				Message-ID: <%1$s-%2$d@example.org>
				Date: Mon, 30 Nov 2026 09:00:00 +0000
				MIME-Version: 1.0
				Content-Type: text/plain; charset=utf-8

				I press print and nothing comes out. This is number %2$d.
				""".formatted(name, number).replace("\n", "\r\n");
		byte[] mail = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Math.max(size, text.length()));
		for (int i = text.length(); i < size; i++) {
			mail[i] = (byte) ((i % 72 == 70) ? '\r' : (i % 72 == 71) ? '\n' : 'a' + (i * 7919 + number) % 26);
		}
		return mail;
	}

	private static void opens(RunningJar application, int count) {
		together((client) -> {
			for (int i = client; i < count; i += SENDERS) {
				assertThat(application.api()
					.post("agent1", "/cases",
							Map.of("customer", Map.of("email", "rest-" + i + "@example.org", "name", "Customer"),
									"subject", "It does not print", "description", "Nothing comes out. " + i, "impact",
									"impaired"))
					.status()).isEqualTo(201);
			}
		});
	}

	private void awaitTasks(long tasks) {
		Awaitility.await(tasks + " tasks")
			.atMost(Duration.ofMinutes(10))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> tasks() >= tasks);
	}

	private long tasks() {
		return count("ACT_RU_TASK WHERE TASK_DEF_KEY_ = 'acknowledge'");
	}

	private long count(String rows) {
		Long count = this.database.queryForObject("SELECT COUNT(*) FROM " + rows, Long.class);
		return (count != null) ? count : 0;
	}

}
