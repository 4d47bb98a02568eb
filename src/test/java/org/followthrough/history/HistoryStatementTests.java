package org.followthrough.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Plans;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it takes to tell a history.
 */
@FollowthroughTest
class HistoryStatementTests {

	private static final String MAPPER = "org.followthrough.history.HistoryMapper.";

	@Autowired
	private CaseHistory history;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Plans plans;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void aLongPageTakesAsManyStatementsAsAShortOne() {
		SupportCase travelled = this.worker.openAt("verification");
		long warm = statements(travelled, 200);
		long few = statements(travelled, 5);
		long many = statements(travelled, 200);
		assertThat(many).isEqualTo(few).isLessThanOrEqualTo(11);
		assertThat(warm).isGreaterThanOrEqualTo(many);
	}

	@Test
	void everyStatementGoesAlongTheIndexOfItsCase() {
		SupportCase travelled = this.worker.openAt("verification");
		Map<String, Object> values = new HashMap<>(
				Map.of("number", travelled.number(), "caseId", travelled.id(), "_parameter", travelled.id(), "after", 0,
						"limit", 201, "ids", List.of(1L, 2L), "before", 100, "looked", 3000));
		values.put("where", new HistoryMapper.Conditions(List.of("promise.%"), List.of(), "agent1", "page", null, null,
				"%x%", List.of("promise.kept"), List.of(1)));
		for (String statement : List.of("entries", "moves", "sealed", "messages", "ofProcess", "lookedTo")) {
			assertAlongAnIndex(statement, values);
		}
		assertAlongAnIndex("actors", Map.of("number", travelled.number()));
		for (String statement : List.of("promises", "checks", "evidence")) {
			assertAlongAnIndex(statement, Map.of("caseId", travelled.id()));
		}
	}

	/**
	 * But for the few rows that another part of the statement has found by one. Of a
	 * table with a handful of rows the database may read them all.
	 */
	private void assertAlongAnIndex(String statement, Map<String, ?> values) {
		assertThat(this.plans.of(MAPPER + statement, values)).as(statement)
			.filteredOn((step) -> !String.valueOf(step.get("table")).startsWith("<derived"))
			.allSatisfy((step) -> assertThat(step.get("possible_keys")).as("%s", step).isNotNull());
	}

	private long statements(SupportCase of, int limit) {
		Long sent = this.transaction.execute((status) -> {
			long before = questions();
			CaseHistory.Told told = this.history.read(of.number(), HistoryFilter.NONE, 0, limit);
			this.history.path(told);
			return questions() - before - 1;
		});
		return Objects.requireNonNull(sent);
	}

	private long questions() {
		return this.database.queryForObject("SHOW SESSION STATUS LIKE 'Questions'",
				(row, number) -> row.getLong("Value"));
	}

}
