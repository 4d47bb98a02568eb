package org.followthrough.inquiry;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Plans;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it takes to find cases.
 */
@OwnApplication
@FollowthroughTest
@Import(AllRead.class)
class SearchStatementTests {

	@Autowired
	private CaseFinder finder;

	@Autowired
	private Questions questions;

	@Autowired
	private Customers customers;

	@Autowired
	private Plans plans;

	@Autowired
	private Api api;

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

	@Test
	void manyAnswersTakeAsManyStatementsAsOne() {
		for (int i = 0; i < 4; i++) {
			SupportCase ended = this.worker.openAt("verification");
			this.worker.does(ended, "verify-fix");
			this.api.post("agent1", "/cases/" + ended.number() + "/close", Map.of("as", "spam", "reason", "None."));
		}
		this.allRead.await();
		for (AuditQuestion question : List.of(AuditQuestion.WITHOUT_YES, AuditQuestion.NEAR_CHECKS,
				AuditQuestion.MODEL_EDITS, AuditQuestion.RIGHTS)) {
			QuestionRequest.Asked asked = new QuestionRequest("2020-01-01", "2100-01-01", null).read(question,
					this.customers);
			assertThat(statements(() -> this.questions.answer(asked, null, 1))).as(question.word())
				.isEqualTo(statements(() -> this.questions.answer(asked, null, 50)))
				.isLessThanOrEqualTo(5);
		}
	}

	@Test
	void eachSearchGoesAlongOneIndex() {
		this.worker.open();
		this.allRead.await();
		for (Map<String, String> given : List.<Map<String, String>>of(Map.of(), Map.of("team", "support"),
				Map.of("team", "support", "outcome", "open", "openedTo", "2100-01-01"), Map.of("text", "nothing"),
				Map.of("number", "FT-2026-0000"), Map.of("activeFrom", "2020-01-01", "closedFrom", "2020-01-01"))) {
			SearchPlan plan = this.finder.plan(SearchQuery.of(given)).orElseThrow();
			Map<String, Object> values = new HashMap<>(
					Map.of("p", plan, "limit", 51, "after", new CaseRef(5, "", Instant.parse("2030-01-01T00:00:00Z"))));
			assertThat(this.plans.of("org.followthrough.inquiry.FinderMapper.find", values)).as("%s", given)
				.allSatisfy((step) -> assertThat(step.get("key")).as("%s", step).isNotNull());
		}
	}

	private long statements(SearchQuery query, int limit) {
		return statements(
				() -> assertThat(this.finder.tell(this.finder.next(query, null, limit))).hasSize(Math.min(limit, 6)));
	}

	private long statements(Runnable work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			long before = asked();
			work.run();
			return asked() - before - 1;
		}));
	}

	private long asked() {
		return this.database.queryForObject("SHOW SESSION STATUS LIKE 'Questions'",
				(row, number) -> row.getLong("Value"));
	}

}
