package org.followthrough.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Plans;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Words and files of closed cases go when their time is over, by how the case ended and
 * what its customer is on, unless they are held. Rules are for a plan that nobody else's
 * cases are of.
 */
@Tag("thorough")
@FollowthroughTest
class RetentionTests {

	private static final String PLAN = "kept-for-a-while";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Customers customers;

	@Autowired
	private RetentionRun run;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Api api;

	@Autowired
	private Plans plans;

	@Autowired
	private Clock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private PromiseCheck promises;

	@BeforeEach
	void nothingIsHeldUpByEarlierChanges() {
		saves(List.of());
	}

	@AfterEach
	void everythingIsKeptAgain() {
		saves(List.of());
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@Test
	void whatIsOldGoesAndWhatIsYoungerOrHeldStays() {
		SupportCase old = closed("spam", 13);
		SupportCase younger = closed("spam", 11);
		SupportCase withdrawn = closed("withdrawn", 13);
		SupportCase held = closed("spam", 13);
		SupportCase heldWithCustomer = closed("spam", 13);
		SupportCase othersPlan = this.worker.open();
		long hold = this.api.post("manager1", "/audit/holds", Map.of("what", held.number(), "reason", "A court"))
			.json()
			.path("id")
			.asLong();
		long other = this.api
			.post("manager1", "/audit/holds",
					Map.of("what", this.customers.get(heldWithCustomer.customerId()).email(), "reason", "A court"))
			.json()
			.path("id")
			.asLong();
		saves(List.of(rule("spam", 12), rule("withdrawn", null)));
		assertThat(isErased(old)).as("nothing goes within a week of a change").isFalse();
		afterAWeek();
		goesOn();
		assertThat(isErased(old)).isTrue();
		assertThat(List.of(younger, withdrawn, held, heldWithCustomer, othersPlan)).noneMatch(this::isErased);
		SupportCase now = this.worker.now(old);
		assertThat(now.subject()).isEqualTo("(erased)");
		assertThat(now.closedAs()).isEqualTo(old.closedAs());
		assertThat(now.openedAt()).isEqualTo(old.openedAt());
		List<AuditEntry> told = this.timeline.of(old.number(), 0, 500);
		assertThat(told.get(0).details().get("subject").toString()).startsWith("(erased on ");
		assertThat(told.get(0).actor()).as("the customer is there, only the case is gone")
			.isEqualTo(this.customers.get(old.customerId()).email());
		assertThat(told).last().satisfies((entry) -> {
			assertThat(entry.action()).isEqualTo("case.erased");
			assertThat(entry.details()).containsEntry("rule", "spam, plan " + PLAN + ": 12 months");
		});
		assertThat(this.timeline.firstBreak(old.number())).isZero();
		assertThat(this.timeline.of(younger.number(), 0, 1).get(0).details()).containsEntry("subject",
				younger.subject());
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/erasures")).contains("By rule,", "1 case, ",
				"held: 2 cases");
		this.api.post("manager1", "/audit/holds/" + hold + "/lift", Map.of("reason", "Done"));
		this.api.post("manager1", "/audit/holds/" + other + "/lift", Map.of("reason", "Done"));
		tomorrow();
		goesOn();
		assertThat(List.of(held, heldWithCustomer)).allMatch(this::isErased);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "spam,12;,6 | true", "spam,24;,6 | false", ",6 | true", ",24 | false", "spam,0;,6 | false" })
	void theNarrowestRuleHolds(String rules, boolean goes) {
		SupportCase closed = closed("spam", 13);
		List<Map<String, Object>> all = new ArrayList<>();
		for (String one : rules.split(";")) {
			String[] parts = one.split(",");
			all.add(rule(parts[0], parts[1].equals("0") ? null : Integer.valueOf(parts[1])));
		}
		saves(all);
		afterAWeek();
		goesOn();
		assertThat(isErased(closed)).isEqualTo(goes);
	}

	@Test
	void nodesThatGoThroughThemTogetherEraseEachOnce() {
		List<SupportCase> all = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			all.add(closed("spam", 13));
		}
		saves(List.of(rule("spam", 12)));
		afterAWeek();
		Callable<Object> node = () -> {
			for (int i = 0; i < 200; i++) {
				this.run.step();
			}
			return "";
		};
		AtOnce.all(List.of(node, node));
		goesOn();
		assertThat(all).allMatch(this::isErased);
		assertThat(all).allSatisfy((one) -> assertThat(this.timeline.of(one.number(), 0, 500))
			.filteredOn((entry) -> entry.action().equals("case.erased"))
			.hasSize(1));
		assertThat(this.plans.of("org.followthrough.erasure.RetentionMapper.closed",
				new HashMap<>(Map.of("by", Instant.EPOCH.plus(Duration.ofDays(1)), "after", Instant.EPOCH, "afterId",
						0L, "limit", 500))))
			.filteredOn((step) -> "c".equals(step.get("table")))
			.allSatisfy((step) -> assertThat(step.get("key")).isEqualTo("support_case_kept"));
	}

	@Test
	void rulesThatMakeNoSenseAreRefusedAtTheirField() {
		int version = version();
		assertThat(put(version, List.of(Map.of("outcome", "eaten", "months", 3)))).contains("A case ends as");
		assertThat(put(version, List.of(Map.of("plan", "Pre mium", "months", 3)))).contains("A plan has up to");
		assertThat(put(version, List.of(Map.of("months", 0)))).contains("from 1 to 2400");
		assertThat(put(version, List.of(Map.of("months", 3), Map.of("months", 4)))).contains("two rules");
		assertThat(put(version - 1, List.of(Map.of("months", 2400, "plan", PLAN))))
			.contains("Somebody changed the rules");
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		assertThat(manager.post("/audit/retention", "/audit/retention",
				"version=" + version + "&plan=" + PLAN + "&months=soon"))
			.contains("from 1 to 2400", "value=\"soon\"");
		assertThat(manager.post("/audit/retention", "/audit/retention",
				"version=" + version + "&plan=" + PLAN + "&months=24"))
			.contains("The rules are saved", "24 months", "Nothing goes by rule before");
		assertThat(manager.post("/audit/retention", "/audit/retention/remove",
				"version=" + version() + "&outcome=&plan=" + PLAN))
			.contains("There are no rules");
		assertThat(this.timeline.of("system", lastOfSystem() - 1, 1)).singleElement().satisfies((entry) -> {
			assertThat(entry.action()).isEqualTo("retention.rules-saved");
			assertThat(entry.details()).containsEntry("after", "everything is kept for ever")
				.containsEntry("before", "any outcome, plan " + PLAN + ": 24 months");
		});
	}

	/** A case of a customer of its own, closed so many months ago. */
	private SupportCase closed(String as, int months) {
		SupportCase open = this.worker.open();
		this.api.send("PUT", "manager1", "/customers/" + this.customers.get(open.customerId()).email(),
				Map.of("plan", PLAN, "kind", "customer"), Map.of());
		this.api.post("agent1", "/cases/" + open.number() + "/close", Map.of("as", as, "reason", "They said so."));
		this.worker.awaitDelivery(open);
		update("UPDATE support_case SET closed_at = closed_at - INTERVAL " + months
				+ " MONTH - INTERVAL 1 DAY WHERE id = " + open.id());
		return this.worker.now(open);
	}

	private static Map<String, Object> rule(String outcome, @Nullable Integer months) {
		Map<String, Object> rule = new HashMap<>(Map.of("outcome", outcome, "plan", PLAN));
		rule.put("months", months);
		return rule;
	}

	private void saves(List<Map<String, Object>> rules) {
		put(version(), rules);
	}

	private String put(int version, List<? extends Map<String, ?>> rules) {
		return this.api
			.send("PUT", "manager1", "/audit/retention", Map.of("version", version, "rules", rules), Map.of())
			.text();
	}

	private int version() {
		return this.api.get("manager1", "/audit/retention").json().path("version").asInt();
	}

	private int lastOfSystem() {
		Integer last = this.database.queryForObject("SELECT seq FROM audit_stream WHERE stream = 'system'",
				Integer.class);
		return (last != null) ? last : 0;
	}

	private void afterAWeek() {
		update("UPDATE retention SET from_at = from_at - INTERVAL 8 DAY, next_at = next_at - INTERVAL 8 DAY");
	}

	private void tomorrow() {
		update("UPDATE retention SET next_at = next_at - INTERVAL 1 DAY");
	}

	private void update(String sql) {
		this.transaction.executeWithoutResult((status) -> this.database.update(sql));
	}

	/** To the end of the day's run, whoever does it. */
	private void goesOn() {
		Awaitility.await("the run of the day")
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> {
				this.run.step();
				return Boolean.TRUE
					.equals(this.database.queryForObject("SELECT run IS NULL AND next_at > ? FROM retention",
							Boolean.class, java.sql.Timestamp.from(this.clock.instant())));
			});
	}

	private boolean isErased(SupportCase one) {
		return this.worker.now(one).isErased();
	}

}
