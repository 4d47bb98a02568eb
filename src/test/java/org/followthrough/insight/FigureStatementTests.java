package org.followthrough.insight;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;

import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.ManyRows;
import org.followthrough.testing.OwnApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the database adds up what isn't in the facts of a case: from the cases that are
 * asked for to what belongs to them, and nothing else.
 */
@OwnApplication
@FollowthroughTest
@Import(ManyRows.class)
@TestPropertySource(properties = "spring.application.name=figure-statements")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FigureStatementTests {

	private static final YearMonth MONTH = YearMonth.of(2026, 5);

	@Autowired
	private ManyRows rows;

	@Autowired
	private NamedParameterJdbcTemplate database;

	@BeforeAll
	void manyRows() {
		this.rows.make();
	}

	@ParameterizedTest
	@CsvSource({ "1, , case_figure_opened", "60, 7, case_figure_customer" })
	void onlyWhatBelongsToTheCasesIsRead(int months, Long customer, String index) {
		FigureQuery query = new FigureQuery(MONTH.minusMonths(months - 1), MONTH, null, null, customer, By.TEAM);
		for (String sql : List.of(RatingReader.SQL, HandOverReader.SQL)) {
			List<Map<String, Object>> steps = this.database.queryForList("EXPLAIN " + sql,
					FigureReader.parameters(query).addValue("most", 50));
			assertThat(steps).as(sql).hasSizeGreaterThan(1).allSatisfy((step) -> {
				assertThat(step.get("type")).isNotIn("ALL", "index");
				assertThat(step.get("key")).isNotNull();
			});
			assertThat(steps).filteredOn((step) -> "f".equals(step.get("table")))
				.singleElement()
				.satisfies((step) -> assertThat(step).containsEntry("key", index));
		}
	}

}
