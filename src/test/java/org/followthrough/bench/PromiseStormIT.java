package org.followthrough.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.followthrough.database.TestDatabase;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many promises fall due within a minute on one node, while agents work; beside it, the
 * same timers on the engine as it comes. And the same with a node that is killed in the
 * middle. Prints the figures and writes {@code target/bench-storm.json}.
 */
@Tag("bench")
class PromiseStormIT {

	private static final int PROMISES = Integer.getInteger("bench.promises", 50_000);

	private static final Duration WITHIN = Duration.ofSeconds(Integer.getInteger("bench.stormSeconds", 60));

	/** Whether the bare engine does the same; it takes its time. */
	private static final boolean BESIDE = Boolean.parseBoolean(System.getProperty("bench.bare", "true"));

	/** Fall due before those that are measured. */
	private static final int WARM_UP = Math.min(PROMISES / 5, 3000);

	private static final int LIVES_TO_WARM_UP = Integer.getInteger("bench.warmUp", 3000) / 5;

	private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("bench.seconds", 30));

	private static final Duration AT_MOST = Duration.ofMinutes(40);

	private final Map<String, Object> figures = new LinkedHashMap<>();

	@Test
	void allAreActedOnOnceWhileAgentsWork() throws Exception {
		Path data = fresh("storm");
		try (SmtpSink mail = new SmtpSink(); RunningJar application = start("storm", data, mail)) {
			application.awaitFirstPage();
			CaseLife life = new CaseLife(application, TasklistVisit.token(application), mail);
			TasklistVisit tasklist = new TasklistVisit(application);
			Load.times(4, LIVES_TO_WARM_UP, () -> life.live(new Latencies()));
			try (Connection connection = connect(data)) {
				StormCases cases = new StormCases(connection);
				String original = original(application, life, cases);
				cases.make(original, 1, WARM_UP, Duration.ofSeconds(1));
				Counters before = Counters.read(connection);
				cases.fallDue(Instant.now());
				until(WARM_UP, cases::acted);
				Counters after = Counters.read(connection);
				print("%nA promise that falls due costs %.1f statements and %.2f commits%n",
						after.statementsSince(before, WARM_UP), after.commitsSince(before, WARM_UP));
				// Before agents open cases, whose numbers would be those of the copies.
				Duration unshared = BESIDE ? withoutAgents(cases, original) : Duration.ZERO;
				int made = BESIDE ? WARM_UP + PROMISES : WARM_UP;
				int all = made + PROMISES;
				cases.make(original, made + 1, all, WITHIN);
				print("%d cases made%n", PROMISES);
				agents(life, tasklist, () -> sleep(IDLE.dividedBy(2)));
				Latencies idle = agents(life, tasklist, () -> sleep(IDLE));
				Instant from = soon();
				cases.fallDue(from);
				Latencies busy = agents(life, tasklist, () -> until(all, cases::acted));
				Duration took = cases.took(from);
				result("application", took, cases.lateness(from));
				print("Mails to those who work here: %d%n", cases.digests());
				compare(idle, busy);
				judge(cases, all);
				if (BESIDE) {
					beside(bare(), took, unshared);
				}
			}
		}
		Path result = TestSettings.TARGET.resolve("bench-storm.json");
		new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(result.toFile(), this.figures);
		print("These figures as JSON: %s%n", result);
	}

	/** As the bare engine, which serves nobody meanwhile. */
	private Duration withoutAgents(StormCases cases, String original) throws SQLException {
		cases.make(original, WARM_UP + 1, WARM_UP + PROMISES, WITHIN);
		Instant from = soon();
		cases.fallDue(from);
		until(WARM_UP + PROMISES, cases::acted);
		Duration took = cases.took(from);
		result("application, without agents", took, cases.lateness(from));
		return took;
	}

	private void beside(Duration bare, Duration application, Duration withoutAgents) {
		double shared = (double) bare.toMillis() / application.toMillis();
		double unshared = (double) bare.toMillis() / withoutAgents.toMillis();
		print("%nThe bare engine took %.1f times as long, and %.1f times as long as while agents work%n", unshared,
				shared);
		this.figures.put("times faster than the bare engine",
				Map.of("without agents", unshared, "while agents work", shared));
	}

	private static Instant soon() {
		return Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
	}

	@Test
	void noneIsLostAndNoneActedOnTwiceWhenTheNodeIsKilledInTheMiddle() throws Exception {
		Path data = fresh("storm-killed");
		try (SmtpSink mail = new SmtpSink(); RunningJar first = start("storm-killed-1", data, mail)) {
			first.awaitFirstPage();
			CaseLife life = new CaseLife(first, TasklistVisit.token(first), mail);
			try (Connection connection = connect(data)) {
				StormCases cases = new StormCases(connection);
				cases.make(original(first, life, cases), 1, PROMISES, WITHIN);
				Instant from = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
				cases.fallDue(from);
				until(PROMISES / 2, cases::acted);
				first.kill();
				long before = cases.acted();
				assertThat(before).as("acted on before the kill").isLessThan(PROMISES);
				try (RunningJar second = start("storm-killed-2", data, mail)) {
					second.awaitFirstPage();
					Duration back = Duration.between(from, Instant.now());
					until(PROMISES, cases::acted);
					print("%nKilled when %d of %d were acted on; the node was back after %d s%n", before, PROMISES,
							back.toSeconds());
					judge(cases, PROMISES);
					result("application, killed in the middle", cases.took(from), cases.lateness(from));
				}
			}
		}
	}

	private static Path fresh(String name) {
		Path data = TestSettings.TARGET.resolve("it-data").resolve(name);
		TestSettings.forget(data);
		return data;
	}

	private static RunningJar start(String name, Path data, SmtpSink mail) {
		return RunningJar.start(name, Map.of(), "--followthrough.data=" + data, "--followthrough.demo.cases=false",
				"--followthrough.mail.smtp.port=" + mail.port(), "--logging.level.root=WARN");
	}

	private static Connection connect(Path data) throws SQLException, IOException {
		return DriverManager.getConnection(
				"jdbc:mariadb://127.0.0.1:" + Files.readString(data.resolve("mariadb.port")) + "/followthrough",
				"followthrough", Files.readString(data.resolve("database.password")));
	}

	/** Its team has a manager, who is called by name, and told. */
	private static String original(RunningJar application, CaseLife life, StormCases cases) {
		String manager = Base64.getEncoder().encodeToString("manager1:demo".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> team = application
			.send(HttpRequest.newBuilder(application.address("/api/v1/teams/support"))
				.header("Authorization", "Basic " + manager)
				.header("Content-Type", "application/json")
				.PUT(HttpRequest.BodyPublishers.ofString("{\"manager\":\"manager1\"}"))
				.build());
		assertThat(team.statusCode()).as(team.body()).isEqualTo(200);
		String number = life.investigated("original@example.org");
		Awaitility.await("the next word").until(() -> cases.waitsForNextWord(number));
		return number;
	}

	/** What agents wait for while something else goes on. */
	private static Latencies agents(CaseLife life, TasklistVisit tasklist, Runnable meanwhile) {
		Latencies latencies = new Latencies();
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> agent = CompletableFuture.runAsync(() -> {
			while (!over.get()) {
				life.live(latencies);
				latencies.time("tasks", () -> life.send("GET", "/api/v1/tasks?limit=50", null));
				latencies.time("cases", () -> life.send("GET", "/api/v1/cases?limit=50", null));
				latencies.time("Tasklist", tasklist::firstPage);
				sleep(Duration.ofMillis(200));
			}
		});
		meanwhile.run();
		over.set(true);
		agent.join();
		return latencies;
	}

	private void compare(Latencies idle, Latencies busy) {
		print("%nWhat agents wait for       idle p50      p95   during p50      p95  ms%n");
		Map<String, double[]> before = idle.percentiles(steps());
		Map<String, double[]> during = busy.percentiles(steps());
		during.forEach((step, at) -> print("%-24s %10.1f %8.1f %12.1f %8.1f%n", step, before.get(step)[0],
				before.get(step)[1], at[0], at[1]));
		double ratio = busy.percentiles()[1] / idle.percentiles()[1];
		print("%-24s %10.1f %8.1f %12.1f %8.1f   ratio of p95 %.2f%n", "all", idle.percentiles()[0],
				idle.percentiles()[1], busy.percentiles()[0], busy.percentiles()[1], ratio);
		this.figures.put("agents, milliseconds at p95",
				Map.of("idle", idle.percentiles()[1], "during", busy.percentiles()[1], "ratio", ratio));
	}

	private static Iterable<String> steps() {
		List<String> steps = new ArrayList<>(CaseLife.STEPS);
		steps.addAll(List.of("tasks", "cases", "Tasklist"));
		return steps;
	}

	private Duration bare() throws SQLException {
		try (TestDatabase database = TestDatabase.start("storm-bare"); BareStorm bare = new BareStorm(database)) {
			int warmUp = Math.min(WARM_UP, 500);
			bare.make(1, warmUp, Duration.ofSeconds(1));
			bare.fallDue(Instant.now());
			until(warmUp, () -> (long) bare.acted());
			bare.make(warmUp + 1, warmUp + PROMISES, WITHIN);
			Instant from = soon();
			bare.fallDue(from);
			until(warmUp + PROMISES, () -> (long) bare.acted());
			result("bare engine", bare.took(from), bare.lateness(from, warmUp + 1, warmUp + PROMISES, WITHIN));
			return bare.took(from);
		}
	}

	private void result(String whose, Duration took, double[] lateness) {
		double[] late = Latencies.percentiles(lateness);
		print("%n%s: %d due within %d s took %.1f s (%.0f a second); late by p50 %.0f ms, p99 %.0f ms%n", whose,
				lateness.length, WITHIN.toSeconds(), took.toMillis() / 1e3, lateness.length * 1e3 / took.toMillis(),
				late[0], late[2]);
		this.figures.put(whose, Map.of("promises", lateness.length, "seconds", took.toMillis() / 1e3,
				"late by, milliseconds", Map.of("p50", late[0], "p99", late[2])));
	}

	private static void judge(StormCases cases, long due) throws SQLException {
		cases.holds().forEach((what, of) -> {
			print("%8d %s%n", of, what);
			assertThat(of).as(what).isEqualTo(due);
		});
		assertThat(cases.toldTwice()).as("told twice").isZero();
		assertThat(cases.digests()).as("mails to those who work here").isLessThan(20);
	}

	private static void until(long count, Callable<Long> acted) {
		long[] told = { 0 };
		Awaitility.await("all acted on").atMost(AT_MOST).pollInterval(Duration.ofSeconds(1)).until(() -> {
			long now = acted.call();
			if (now - told[0] >= 5000) {
				told[0] = now;
				print("  %d%n", now);
			}
			return now >= count;
		});
	}

	private static void sleep(Duration time) {
		try {
			Thread.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format, values);
	}

}
