package org.followthrough.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is killed again and again while many work with it. Whatever it was at,
 * what happened is recorded once, and what wasn't recorded didn't happen. The system
 * property {@code kills} says how often.
 */
@Tag("faults")
class KilledUnderLoadIT {

	private static final int KILLS = Integer.getInteger("kills", 20);

	private static final int CLIENTS = 8;

	/** It lives for so many entries at the most once it serves. */
	private static final int LONGEST_LIFE = 400;

	private final Random random = new Random(200);

	private final AtomicReference<CompletableFuture<CaseLife>> node = new AtomicReference<>(new CompletableFuture<>());

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicInteger lived = new AtomicInteger();

	private final AtomicInteger brokenOff = new AtomicInteger();

	@Test
	void eachChangeIsRecordedOnceHoweverOftenTheNodeIsKilled() throws IOException {
		Path data = TestSettings.TARGET.resolve("it-data").resolve("kills");
		TestSettings.forget(data);
		List<Thread> clients = new ArrayList<>();
		String token = null;
		try (SmtpSink mail = new SmtpSink()) {
			for (int kill = 0; kill < KILLS; kill++) {
				RunningJar application = start(data, mail);
				application.awaitFirstPage();
				token = (token != null) ? token : TasklistVisit.token(application);
				this.node.get().complete(new CaseLife(application, token, mail));
				while (clients.size() < CLIENTS) {
					Thread client = new Thread(this::works, "client-" + clients.size());
					client.start();
					clients.add(client);
				}
				JdbcTemplate database = database(data);
				long until = entries(database) + this.random.nextInt(LONGEST_LIFE);
				Awaitility.await("more entries")
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(1))
					.atMost(Duration.ofMinutes(2))
					.until(() -> entries(database) >= until);
				this.node.set(new CompletableFuture<>());
				application.kill();
				System.out.printf("Killed %d of %d times, after %d entries%n", kill + 1, KILLS, entries(database));
			}
			this.over.set(true);
			try (RunningJar last = start(data, mail)) {
				last.awaitFirstPage();
				this.node.get().complete(new CaseLife(last, token, mail));
				clients.forEach(KilledUnderLoadIT::awaitEnd);
				judge(database(data));
			}
		}
	}

	private static RunningJar start(Path data, SmtpSink mail) {
		return RunningJar.start("kills", Map.of(), "--followthrough.data=" + data, "--followthrough.demo.cases=false",
				"--followthrough.mail.smtp.port=" + mail.port(), "--logging.level.root=WARN");
	}

	private void works() {
		while (!this.over.get()) {
			CaseLife life = this.node.get().join();
			try {
				life.live(new Latencies());
				this.lived.incrementAndGet();
			}
			catch (RuntimeException ex) {
				this.brokenOff.incrementAndGet();
			}
		}
	}

	private static void awaitEnd(Thread client) {
		try {
			client.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** As the owner of the tables, on the server that outlives the application. */
	private static JdbcTemplate database(Path data) throws IOException {
		return new JdbcTemplate(new DriverManagerDataSource(
				"jdbc:mariadb://127.0.0.1:" + Files.readString(data.resolve("mariadb.port")) + "/followthrough",
				"followthrough", Files.readString(data.resolve("database.password"))));
	}

	private static long entries(JdbcTemplate database) {
		Long entries = database.queryForObject("SELECT COALESCE(MAX(id), 0) FROM audit_entry", Long.class);
		return (entries != null) ? entries : 0;
	}

	private void judge(JdbcTemplate database) {
		PromiseCheck promises = new PromiseCheck(database, Clock.systemUTC());
		Awaitility.await("all is settled")
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(2))
			.untilAsserted(promises::allKept);
		System.out.printf("%d kills: %d cases, %d entries, %d lives lived to their end, %d broken off%n", KILLS,
				count(database, "support_case"), count(database, "audit_entry"), this.lived.get(),
				this.brokenOff.get());
		assertThat(this.brokenOff.get()).as("what was under way when it was killed").isPositive();
	}

	private static long count(JdbcTemplate database, String table) {
		Long count = database.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
		return (count != null) ? count : 0;
	}

}
