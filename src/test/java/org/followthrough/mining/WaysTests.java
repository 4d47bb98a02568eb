package org.followthrough.mining;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.TableOwner;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Ways are told as the engine remembers the tasks, and what doesn't follow from the model
 * is found.
 */
@OwnApplication
@FollowthroughTest
@TestPropertySource(properties = "spring.application.name=ways")
class WaysTests {

	private static boolean begun;

	private static SupportCase lastClosed;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private Api api;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private TableOwner owner;

	@BeforeEach
	void someAreClosed() {
		if (begun) {
			return;
		}
		begun = true;
		for (int hours = 1; hours <= 3; hours++) {
			SupportCase simple = this.worker.openAt("answer");
			this.timers.passes(Duration.ofMinutes(10 * hours));
			this.worker.does(simple, "answer");
			isConfirmed(simple);
		}
		SupportCase built = this.worker.openAt("engineering");
		this.worker.does(built, "reproduce-and-fix");
		this.worker.does(built, "verify-fix", Map.of("outcome", "failed"));
		this.worker.does(built, "reproduce-and-fix", "verify-fix", "answer");
		isConfirmed(built);
		lastClosed = built;
		this.worker.openAt("investigate");
	}

	private void isConfirmed(SupportCase answered) {
		this.worker.awaitDelivery();
		this.customer.saysYes(answered, "");
		assertThat(this.worker.now(answered).closedAs()).isNotNull();
	}

	@Test
	void waysAreThoseThatTheEngineRemembers() {
		JsonNode told = ways("");
		assertThat(told.path("cases").asInt()).isEqualTo(4);
		assertThat(told.path("ways").asInt()).isEqualTo(2);
		assertThat(told.path("variants"))
			.extracting((way) -> way.path("cases").asInt(), (way) -> way.path("share").asDouble(),
					(way) -> way.path("endedAs").asText())
			.containsExactly(tuple(3, 75.0, "confirmed"), tuple(1, 25.0, "confirmed"));
		Map<String, Long> tasks = new TreeMap<>();
		for (JsonNode way : told.path("variants")) {
			way.path("tasks").forEach((task) -> tasks.merge(task.asText(), way.path("cases").asLong(), Long::sum));
		}
		Map<String, Long> remembered = new TreeMap<>();
		this.database.query("""
				SELECT t.NAME_, COUNT(*) FROM ACT_HI_TASKINST t JOIN ACT_HI_PROCINST p ON p.ID_ = t.PROC_INST_ID_
				JOIN support_case c ON c.number = p.BUSINESS_KEY_ WHERE c.closed_as IS NOT NULL GROUP BY t.NAME_
				""", (row) -> {
			remembered.put(row.getString(1), row.getLong(2));
		});
		assertThat(tasks).isEqualTo(remembered);
		assertThat(told.path("departures")).isEmpty();
	}

	@Test
	void timesAreThoseOfCases() {
		List<Integer> took = this.database.queryForList("""
				SELECT TIMESTAMPDIFF(SECOND, opened_at, closed_at) FROM support_case WHERE closed_as IS NOT NULL
				AND number != ? ORDER BY 1""", Integer.class, lastClosed.number());
		JsonNode way = ways("").at("/variants/0");
		assertThat(way.path("median").asInt()).isEqualTo(took.get(1));
		assertThat(way.path("p90").asInt()).isEqualTo(took.get(2));
	}

	@ParameterizedTest
	@CsvSource({ "no-such-flow, NO_SUCH_FLOW", "flow-reopened, ", "flow-escalate, NOT_THERE" })
	void whatDoesNotFollowFromTheModelIsFound(String flow, String kind) {
		String of = " WHERE stream = '" + lastClosed.number()
				+ "' AND action = 'journey.moved' AND JSON_VALUE(content, '$.details.process') = 'support-case' "
				+ "ORDER BY seq DESC LIMIT 1";
		String content = this.database.queryForObject("SELECT content FROM audit_entry" + of, String.class);
		this.owner.letsHistoryBeChanged();
		changes("UPDATE audit_entry SET content = JSON_ARRAY_APPEND(content, '$.details.flows', '" + flow + "')" + of);
		try {
			JsonNode told = ways("");
			if (kind == null) {
				assertThat(told.path("departures")).as("a start needs nothing before it").isEmpty();
			}
			else {
				assertThat(told.path("departed").asInt()).isOne();
				assertThat(told.at("/departures/0/where/kind").asText()).isEqualTo(kind);
				assertThat(told.at("/departures/0/examples/0").asText()).isEqualTo(lastClosed.number());
				assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/variants"))
					.contains("1 of 4 cases took a step that does not follow");
			}
		}
		finally {
			changes("UPDATE audit_entry SET content = ?" + of, content);
			this.owner.keepsHistory();
		}
	}

	private void changes(String sql, Object... values) {
		this.transaction.executeWithoutResult((status) -> assertThat(this.database.update(sql, values)).isOne());
	}

	@ParameterizedTest
	@CsvSource({ "to=1999-12-31, 0", "from=2001-01-01&to=2199-01-01, 4", "team=nobody, 0", "team=support, 4" })
	void casesArePicked(String query, int cases) {
		assertThat(ways("?" + query).path("cases").asInt()).isEqualTo(cases);
	}

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void waysAreForThoseWhoAnswerOrCheck(String account, int status) {
		assertThat(this.api.get(account, "/audit/variants").status()).isEqualTo(status);
		assertThat(new SignedInPerson(this.api, account).get("/audit/variants").statusCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "from=soon, from", "to=2026-02-30, to", "from=2026-02-01&to=2026-01-01, to" })
	void whatCannotBeUnderstoodIsNamed(String query, String field) {
		Api.Answer refused = this.api.get("auditor1", "/audit/variants?" + query);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/variants?" + query))
			.contains("id=\"" + field + "-problem\"");
	}

	@Test
	void thePageSaysSoWhenThereAreNone() {
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		assertThat(auditor.page("/audit/variants")).contains("4 cases, 2 ways", "Nowhere: each step", " → ");
		assertThat(auditor.page("/audit/variants?to=1999-12-31")).contains("No case was closed in these days");
	}

	private JsonNode ways(String query) {
		Api.Answer answer = this.api.get("auditor1", "/audit/variants" + query);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
