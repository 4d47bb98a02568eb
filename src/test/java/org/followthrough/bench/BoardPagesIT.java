package org.followthrough.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board's first page with few and with many open cases, as a signed-in agent's
 * browser asks for it. The few come first and last, so that a machine that gets slower or
 * faster meanwhile shows. Prints a table and writes {@code target/bench-board.json}.
 */
@Tag("bench")
class BoardPagesIT {

	private static final int FEW = 1000;

	private static final int MANY = Integer.getInteger("bench.boardCases", 100_000);

	private static final int PAGES = Integer.getInteger("bench.boardPages", 400);

	private static final double MOST_MILLIS = 100;

	private static final double MOST_TIMES = 1.5;

	private static final Path DATA = TestSettings.TARGET.resolve("it-data").resolve("bench-board");

	private static final Map<String, String> ASKED = asked();

	private static final Pattern VERSION = Pattern.compile("data-version=\"([0-9a-f]+)\"");

	private static final String TABLE = "%-34s %8.1f %8.1f %8.1f%n";

	private final Map<String, Object> figures = new LinkedHashMap<>();

	/**
	 * Of the application and its database, for a first page: what else runs doesn't
	 * change it much.
	 */
	private double cpuMillis;

	private static Map<String, String> asked() {
		Map<String, String> asked = new LinkedHashMap<>();
		asked.put("first page", "/board");
		asked.put("of a team", "/board?team=team3");
		asked.put("of an agent", "/board?owner=agent7");
		asked.put("of nobody", "/board?owner=nobody");
		asked.put("critical, this week", "/board?severity=critical&bucket=week");
		asked.put("what hardly any is", "/board?kind=acknowledgement");
		asked.put("changed, by script", "/board/live");
		return asked;
	}

	@Test
	void firstPage() throws IOException, SQLException {
		Path data = DATA;
		TestSettings.forget(data);
		try (RunningJar application = RunningJar.start("bench-board", Map.of(), "--followthrough.data=" + data,
				"--followthrough.demo.cases=false", "--logging.level.root=WARN")) {
			application.awaitFirstPage();
			TasklistVisit agent = new TasklistVisit(application);
			try (Connection database = connect(data)) {
				insert(database, 1, FEW);
				pages(application, agent);
				Map<String, double[]> few = measured(application, agent, FEW + " open cases");
				insert(database, FEW + 1, MANY);
				Map<String, double[]> many = measured(application, agent, MANY + " open cases");
				execute(database,
						"UPDATE promise SET ended_at = UTC_TIMESTAMP(3), ending = 'RELEASED' WHERE case_id IN "
								+ "(SELECT id FROM support_case WHERE number > 'FT-2025-" + six(FEW) + "')");
				Map<String, double[]> fewAgain = measured(application, agent, FEW + " open cases again");
				compare(few, many, fewAgain);
			}
		}
		Path result = TestSettings.TARGET.resolve("bench-board.json");
		new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(result.toFile(), this.figures);
		System.out.println("These figures as JSON: " + result);
	}

	private static Connection connect(Path data) throws IOException, SQLException {
		String url = "jdbc:mariadb://127.0.0.1:" + Files.readString(data.resolve("mariadb.port")) + "/followthrough";
		return DriverManager.getConnection(url, "followthrough", Files.readString(data.resolve("database.password")));
	}

	/**
	 * Cases of 20,000 customers, 6 teams and 40 agents, due from five hours ago to ten
	 * days from now.
	 */
	private static void insert(Connection database, int from, int to) throws SQLException {
		String each = " FROM seq_" + from + "_to_" + to + " ";
		execute(database,
				"INSERT IGNORE INTO customer (email, name, kind, created_at) SELECT CONCAT('customer', seq % 20000, "
						+ "'@example.org'), CONCAT('Customer ', seq % 20000), 'customer', UTC_TIMESTAMP(3)" + each);
		execute(database,
				"INSERT INTO support_case (number, customer_id, subject, impact, door, severity, priority, team, stage, "
						+ "owner, opened_at) SELECT CONCAT('FT-2025-', LPAD(seq, 6, '0')), u.id, "
						+ "CONCAT('Matter ', seq, ' does not work as it did before the update'), 'IMPAIRED', 'mail', "
						+ "ELT(1 + seq % 4, 'critical', 'high', 'normal', 'low'), 50, CONCAT('team', seq % 6), "
						+ "'investigate', IF(seq % 5 = 0, NULL, CONCAT('agent', seq % 40)), UTC_TIMESTAMP(3)" + each
						+ "JOIN customer u ON u.email = CONCAT('customer', seq % 20000, '@example.org')");
		String ours = " FROM support_case c WHERE c.number BETWEEN 'FT-2025-" + six(from) + "' AND 'FT-2025-" + six(to)
				+ "'";
		execute(database,
				"INSERT INTO message (case_id, kind, visibility, author_kind, author, door, body, written_at, "
						+ "delivery) SELECT c.id, 'CUSTOMER', 'PUBLIC', 'customer', 'customer@example.org', 'mail', "
						+ "REPEAT('It does not work any more. ', 20), UTC_TIMESTAMP(3), 'NONE'" + ours);
		execute(database,
				"INSERT INTO promise (case_id, team, owner, severity, kind, made_at, said_at, remind_at, due_at) "
						+ "SELECT c.id, c.team, c.owner, c.severity, 'NEXT_UPDATE', c.opened_at, c.opened_at, c.opened_at, "
						+ "c.opened_at + INTERVAL (c.id * 7919 % 100000 * 9 - 18000) SECOND" + ours);
	}

	private static String six(int number) {
		return String.format(Locale.ROOT, "%06d", number);
	}

	private static void execute(Connection database, String sql) throws SQLException {
		try (Statement statement = database.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

	private Map<String, double[]> measured(RunningJar application, TasklistVisit agent, String when) {
		pages(application, agent);
		Map<String, double[]> result = pages(application, agent);
		print("%nA first page costs %.1f ms of CPU in the application and its database", this.cpuMillis);
		print("%nThe board with %-18s %8s %8s %8s  ms%n", when, "p50", "p95", "p99");
		Map<String, Object> table = new LinkedHashMap<>();
		result.forEach((page, at) -> {
			print(TABLE, page, at[0], at[1], at[2]);
			table.put(page, Map.of("p50", at[0], "p95", at[1], "p99", at[2]));
		});
		table.put("CPU of a first page", this.cpuMillis);
		this.figures.put(when + ", milliseconds", table);
		return result;
	}

	private Map<String, double[]> pages(RunningJar application, TasklistVisit agent) {
		Latencies latencies = new Latencies();
		List<String> all = List.copyOf(ASKED.keySet());
		for (String page : all) {
			Duration before = cpu();
			Load.times(1, PAGES / ((page.equals(all.get(0))) ? 1 : 4),
					() -> latencies.time(page, () -> get(application, agent, ASKED.get(page), "")));
			if (page.equals(all.get(0))) {
				this.cpuMillis = cpu().minus(before).toNanos() / 1e6 / PAGES;
			}
		}
		String unchanged = "unchanged, by script";
		Load.times(1, PAGES / 4, () -> {
			String version = version(get(application, agent, "/board/live", ""));
			latencies.time(unchanged, () -> get(application, agent, "/board/live", '"' + version + '"'));
		});
		Map<String, double[]> result = latencies.percentiles(all);
		result.putAll(latencies.percentiles(List.of(unchanged)));
		return result;
	}

	private static HttpResponse<String> get(RunningJar application, TasklistVisit agent, String path, String version) {
		HttpRequest.Builder request = HttpRequest.newBuilder(application.address(path)).GET();
		if (!version.isEmpty()) {
			request.header("If-None-Match", version);
		}
		HttpResponse<String> page = agent.send(request);
		if (page.statusCode() != 304 && (page.statusCode() != 200 || !page.body().contains("id=\"live\""))) {
			throw new IllegalStateException(path + " answered " + page.statusCode() + " " + page.body());
		}
		return page;
	}

	private static Duration cpu() {
		return ProcessHandle.allProcesses()
			.filter((one) -> one.info().commandLine().orElse("").contains(DATA.toString()))
			.map((one) -> one.info().totalCpuDuration().orElse(Duration.ZERO))
			.reduce(Duration.ZERO, Duration::plus);
	}

	private static String version(HttpResponse<String> page) {
		Matcher version = VERSION.matcher(page.body());
		if (!version.find()) {
			throw new IllegalStateException("No version in " + page.body());
		}
		return version.group(1);
	}

	private void compare(Map<String, double[]> few, Map<String, double[]> many, Map<String, double[]> fewAgain) {
		String first = ASKED.keySet().iterator().next();
		double p95 = many.get(first)[1];
		double ratio50 = 2 * many.get(first)[0] / (few.get(first)[0] + fewAgain.get(first)[0]);
		double ratio95 = 2 * p95 / (few.get(first)[1] + fewAgain.get(first)[1]);
		print("%nFirst page with %d open cases: %.1f ms at p95; times that with %d: %.2f at p50, %.2f at p95%n", MANY,
				p95, FEW, ratio50, ratio95);
		this.figures.put("first page, times that with few", Map.of("p50", ratio50, "p95", ratio95));
		assertThat(p95).as("milliseconds at p95").isLessThan(MOST_MILLIS);
		assertThat(ratio50).as("times as long as with few").isLessThan(MOST_TIMES);
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format, values);
	}

}
