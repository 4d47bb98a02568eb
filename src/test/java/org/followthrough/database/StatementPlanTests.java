package org.followthrough.database;

import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.followthrough.cases.Closing;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.ManyRows;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Plans;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the database answers what the rota, products, trackers, sign-offs, moves of running
 * cases and mail ask, with many rows in each table: along an index, and with an end.
 * Whoever adds a statement there meets these rules.
 */
@OwnApplication
@FollowthroughTest
@Import(ManyRows.class)
@TestPropertySource(properties = "spring.application.name=statement-plans")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementPlanTests {

	private static final List<String> PLACES = List.of("org.followthrough.rota.", "org.followthrough.products.",
			"org.followthrough.trackers.", "org.followthrough.signoff.", "org.followthrough.running.",
			"org.followthrough.journey.ShiftTaskMapper.", "org.followthrough.correspondence.IncomingMailMapper.",
			"org.followthrough.correspondence.UnfetchedMailMapper.",
			"org.followthrough.correspondence.SuppressionMapper.", "org.followthrough.correspondence.TestMailMapper.",
			"org.followthrough.correspondence.MailboxMapper.", "org.followthrough.correspondence.OutboxMapper.",
			"org.followthrough.correspondence.UndeliveredMapper.");

	/** More than that nobody sorts or looks through to find a few. */
	private static final int FEW = 1000;

	/** Lists that end without saying where, by why they do. */
	private static final Map<String, String> BOUNDED = Map.ofEntries(entry("DutyMapper.all", "a row for each team"),
			entry("RotaMapper.shifts", "26 weeks back and 208 ahead, for each team"),
			entry("RotaMapper.of", "104 weeks of a team"),
			entry("RotaMapper.absences", "26 weeks back, and what is planned"),
			entry("ProductMapper.componentsOf", "a product has so many"),
			entry("KindMapper.questionsOf", "a kind has so many"),
			entry("ContactMapper.all", "a row for each tracker in the settings"),
			entry("IssueMapper.withKeys", "a page of changes"), entry("MoveMapper.of", "a draft has so many files"),
			entry("MoveMapper.lockWaiting", "a batch"), entry("MoveMapper.counts", "a row for each state"),
			entry("IncomingMailMapper.waiting", "a row for each mailbox"),
			entry("IncomingMailMapper.quarantined", "a row for each mailbox"),
			entry("UnfetchedMailMapper.counts", "a row for each mailbox"));

	/** Statements that read a whole list on purpose, by why. */
	private static final Map<String, String> WHOLE = Map.of("ProductMapper.components",
			"all are shown, in the order of their key", "KindMapper.questions",
			"all are shown, in the order of their key", "RotaMapper.shifts", "kept in memory until it changes",
			"RotaMapper.absences", "kept in memory until it changes", "IncomingMailMapper.waiting",
			"counted along the index of what waits, which is little");

	private static final Map<String, Object> VALUES = values();

	@Autowired
	private SqlSessionFactory sessions;

	@Autowired
	private Plans plans;

	@Autowired
	private ManyRows rows;

	private static Map<String, Object> values() {
		Map<String, Object> values = new HashMap<>();
		Instant now = Instant.parse("2026-11-28T12:00:00Z");
		List.of("now", "since", "before").forEach((name) -> values.put(name, now));
		values.put("first", LocalDate.parse("2026-06-01"));
		values.put("last", LocalDate.parse("2026-12-28"));
		List.of("account", "by").forEach((name) -> values.put(name, "engineer7"));
		values.put("team", "team7");
		values.put("hash", new byte[32]);
		List.of("id", "caseId", "issueId").forEach((name) -> values.put(name, 1_000_700L));
		values.put("after", 0L);
		values.put("limit", 50);
		values.put("name", "Product 7");
		values.put("kind", "kind7");
		values.put("kinds", List.of("kind7", "kind8"));
		values.put("as", Closing.SPAM);
		values.put("tracker", "tracker1");
		values.put("key", "700");
		values.put("keys", List.of("700", "701"));
		values.put("issues", List.of(1_000_700L, 1_000_701L));
		values.put("defect", "DF-7");
		values.put("marker", "ft-700");
		values.put("caseNumber", "MANY-700");
		values.put("draft", 7L);
		values.put("fingerprint", "f".repeat(64));
		values.put("move", 1_001_000L);
		values.put("most", 50);
		values.put("instances", List.of("standing-700-0", "standing-701-0"));
		values.put("definitions", List.of("standing:7", "standing:8"));
		values.put("process", "standing");
		values.put("mailbox", "team7@127.0.0.1/INBOX");
		values.put("uidValidity", 1L);
		values.put("p", Map.of("mailbox", "team7@127.0.0.1/INBOX", "uidValidity", 1L, "uid", 700L));
		values.put("customer", 1_000_007L);
		values.put("sha256", new byte[32]);
		values.put("canonical", new byte[32]);
		values.put("sender", "sender7@example.org");
		values.put("over", now);
		values.put("state", "QUARANTINED");
		values.put("ids", List.of(1_000_700L, 1_000_701L));
		return values;
	}

	@BeforeAll
	void manyRows() {
		this.rows.make();
	}

	@Test
	void whatIsLookedForIsFoundByAnIndex() {
		assertThat(statements().flatMap((statement) -> problems(statement).stream())).isEmpty();
	}

	private List<String> problems(MappedStatement statement) {
		List<String> problems = new ArrayList<>();
		for (Map<String, Object> step : this.plans.of(statement.getId(), VALUES)) {
			String extra = String.valueOf(step.get("Extra"));
			String type = String.valueOf(step.get("type"));
			long rows = rows(step);
			boolean looksThrough = type.equals("ALL") || type.equals("index");
			boolean sorts = extra.contains("filesort") || extra.contains("temporary");
			if (extra.equals("Impossible WHERE")
					|| (rows > FEW && (looksThrough || sorts) && !WHOLE.containsKey(name(statement)))) {
				problems.add(name(statement) + ": " + step);
			}
		}
		return problems;
	}

	/**
	 * Where one index narrows another, the share that is left stands behind the number.
	 */
	private static long rows(Map<String, Object> step) {
		Object rows = step.get("rows");
		return (rows != null) ? Long.parseLong(rows.toString().split(" ")[0]) : 0;
	}

	/** They are grouped, so sorted; but no process of other versions is looked at. */
	@Test
	void whereProcessesStandIsReadOfTheVersionsThatAreAskedForOnly() {
		for (String statement : List.of("together", "each", "versions")) {
			assertThat(this.plans.of("org.followthrough.journey.StandingMapper." + statement, VALUES)).as(statement)
				.allSatisfy((step) -> assertThat(rows(step)).as("%s", step).isLessThan(FEW));
		}
	}

	@Test
	void listsHaveAnEnd() {
		List<String> endless = statements().filter(StatementPlanTests::isList)
			.filter((statement) -> !statement.getBoundSql(VALUES).getSql().contains("LIMIT"))
			.map(StatementPlanTests::name)
			.toList();
		assertThat(endless).containsExactlyInAnyOrderElementsOf(BOUNDED.keySet());
	}

	private Stream<MappedStatement> statements() {
		Configuration configuration = this.sessions.getConfiguration();
		List<MappedStatement> statements = configuration.getMappedStatementNames()
			.stream()
			.filter((name) -> PLACES.stream().anyMatch(name::startsWith))
			.map(configuration::getMappedStatement)
			.filter((one) -> one.getSqlCommandType() == SqlCommandType.SELECT)
			.filter((one) -> !one.getBoundSql(VALUES).getSql().startsWith("INSERT"))
			.sorted((one, other) -> one.getId().compareTo(other.getId()))
			.toList();
		assertThat(statements.stream().map((one) -> one.getId().split("\\.")[2]).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder("rota", "products", "trackers", "signoff", "running", "journey",
					"correspondence");
		return statements.stream();
	}

	private static String name(MappedStatement statement) {
		String[] parts = statement.getId().split("\\.");
		return parts[parts.length - 2] + "." + parts[parts.length - 1];
	}

	private static boolean isList(MappedStatement statement) {
		int end = statement.getId().lastIndexOf('.');
		try {
			return Arrays.stream(Class.forName(statement.getId().substring(0, end)).getDeclaredMethods())
				.filter((method) -> method.getName().equals(statement.getId().substring(end + 1)))
				.map(Method::getReturnType)
				.anyMatch(List.class::equals);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
