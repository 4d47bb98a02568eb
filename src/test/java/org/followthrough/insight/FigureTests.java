package org.followthrough.insight;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.awaitility.Awaitility;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.insight.Durations.Quantiles;
import org.followthrough.insight.Report.Ended;
import org.followthrough.insight.Report.Group;
import org.followthrough.insight.Report.Kept;
import org.followthrough.insight.Report.Timing;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Post;
import org.followthrough.testing.Timers;
import org.followthrough.time.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of real journeys and of many made-up cases. Nothing is counted but when a test
 * says so.
 */
@OwnApplication
@FollowthroughTest
@Import(FigureCheck.class)
@TestPropertySource(properties = "followthrough.figures.every=PT24H")
class FigureTests {

	private static final YearMonth MADE_UP = YearMonth.of(2019, 3);

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Post post;

	@Autowired
	private Timers timers;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Messages messages;

	@Autowired
	private Figures figures;

	@Autowired
	private FactKeeper keeper;

	@Autowired
	private FactMapper facts;

	@Autowired
	private FigureCheck check;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@MockitoSpyBean
	private Teams teams;

	@AfterEach
	void forgetMadeUpCases() {
		Mockito.reset(this.teams);
		update("DELETE FROM rating WHERE case_id > 1000000");
		update("DELETE FROM case_figure WHERE case_id > 1000000");
	}

	@Test
	void monthsWithoutCasesHaveNoFigures() {
		Report report = this.figures
			.report(new FigureQuery(MADE_UP.minusMonths(2), MADE_UP.minusMonths(1), null, null, null, By.MONTH));
		assertThat(report.total().cases()).isZero();
		assertThat(report.total().timings()).allSatisfy((timing) -> {
			assertThat(timing.count()).isZero();
			assertThat(timing.clock()).isNull();
			assertThat(timing.working()).isNull();
		});
		assertThat(report.total().endings()).hasSize(6).allSatisfy((ended) -> assertThat(ended.share()).isNull());
		assertThat(report.groups()).extracting(Group::name).containsExactly("2019-01", "2019-02");
	}

	@Test
	void oneCaseIsItsOwnMedian() {
		SupportCase one = this.worker.open();
		this.timers.passes(Duration.ofMinutes(30));
		this.worker.does(one, "acknowledge");
		this.worker.awaitDelivery(one);
		this.timers.passes(Duration.ofHours(2));
		this.worker.does(one, "investigate", "answer");
		this.worker.awaitDelivery(one);
		this.timers.passes(Duration.ofHours(5));
		this.customer.saysYes(one, "");
		this.check.isTrue(one);

		Group figures = of(one);
		assertThat(figures.cases()).isOne();
		assertThat(figures.open()).isZero();
		assertTime(figures, Measure.ACKNOWLEDGEMENT, Duration.ofMinutes(30));
		assertTime(figures, Measure.FIRST_ANSWER, Duration.ofMinutes(150));
		assertTime(figures, Measure.NEXT_ANSWER, Duration.ofMinutes(30));
		assertTime(figures, Measure.UPDATE_INTERVAL, Duration.ofHours(2));
		assertTime(figures, Measure.LONGEST_SILENCE, Duration.ofHours(5));
		assertTime(figures, Measure.REQUESTER_WAIT, Duration.ofMinutes(150));
		assertTime(figures, Measure.RESOLUTION, Duration.ofMinutes(450));
		assertThat(figures.endings().get(Closing.CONFIRMED.ordinal()))
			.isEqualTo(new Ended(Closing.CONFIRMED, 1, 100.0));
		assertThat(figures.promises()).extracting(Kept::kind, Kept::kept)
			.contains(org.assertj.core.groups.Tuple.tuple("acknowledgement", 1));
	}

	@Test
	void whatGoesOnCountsUpToNow() {
		SupportCase open = this.worker.open();
		this.worker.does(open, "acknowledge");
		this.worker.awaitDelivery(open);
		this.timers.passes(Duration.ofDays(12));
		this.check.awaitCounted();
		this.timers.passes(Duration.ofDays(1));
		Group figures = of(open);
		assertTime(figures, Measure.LONGEST_SILENCE, Duration.ofDays(13));
		assertTime(figures, Measure.REQUESTER_WAIT, Duration.ofDays(13));
		assertThat(figures.timing(Measure.RESOLUTION).count()).isZero();
		assertThat(figures.promises()).as("overdue, so broken").contains(new Kept("next-update", 0, 1));

		List<Silence> silences = this.figures.silences(query(open));
		assertThat(silences).singleElement().satisfies((silence) -> {
			assertThat(silence.number()).isEqualTo(open.number());
			assertThat(silence.isOpen()).isTrue();
			assertThat(silence.seconds()).isCloseTo((int) Duration.ofDays(13).toSeconds(), within());
		});
	}

	@Test
	void anAcknowledgementThatCameBackIsNone() {
		SupportCase open = this.worker.open();
		this.worker.does(open, "acknowledge");
		this.worker.awaitDelivery(open);
		this.check.awaitCounted();
		assertThat(of(open).timing(Measure.ACKNOWLEDGEMENT).count()).isOne();

		Message word = this.messages.ofCase(open.id())
			.stream()
			.filter((message) -> message.kind() == Message.Kind.ACKNOWLEDGEMENT)
			.findFirst()
			.orElseThrow();
		String id = this.post.idOf(this.customer.address(open), word.body()).orElseThrow();
		this.post.report(id, "failed", "550 No such mailbox");
		Awaitility.await("the report")
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.messages.find(word.id()).orElseThrow().delivery() == Message.Delivery.FAILED);
		this.check.isTrue(open);
		Group figures = of(open);
		assertThat(figures.timing(Measure.ACKNOWLEDGEMENT).count()).isZero();
		assertThat(figures.timing(Measure.NEXT_ANSWER).count()).isZero();
		assertThat(figures.promises()).noneMatch((kept) -> kept.kept() > 0);
	}

	@Test
	void aReopenedCaseIsOpenAgainAndCountedAsReopened() {
		SupportCase one = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(one);
		this.customer.saysYes(one, "");
		this.timers.passes(Duration.ofDays(60));
		this.customer.writes(one, "It smokes again.");
		this.check.isTrue(one);
		Group figures = of(one);
		assertThat(figures.open()).isOne();
		assertThat(figures.reopenings()).isOne();
		assertThat(figures.reopened()).isOne();
		assertThat(figures.timing(Measure.RESOLUTION).count()).isZero();
		Quantiles silence = Objects.requireNonNull(figures.timing(Measure.LONGEST_SILENCE).clock());
		assertThat(silence.median()).as("the time it was closed is no silence").isLessThan(60);
	}

	@ParameterizedTest
	@EnumSource(By.class)
	void percentilesAreThoseThatTheDatabaseWorksOut(By by) {
		makeUp(1500, new Random(by.ordinal()));
		FigureQuery query = new FigureQuery(MADE_UP, MADE_UP.plusMonths(2), null, null, null, by);
		Report report = this.figures.report(query);
		assertThat(report.total().cases()).isEqualTo(1500);
		assertThat(report.groups().stream().mapToInt(Group::cases).sum()).isEqualTo(1500);
		assertThat(report.groups()).hasSizeGreaterThan(2);
		String group = column(by);
		for (Map.Entry<Measure, String> measured : Map
			.of(Measure.ACKNOWLEDGEMENT, "acknowledged", Measure.FIRST_ANSWER, "answered", Measure.RESOLUTION,
					"resolved", Measure.LONGEST_SILENCE, "silence", Measure.REQUESTER_WAIT, "waited")
			.entrySet()) {
			assertQuantiles(report.groups(), measured.getKey(), "SELECT " + group + " AS g, " + measured.getValue()
					+ " AS clock, " + measured.getValue() + "_working AS working FROM case_figure");
		}
		for (Map.Entry<Measure, String> measured : Map
			.of(Measure.NEXT_ANSWER, "next_answers", Measure.UPDATE_INTERVAL, "updates")
			.entrySet()) {
			assertQuantiles(report.groups(), measured.getKey(),
					"SELECT " + group + " AS g, j.clock, j.working FROM case_figure, JSON_TABLE(REGEXP_REPLACE("
							+ measured.getValue() + ", '([0-9]+),([0-9]+)', '[\\\\1,\\\\2]'), '$[*]' "
							+ "COLUMNS (clock INT PATH '$[0]', working INT PATH '$[1]')) j");
		}
	}

	private static String column(By by) {
		return switch (by) {
			case MONTH -> "DATE_FORMAT(opened_at, '%Y-%m')";
			case TEAM -> "team";
			case SEVERITY -> "severity";
			case CUSTOMER -> "CAST(customer_id AS CHAR)";
		};
	}

	private void assertQuantiles(List<Group> groups, Measure measure, String values) {
		List<Map<String, Object>> rows = this.database.queryForList("""
				SELECT DISTINCT g, COUNT(*) OVER (PARTITION BY g) AS n,
				  PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY clock) OVER (PARTITION BY g) AS c50,
				  PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY clock) OVER (PARTITION BY g) AS c90,
				  PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY working) OVER (PARTITION BY g) AS w50,
				  PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY working) OVER (PARTITION BY g) AS w90
				FROM (""" + values + " WHERE case_id > 1000000) v WHERE clock IS NOT NULL");
		assertThat(rows).as(measure + " is measured at all").isNotEmpty();
		for (Map<String, Object> row : rows) {
			Group group = groups.stream()
				.filter((one) -> name(one).equals(row.get("g")))
				.findFirst()
				.orElseThrow(() -> new AssertionError("No group " + row.get("g") + " in " + groups));
			assertThat(group.timing(measure)).as(measure + " of " + row.get("g"))
				.isEqualTo(new Timing(measure, number(row, "n"), new Quantiles(number(row, "c50"), number(row, "c90")),
						new Quantiles(number(row, "w50"), number(row, "w90"))));
		}
	}

	private String name(Group group) {
		if (!group.name().endsWith(">")) {
			return group.name();
		}
		return this.database.queryForObject(
				"SELECT CAST(id AS CHAR) FROM customer WHERE CONCAT(name, ' <', email, '>') = ?", String.class,
				group.name());
	}

	private static int number(Map<String, Object> row, String column) {
		return ((Number) Objects.requireNonNull(row.get(column))).intValue();
	}

	@Test
	void aCaseBelongsToTheMonthInWhichItWasOpenedInUtc() {
		long whose = whose("months@example.org");
		insert(1_000_001, whose, "2019-03-31 23:59:59.999", "a", 1, "[]");
		insert(1_000_002, whose, "2019-04-01 00:00:00.000", "a", 1, "[]");
		Report both = this.figures.report(new FigureQuery(MADE_UP, MADE_UP.plusMonths(1), null, null, whose, By.MONTH));
		assertThat(both.groups()).extracting(Group::name, Group::cases)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("2019-03", 1),
					org.assertj.core.groups.Tuple.tuple("2019-04", 1));
		assertThat(this.figures.report(new FigureQuery(MADE_UP, MADE_UP, null, null, whose, By.MONTH)).total().cases())
			.isOne();
	}

	@ParameterizedTest
	@EnumSource(By.class)
	void ratingsAreThoseThatTheDatabaseAddsUp(By by) {
		makeUp(300, new Random(by.ordinal()));
		rateMadeUp(400, new Random(7 + by.ordinal()));
		Report report = this.figures.report(new FigureQuery(MADE_UP, MADE_UP.plusMonths(2), null, null, null, by));
		assertThat(report.total().ratings().count()).isEqualTo(400);
		List<Map<String, Object>> rows = this.database.queryForList("SELECT " + column(by)
				+ " AS g, COUNT(*) AS n, ROUND(AVG(points), 2) AS mean, SUM(points = 1) AS p1, SUM(points = 2) AS p2, "
				+ "SUM(points = 3) AS p3, SUM(points = 4) AS p4, SUM(points = 5) AS p5, "
				+ "ROUND(100 * SUM(points = 5) / COUNT(*), 1) AS best FROM rating JOIN case_figure USING (case_id) "
				+ "WHERE case_id > 1000000 GROUP BY g");
		assertThat(rows).hasSizeGreaterThan(2);
		assertThat(report.groups().stream().mapToInt((group) -> group.ratings().count()).sum()).isEqualTo(400);
		assertThat(rows).allSatisfy((row) -> {
			Ratings ratings = report.groups()
				.stream()
				.filter((one) -> name(one).equals(row.get("g")))
				.findFirst()
				.orElseThrow()
				.ratings();
			assertThat(ratings.count()).isEqualTo(number(row, "n"));
			assertThat(ratings.mean()).isEqualTo(((Number) row.get("mean")).doubleValue());
			assertThat(ratings.points()).extracting(Ratings.Given::count)
				.containsExactly(number(row, "p1"), number(row, "p2"), number(row, "p3"), number(row, "p4"),
						number(row, "p5"));
			assertThat(ratings.points().get(4).share()).isEqualTo(((Number) row.get("best")).doubleValue());
		});
	}

	/**
	 * One question for each of them would be much to make up, and nothing asks for it.
	 */
	private void rateMadeUp(int ratings, Random random) {
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION foreign_key_checks = 0");
			for (int i = 1; i <= ratings; i++) {
				this.database.update(
						"INSERT INTO rating (sign_off_id, case_id, points, given_at) VALUES (?, ?, ?, NOW(3))",
						1_000_000 + i, 1_000_001 + random.nextInt(300), 1 + random.nextInt(5));
			}
			this.database.execute("SET SESSION foreign_key_checks = 1");
		});
	}

	@Test
	void whatCustomersGiveOnTheirPageIsCounted() {
		SupportCase one = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(one);
		assertThat(of(one).ratings().mean()).isNull();
		assertThat(of(one).ratings().points()).extracting(Ratings.Given::share).containsOnlyNulls();
		this.customer.saysYes(one, "");
		this.customer.rates(one, 5, "Thank you.");
		this.customer.rates(one, 1, "Once more.");
		assertThat(of(one).ratings().count()).isOne();
		assertThat(of(one).ratings().mean()).isEqualTo(5);
		this.customer.writes(one, "It is back.");
		this.worker.does(one, "investigate", "answer");
		this.worker.awaitDelivery(one);
		this.customer.saysYes(one, "");
		this.customer.rates(one, 3, "");
		Ratings ratings = of(one).ratings();
		assertThat(ratings.mean()).isEqualTo(4);
		assertThat(ratings.points()).extracting(Ratings.Given::count).containsExactly(0, 0, 1, 0, 1);
		assertThat(ratings.points().get(2).share()).isEqualTo(50);
	}

	@Test
	void conditionsHoldTogether() {
		long whose = whose("conditions@example.org");
		insert(1_000_001, whose, "2019-03-05 00:00:00", "a", 1, "[]");
		insert(1_000_002, whose, "2019-03-05 00:00:00", "b", 1, "[]");
		insert(1_000_003, whose("other@example.org"), "2019-03-05 00:00:00", "b", 1, "[]");
		assertThat(cases("b", whose)).isOne();
		assertThat(cases("b", null)).isEqualTo(2);
		assertThat(cases(null, whose)).isEqualTo(2);
		assertThat(cases("c", whose)).isZero();
	}

	private int cases(@Nullable String team, @Nullable Long whose) {
		return this.figures.report(new FigureQuery(MADE_UP, MADE_UP, team, null, whose, By.SEVERITY)).total().cases();
	}

	@Test
	void workingTimeIsCountedAnewWhenTheCalendarOfATeamChanges() {
		SupportCase open = this.worker.open();
		this.timers.passes(Duration.ofDays(14));
		this.worker.does(open, "acknowledge");
		this.worker.awaitDelivery(open);
		this.check.isTrue(open);
		Timing before = of(open).timing(Measure.ACKNOWLEDGEMENT);
		assertThat(before.working()).isEqualTo(before.clock());

		OfficeHours office = OfficeHours.nineToFive("Europe/Berlin");
		Mockito.doReturn(office).when(this.teams).workingTime(Mockito.any());
		this.keeper.catchUp();
		this.check.isTrue(open);
		Timing after = of(open).timing(Measure.ACKNOWLEDGEMENT);
		assertThat(after.clock()).isEqualTo(before.clock());
		assertThat(Objects.requireNonNull(after.working()).median()).isCloseTo((int) Duration.ofHours(80).toSeconds(),
				within());
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM case_figure WHERE calendar != ?", Integer.class,
				office.version()))
			.isZero();

		Mockito.doReturn(WorkingTime.ROUND_THE_CLOCK).when(this.teams).workingTime(Mockito.any());
		this.keeper.catchUp();
		assertThat(of(open).timing(Measure.ACKNOWLEDGEMENT)).isEqualTo(before);
	}

	@Test
	void whatReadingOnMissedTheNextSweepFinds() {
		this.check.awaitCounted();
		SupportCase missed = this.worker.open();
		this.worker.awaitDelivery(missed);
		update("UPDATE figure_progress SET entry = (SELECT MAX(id) + 1000 FROM audit_entry)");
		this.keeper.catchUp();
		assertThat(this.facts.uncounted(0, 10)).containsExactly(missed.id());
		this.timers.passes(Duration.ofMinutes(61));
		this.keeper.catchUp();
		assertThat(this.facts.uncounted(0, 10)).isEmpty();
		this.check.isTrue(missed);
	}

	@Test
	void anEntryThatShowsLateIsFoundAllTheSame() {
		this.check.awaitCounted();
		SupportCase late = this.worker.open();
		this.worker.awaitDelivery(late);
		// As if others had been visible before it.
		update("UPDATE figure_progress SET entry = (SELECT MAX(id) FROM audit_entry)");
		this.keeper.catchUp();
		this.check.isTrue(late);
	}

	@Test
	void twoNodesDontCountAtOnce() {
		this.check.awaitCounted();
		SupportCase open = this.worker.open();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.facts.lockProgress()).isPresent();
			Thread other = new Thread(() -> assertThat(this.keeper.step()).isFalse());
			other.start();
			try {
				other.join(10_000);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(other.isAlive()).as("waits for the first").isFalse();
		});
		assertThat(this.facts.uncounted(0, 10)).containsExactly(open.id());
		this.check.isTrue(open);
	}

	private Group of(SupportCase one) {
		this.check.awaitCounted();
		return this.figures.report(query(one)).total();
	}

	private FigureQuery query(SupportCase one) {
		YearMonth month = YearMonth.from(one.openedAt().atZone(java.time.ZoneOffset.UTC));
		return new FigureQuery(month, month, null, null, one.customerId(), By.MONTH);
	}

	private static void assertTime(Group figures, Measure measure, Duration expected) {
		Timing timing = figures.timing(measure);
		assertThat(timing.count()).as(measure.title()).isOne();
		for (Quantiles quantiles : List.of(Objects.requireNonNull(timing.clock()),
				Objects.requireNonNull(timing.working()))) {
			assertThat(quantiles.median()).as(measure.title()).isCloseTo((int) expected.toSeconds(), within());
			assertThat(quantiles.p90()).isEqualTo(quantiles.median());
		}
	}

	/** What the test itself takes. */
	private static org.assertj.core.data.Offset<Integer> within() {
		return org.assertj.core.api.Assertions.within(30);
	}

	private void update(String sql, Object... values) {
		this.transaction.executeWithoutResult((status) -> this.database.update(sql, values));
	}

	private void makeUp(int cases, Random random) {
		long[] customers = random.ints(7)
			.mapToLong((any) -> whose("made" + Math.floorMod(any, 7) + "@example.org"))
			.toArray();
		for (int i = 1; i <= cases; i++) {
			Instant opened = MADE_UP.atDay(1)
				.atStartOfDay(java.time.ZoneOffset.UTC)
				.toInstant()
				.plusSeconds(random.nextInt(90 * 86_400));
			insert(1_000_000 + i, customers[random.nextInt(customers.length)],
					Timestamp.from(opened).toLocalDateTime().toString().replace('T', ' '), "team" + random.nextInt(4),
					random.nextInt(100_000), pairs(random));
		}
	}

	private static String pairs(Random random) {
		StringBuilder pairs = new StringBuilder("[");
		for (int i = random.nextInt(5); i > 0; i--) {
			pairs.append((pairs.length() > 1) ? "," : "")
				.append(random.nextInt(50_000))
				.append(',')
				.append(random.nextInt(20_000));
		}
		return pairs.append(']').toString();
	}

	private long whose(String email) {
		update("INSERT IGNORE INTO customer (email, name, kind, created_at) VALUES (?, ?, 'customer', NOW(3))", email,
				email);
		return Objects
			.requireNonNull(this.database.queryForObject("SELECT id FROM customer WHERE email = ?", Long.class, email));
	}

	private void insert(long id, long customer, String opened, String team, int seconds, String pairs) {
		boolean closed = seconds % 3 != 0;
		Integer once = (seconds % 5 != 0) ? seconds : null;
		update("""
				INSERT INTO case_figure (case_id, customer_id, team, severity, opened_at, closed_as, reopened,
				  acknowledged, acknowledged_working, answered, answered_working, next_answers, updates, silence,
				  silence_working, waited, waited_working, resolved, resolved_working, promises, promises_running, seq,
				  calendar)
				VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', '[]', 1, '')
				""", id, customer, team, "severity" + seconds % 4, opened, closed ? "CONFIRMED" : null, once,
				(once != null) ? once / 3 : null, once, (once != null) ? once / 4 : null, pairs, pairs, seconds * 2,
				seconds, seconds * 3, seconds / 2, closed ? seconds * 4 : null, closed ? seconds * 2 : null);
	}

}
