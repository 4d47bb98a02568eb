package org.followthrough.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.database.TestDatabase;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lives of cases a second, on the packaged application and on the bare engine in turn.
 * Prints a table and writes {@code target/bench.json}.
 */
@Tag("bench")
class CaseLivesIT {

	/**
	 * So many that the Java machine has compiled what is used; fewer measure its
	 * compiler.
	 */
	private static final int WARM_UP = Integer.getInteger("bench.warmUp", 3000);

	private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 30));

	private static final int COUNTED = 50;

	private static final int OPEN_CASES = Integer.getInteger("bench.openCases", 10_000);

	private static final int PAGES = 400;

	private final Map<String, Object> figures = new LinkedHashMap<>();

	@Test
	void livesASecond() throws IOException, SQLException {
		Path data = TestSettings.TARGET.resolve("it-data").resolve("bench");
		TestSettings.forget(data);
		try (SmtpSink mail = new SmtpSink();
				RunningJar application = RunningJar.start("bench", Map.of(), "--followthrough.data=" + data,
						"--followthrough.demo.cases=false", "--followthrough.mail.smtp.port=" + mail.port(),
						"--logging.level.root=WARN");
				TestDatabase bareDatabase = TestDatabase.start("bench-bare");
				BareEngine bare = new BareEngine(bareDatabase)) {
			application.awaitFirstPage();
			CaseLife life = new CaseLife(application, TasklistVisit.token(application), mail);
			Latencies unmeasured = new Latencies();
			Load.times(4, WARM_UP, () -> life.live(unmeasured));
			Load.times(4, WARM_UP, bare::live);
			count(data, life, bareDatabase, bare);
			for (int clients : new int[] { 1, 8 }) {
				measure(clients, life, bare);
			}
			firstPages(application, life);
		}
		Path result = TestSettings.TARGET.resolve("bench.json");
		new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(result.toFile(), this.figures);
		System.out.println("These figures as JSON: " + result);
	}

	private void count(Path data, CaseLife life, TestDatabase bareDatabase, BareEngine bare)
			throws IOException, SQLException {
		String url = "jdbc:mariadb://127.0.0.1:" + Files.readString(data.resolve("mariadb.port")) + "/followthrough";
		try (Connection ours = DriverManager.getConnection(url, "followthrough",
				Files.readString(data.resolve("database.password"))); Connection theirs = bareDatabase.connect()) {
			Latencies unmeasured = new Latencies();
			Counters before = Counters.read(ours);
			Load.times(1, COUNTED, () -> life.live(unmeasured));
			Counters after = Counters.read(ours);
			Counters bareBefore = Counters.read(theirs);
			Load.times(1, COUNTED, bare::live);
			Counters bareAfter = Counters.read(theirs);
			print("%nA life costs             application  bare engine%n");
			figure("statements a life", after.statementsSince(before, COUNTED),
					bareAfter.statementsSince(bareBefore, COUNTED));
			figure("commits a life", after.commitsSince(before, COUNTED), bareAfter.commitsSince(bareBefore, COUNTED));
		}
	}

	private void figure(String name, double ours, double theirs) {
		print("%-24s %11.1f %12.1f%n", name, ours, theirs);
		this.figures.put(name, Map.of("application", ours, "bare engine", theirs));
	}

	private void measure(int clients, CaseLife life, BareEngine bare) {
		Latencies latencies = new Latencies();
		// Each in two parts, in turn, so that a slow minute of the machine hits both.
		double ours = 0;
		double theirs = 0;
		for (int part = 0; part < 2; part++) {
			ours += Load.rate(clients, MEASURED.dividedBy(2), () -> life.live(latencies)) / 2;
			theirs += Load.rate(clients, MEASURED.dividedBy(2), bare::live) / 2;
		}
		print("%nWith %d client%s: %.1f lives a second; the bare engine %.1f; ratio %.2f%n", clients,
				(clients == 1) ? "" : "s", ours, theirs, ours / theirs);
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("lives a second", ours);
		result.put("bare engine, lives a second", theirs);
		result.put("ratio", ours / theirs);
		result.put("milliseconds", table(latencies, CaseLife.STEPS));
		this.figures.put(clients + " clients", result);
	}

	private Map<String, Object> table(Latencies latencies, List<String> steps) {
		print("%-14s %8s %8s %8s  ms%n", "step", "p50", "p95", "p99");
		Map<String, Object> table = new LinkedHashMap<>();
		latencies.percentiles(steps).forEach((step, at) -> {
			print("%-14s %8.1f %8.1f %8.1f%n", step, at[0], at[1], at[2]);
			table.put(step, Map.of("p50", at[0], "p95", at[1], "p99", at[2]));
		});
		return table;
	}

	private void firstPages(RunningJar application, CaseLife life) {
		AtomicInteger opened = new AtomicInteger();
		long begin = System.nanoTime();
		Load.times(8, OPEN_CASES, () -> {
			int mine = opened.incrementAndGet();
			life.open("open" + mine + "@example.org");
			if (mine % 1000 == 0) {
				print("  %d of %d cases opened%n", mine, OPEN_CASES);
			}
		});
		print("%n%d cases opened in %d s%n", OPEN_CASES, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
		TasklistVisit tasklist = new TasklistVisit(application);
		// Once to warm up, as the lives did.
		pages(life, tasklist);
		Latencies latencies = pages(life, tasklist);
		print("First pages with %d open cases%n", OPEN_CASES);
		this.figures.put("first pages with " + OPEN_CASES + " open cases, milliseconds",
				table(latencies, List.of("tasks", "cases", "Tasklist")));
	}

	private static Latencies pages(CaseLife life, TasklistVisit tasklist) {
		Latencies latencies = new Latencies();
		Load.times(1, PAGES, () -> latencies.time("tasks", () -> life.send("GET", "/api/v1/tasks?limit=50", null)));
		Load.times(1, PAGES, () -> latencies.time("cases", () -> life.send("GET", "/api/v1/cases?limit=50", null)));
		Load.times(1, PAGES, () -> latencies.time("Tasklist", tasklist::firstPage));
		return latencies;
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format, values);
	}

}
