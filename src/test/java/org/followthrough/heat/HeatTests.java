package org.followthrough.heat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Plans;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

/**
 * Where cases wait, and which ways they take: against what the engine remembers of tasks
 * and calls, which the counting doesn't look at, and against the audit read at once.
 */
@OwnApplication
@FollowthroughTest
@Import(Plans.class)
class HeatTests {

	private static final List<String> PROCESSES = List.of("support-case", "escalation", "verification", "sign-off");

	@Autowired
	private HeatKeeper keeper;

	@Autowired
	private HeatWorker counting;

	@Autowired
	private HeatMaps maps;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private Api api;

	@Autowired
	private Plans plans;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private Clock clock;

	@BeforeEach
	void countsWhenTheTestSaysSo() {
		this.counting.stop();
	}

	@Test
	void whatIsCountedIsWhatTheEngineAndTheAuditTell() {
		manyWays();
		this.keeper.catchUp();
		isAsTheEngineTells();
		isAsTheAuditTells();
		Map<String, HeatMap> before = all();
		this.transaction.executeWithoutResult((status) -> this.database
			.update("UPDATE heat_progress SET entry = 0, swept_to = NULL, swept_at = NULL"));
		this.keeper.catchUp();
		assertThat(all()).as("nothing is counted twice").isEqualTo(before);
		SupportCase later = this.worker.openAt("investigate");
		this.timers.passes(Duration.ofHours(3));
		this.worker.does(later, "investigate", Map.of("outcome", "unsolved"));
		this.keeper.catchUp();
		isAsTheEngineTells();
		isAsTheAuditTells();
	}

	private void manyWays() {
		SupportCase simple = this.worker.openAt("answer");
		this.timers.passes(Duration.ofMinutes(50));
		this.worker.does(simple, "answer");
		SupportCase built = this.worker.openAt("escalate");
		this.timers.passes(Duration.ofHours(2));
		this.worker.does(built, "escalate");
		this.timers.passes(Duration.ofHours(5));
		this.worker.does(built, "reproduce-and-fix");
		this.timers.passes(Duration.ofMinutes(90));
		this.worker.does(built, "verify-fix", Map.of("outcome", "failed"));
		this.timers.passes(Duration.ofMinutes(30));
		this.worker.does(built, "reproduce-and-fix");
		this.timers.passes(Duration.ofMinutes(10));
		this.worker.does(built, "verify-fix", "answer");
		SupportCase asked = this.worker.openAt("wait-for-answer");
		this.worker.awaitDelivery();
		this.timers.passes(Duration.ofHours(4));
		this.customer.sends(this.customer.freshLink(asked), "reply", Map.of("text", "The one on the left."));
		SupportCase late = this.worker.openAt("investigate");
		this.timers.advance(Duration.ofDays(3));
		this.worker.does(late, "overdue-promise");
		SupportCase withdrawn = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		this.timers.passes(Duration.ofHours(1));
		this.customer.sends(this.customer.freshLink(withdrawn), "withdraw", Map.of("words", "I have a new one."));
		this.worker.openAt("verification");
		this.worker.openAt("acknowledge");
	}

	private Map<String, HeatMap> all() {
		Map<String, HeatMap> all = new TreeMap<>();
		PROCESSES.forEach((process) -> {
			HeatMap map = this.maps.of(process, 365);
			all.put(process, new HeatMap(process, map.days(), map.from(), null, map.places(), map.ways()));
		});
		return all;
	}

	private void isAsTheEngineTells() {
		int compared = 0;
		for (String process : PROCESSES) {
			Map<String, HeatMap.Place> places = new TreeMap<>();
			this.maps.of(process, 365).places().forEach((place) -> places.put(place.element(), place));
			for (String task : this.database.queryForList(
					"SELECT DISTINCT TASK_DEF_KEY_ FROM ACT_HI_TASKINST WHERE PROC_DEF_KEY_ = ?", String.class,
					process)) {
				compared++;
				isAs(places.get(task), process + " " + task, this.database.queryForList("""
						SELECT TIMESTAMPDIFF(MICROSECOND, START_TIME_, END_TIME_) / 1000000 FROM ACT_HI_TASKINST
						WHERE PROC_DEF_KEY_ = ? AND TASK_DEF_KEY_ = ? AND END_TIME_ IS NOT NULL ORDER BY 1
						""", Double.class, process, task),
						this.database.queryForObject(
								"SELECT COUNT(*) FROM ACT_RU_TASK t JOIN ACT_RE_PROCDEF d ON d.ID_ = t.PROC_DEF_ID_ "
										+ "WHERE d.KEY_ = ? AND t.TASK_DEF_KEY_ = ?",
								Integer.class, process, task));
			}
		}
		assertThat(compared).as("tasks compared").isGreaterThanOrEqualTo(8);
		Map<String, String> calls = Map.of("engineering", "escalation", "verification", "verification", "sign-off",
				"sign-off");
		calls.forEach(
				(element, process) -> isAs(
						this.maps.of("support-case", 365)
							.places()
							.stream()
							.filter((place) -> place.element().equals(element))
							.findFirst()
							.orElse(null),
						element, this.database.queryForList("""
								SELECT TIMESTAMPDIFF(MICROSECOND, START_TIME_, END_TIME_) / 1000000 FROM ACT_HI_PROCINST
								WHERE PROC_DEF_KEY_ = ? AND END_TIME_ IS NOT NULL ORDER BY 1
								""", Double.class, process),
						this.database.queryForObject(
								"SELECT COUNT(*) FROM ACT_HI_PROCINST WHERE PROC_DEF_KEY_ = ? AND END_TIME_ IS NULL",
								Integer.class, process)));
		assertThat(this.maps.of("support-case", 365).places())
			.filteredOn((place) -> place.element().equals("wait-for-answer"))
			.singleElement()
			.satisfies((place) -> assertThat(place.median()).isBetween(4 * 3600, 4 * 3600 + 120));
	}

	/** The engine's moments may differ from the audit's by parts of a second. */
	private static void isAs(HeatMap.Place place, String what, List<Double> seconds, Integer now) {
		assertThat(place).as(what).isNotNull();
		assertThat(place.now()).as(what + " now").isEqualTo(now);
		assertThat(place.waits()).as(what + " waits").isEqualTo(seconds.size());
		if (seconds.isEmpty()) {
			assertThat(place.median()).isNull();
			assertThat(place.p90()).isNull();
			return;
		}
		assertThat((double) place.median()).as(what + " median")
			.isCloseTo(seconds.get((int) Math.ceil(seconds.size() * .5) - 1), offset(2.));
		assertThat((double) place.p90()).as(what + " 90th percentile")
			.isCloseTo(seconds.get((int) Math.ceil(seconds.size() * .9) - 1), offset(2.));
	}

	private void isAsTheAuditTells() {
		for (String process : PROCESSES) {
			Map<String, Integer> told = new TreeMap<>();
			this.database.query("""
					SELECT f.flow, COUNT(*) FROM audit_entry a,
					  JSON_TABLE(a.content, '$.details.flows[*]' COLUMNS (flow VARCHAR(255) PATH '$')) f
					WHERE a.action = 'journey.moved' AND JSON_VALUE(a.content, '$.details.process') = ? GROUP BY f.flow
					""", (row) -> {
				told.put(row.getString(1), row.getInt(2));
			}, process);
			Map<String, Integer> counted = new TreeMap<>();
			this.maps.of(process, 365).ways().forEach((way) -> counted.put(way.flow(), way.times()));
			assertThat(counted).as(process).isNotEmpty().isEqualTo(told);
		}
	}

	@Test
	void onlyWhatEndedInTheDaysAskedForIsTold() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		for (int ago : new int[] { 0, 6, 7, 29, 30, 89, 90, 364, 365 }) {
			this.transaction.executeWithoutResult((status) -> {
				this.database.update(
						"INSERT INTO heat_wait (process, ended_on, element, seconds) VALUES ('days', ?, 'place', ?)",
						today.minusDays(ago), ago);
				this.database.update(
						"INSERT INTO heat_flow (process, taken_on, flow, times) VALUES ('days', ?, 'way', 1)",
						today.minusDays(ago));
			});
		}
		Map<Integer, Integer> expected = Map.of(7, 2, 30, 4, 90, 6, 365, 8);
		expected.forEach((days, count) -> {
			HeatMap map = this.maps.of("days", days);
			assertThat(map.places()).singleElement().extracting(HeatMap.Place::waits).isEqualTo(count);
			assertThat(map.ways()).containsExactly(new HeatMap.Way("way", count));
		});
	}

	@Test
	void whatIsOlderThanAnybodyCanAskForIsForgotten() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		this.transaction.executeWithoutResult((status) -> this.database.update(
				"INSERT INTO heat_wait (process, ended_on, element, seconds) SELECT 'old', ?, 'place', seq FROM seq_1_to_1500",
				today.minusDays(401)));
		this.keeper.catchUp();
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM heat_wait WHERE process = 'old'", Integer.class))
			.isZero();
	}

	@Test
	void ofMillionsOfRowsFewAreRead() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION max_statement_time = 0");
			this.database.update("""
					INSERT INTO heat_wait (process, ended_on, element, seconds)
					SELECT CONCAT('many', seq MOD 4), DATE(?) - INTERVAL seq MOD 365 DAY, CONCAT('place', seq MOD 20),
					  seq * 7919 MOD 900000 FROM seq_1_to_1000000
					""", today);
			this.database.update("""
					INSERT INTO heat_flow (process, taken_on, flow, times)
					SELECT CONCAT('many', seq MOD 4), DATE(?) - INTERVAL seq MOD 365 DAY, CONCAT('flow', seq), 1
					FROM seq_1_to_100000
					""", today);
			this.database.update("""
					INSERT INTO heat_open (stream, process, element, since)
					SELECT CONCAT('MANY-', seq), CONCAT('many', seq MOD 4), CONCAT('place', seq MOD 20), NOW(3)
					FROM seq_1_to_50000
					""");
		});
		this.database.queryForList("ANALYZE TABLE heat_wait, heat_flow, heat_open");
		String mapper = HeatMapper.class.getName() + ".";
		assertThat(this.database.queryForList("EXPLAIN " + WaitReader.SQL, "many1", today.minusDays(6))).singleElement()
			.satisfies((step) -> assertThat(step).containsEntry("key", "heat_wait_place")
				.containsEntry("Extra", "Using where; Using index"));
		uses("PRIMARY", mapper + "taken", Map.of("process", "many1", "from", today.minusDays(6)));
		uses("heat_open_place", mapper + "now", Map.of("process", "many1"));
		uses("heat_open_case", mapper + "open", Map.of("streams", List.of("MANY-1", "MANY-2")));
		for (int days : HeatMaps.DAYS) {
			long begin = System.nanoTime();
			HeatMap map = this.maps.of("many1", days);
			System.out.printf("Heat map over %d days of 1,000,000 waitings, %d of them counted: %d ms%n", days,
					map.places().stream().mapToInt(HeatMap.Place::waits).sum(),
					(System.nanoTime() - begin) / 1_000_000);
		}
	}

	private void uses(String index, String statement, Map<String, ?> values) {
		assertThat(this.plans.of(statement, values)).as(statement)
			.filteredOn((step) -> step.get("table") != null && step.get("table").toString().startsWith("heat_"))
			.isNotEmpty()
			.allSatisfy((step) -> assertThat(step).containsEntry("key", index));
	}

	@ParameterizedTest
	@CsvSource({ "manager1, 200", "auditor1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void itIsForThoseWhoChangeTheJourneyOrCheckIt(String account, int status) {
		assertThat(this.api.get(account, "/studio/models/verification.bpmn/heat").status()).isEqualTo(status);
		assertThat(new SignedInPerson(this.api, account).get("/studio/models/verification.bpmn/heat").statusCode())
			.isEqualTo(status);
	}

	@Test
	void badQuestionsAreAnsweredWithWhatToDo() {
		Answer odd = this.api.get("manager1", "/studio/models/verification.bpmn/heat?days=8");
		assertThat(odd.status()).isEqualTo(422);
		assertThat(odd.json().path("detail").asText())
			.isEqualTo("Choose one of these numbers of days: 7, 30, 90, 365.");
		assertThat(this.api.get("manager1", "/studio/models/verification.bpmn/heat?days=x").status()).isEqualTo(422);
		for (String file : List.of("nothing.bpmn", "triage.dmn", "answer.form")) {
			assertThat(this.api.get("manager1", "/studio/models/" + file + "/heat").status()).as(file).isEqualTo(404);
		}
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		HttpResponse<byte[]> page = manager.get("/studio/models/verification.bpmn/heat?days=8");
		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("Choose one of these numbers of days");
		assertThat(manager.get("/studio/drafts/999999/verification.bpmn/heat").statusCode()).isEqualTo(404);
	}

	@Test
	void theFiguresAreToldByRestOnThePageAndOnADraft() {
		this.worker.openAt("verification");
		this.keeper.catchUp();
		JsonNode told = this.api.get("auditor1", "/studio/models/verification.bpmn/heat?days=365").json();
		assertThat(told.path("places").findValuesAsText("element")).contains("verify-fix", "decide-unverified");
		assertThat(told.path("flows").size()).isGreaterThan(5);
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		assertThat(manager.page("/studio/models/verification.bpmn/heat")).contains("Where they wait, the longest first",
				"data-place=\"verify-fix\"", "&quot;verify-fix&quot;:");
		assertThat(manager.page("/studio/models/verification.bpmn")).contains("/studio/models/verification.bpmn/heat");
		long draft = this.api
			.post("manager1", "/studio/drafts", Map.of("title", "Warm", "files", List.of("verification.bpmn")))
			.json()
			.path("id")
			.asLong();
		assertThat(manager.page("/studio/drafts/" + draft + "/verification.bpmn/heat"))
			.contains("what it adds has no figures yet", "data-place=\"verify-fix\"");
		assertThat(manager.get("/studio/drafts/" + draft + "/nothing.bpmn/heat").statusCode()).isEqualTo(404);
		this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of());
	}

}
