package org.followthrough.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it takes to find cases.
 */
@FollowthroughTest
@Import(AllRead.class)
class SearchStatementTests {

	@Autowired
	private CaseFinder finder;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private AllRead allRead;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void manyCasesTakeAsManyStatementsAsOne() {
		SupportCase first = this.worker.open();
		for (int i = 0; i < 5; i++) {
			this.worker.openAnother(first);
		}
		this.allRead.await();
		String email = this.database.queryForObject("SELECT email FROM customer WHERE id = ?", String.class,
				first.customerId());
		SearchQuery query = SearchQuery.of(Map.of("customer", email, "team", first.team(), "text", "nothing comes"));
		assertThat(statements(query, 1)).isEqualTo(statements(query, 100)).isLessThanOrEqualTo(4);
	}

	private long statements(SearchQuery query, int limit) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			long before = questions();
			List<FoundCase> found = this.finder.tell(this.finder.next(query, null, limit));
			assertThat(found).hasSize(Math.min(limit, 6));
			return questions() - before - 1;
		}));
	}

	private long questions() {
		return this.database.queryForObject("SHOW SESSION STATUS LIKE 'Questions'",
				(row, number) -> row.getLong("Value"));
	}

}
