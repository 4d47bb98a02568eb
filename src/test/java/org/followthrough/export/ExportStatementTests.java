package org.followthrough.export;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.export.CaseSelection.Period;
import org.followthrough.export.ExportMapper.Place;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.ManyRows;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Plans;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the database finds what is taken along, with many rows in each table.
 */
@OwnApplication
@FollowthroughTest
@Import(ManyRows.class)
@TestPropertySource(properties = "spring.application.name=export-plans")
class ExportStatementTests {

	private static final String MAPPER = "org.followthrough.export.ExportMapper.";

	@Autowired
	private ManyRows rows;

	@Autowired
	private Plans plans;

	@Test
	void pagesAreReadInTheOrderOfAnIndex() {
		this.rows.make();
		LocalDate day = LocalDate.parse("2026-01-05");
		Place after = new Place(Instant.parse("2026-01-05T10:00:00Z"), 1_006_000);
		for (CaseSelection which : List.of(CaseSelection.ALL,
				new CaseSelection(Period.OPENED, day, day.plusDays(1), null, null, null),
				new CaseSelection(Period.CLOSED, day, null, "team7", null, null))) {
			assertThat(plan("cases", which, after)).as(which.query()).allSatisfy((step) -> {
				assertThat(step.get("key")).isIn("support_case_opened", "support_case_closed", "PRIMARY");
				assertThat(String.valueOf(step.get("Extra"))).doesNotContain("filesort").doesNotContain("temporary");
			});
		}
		assertThat(plan("cases", CaseSelection.one("MANY-700"), null)).first()
			.satisfies((step) -> assertThat(step.get("rows").toString()).isEqualTo("1"));
		assertThat(this.plans.of(MAPPER + "entries", Map.of("streams", List.of("MANY-1", "MANY-2"))))
			.allSatisfy((step) -> assertThat(step.get("key")).isEqualTo("audit_entry_place"));
	}

	private List<Map<String, Object>> plan(String statement, CaseSelection which, Place after) {
		Map<String, Object> values = new HashMap<>(Map.of("which", which, "most", 500));
		values.put("after", after);
		return this.plans.of(MAPPER + statement, values);
	}

}
