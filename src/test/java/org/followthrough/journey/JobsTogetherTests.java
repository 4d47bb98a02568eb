package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.TableOwner;
import org.followthrough.time.Rush;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Several promises that fall due together are acted on in one transaction.
 */
@Tag("thorough")
class JobsTogetherTests extends JourneyTest {

	@Autowired
	private JobsTogether together;

	@Autowired
	private ManagementService management;

	@Autowired
	private ProcessEngineConfigurationImpl engine;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private Api api;

	@Autowired
	private Cases cases;

	@Autowired
	private Looks looks;

	@Autowired
	private Timeline timeline;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TableOwner owner;

	@Autowired
	private PlatformTransactionManager transactions;

	/** Those of other tests, too, for which it has become late meanwhile. */
	@AfterEach
	void theOthersRingToo() {
		this.timers.ring();
	}

	@Test
	void promisesThatFallDueTogetherAreEachActedOnOnce() {
		List<SupportCase> late = late(5);
		List<String> jobs = clocks(late);
		assertThat(this.together.run(jobs)).isEmpty();
		assertThat(this.together.run(jobs)).as("what has rung, nobody does again").isEqualTo(jobs);
		assertThat(late).allSatisfy((one) -> {
			assertThat(this.worker.open(one)).containsOnlyOnce("overdue-promise");
			assertThat(entries(one)).containsOnlyOnce("promise.overdue");
			assertThat(this.timeline.firstBreak(one.number())).isZero();
		});
	}

	@Test
	void eachIsJudgedByWhatHappenedToItselfBefore() {
		SupportCase again = late(2).get(1);
		this.together.run(clocks(List.of(again)));
		this.timers.ring();
		does(again, "overdue-promise");
		SupportCase first = openAt("investigate");
		isLate();
		assertThat(this.together.run(clocks(List.of(first, again)))).isEmpty();
		assertThat(called(first)).containsExactly(1);
		assertThat(called(again)).containsExactly(1, 2);
	}

	@Test
	void theManagersAboveAreCalledTogetherToo() {
		List<SupportCase> late = late(3);
		this.together.run(clocks(late));
		this.timers.passes(Duration.ofHours(5));
		assertThat(this.together.run(clocks(late))).isEmpty();
		assertThat(late).allSatisfy((one) -> {
			assertThat(entries(one)).containsOnlyOnce("promise.still-overdue");
			assertThat(this.worker.open(one)).contains("overdue-promise", "still-no-word");
		});
	}

	@Test
	void hardlyAnythingIsReadOrWrittenForEachByItself() {
		long few = statements(clocks(late(2)));
		long many = statements(clocks(late(8)));
		assertThat((many - few) / 6).isLessThanOrEqualTo(5);
	}

	@Test
	void repliesWhoseTimeForAReviewIsOverGoTogether() {
		List<SupportCase> cases = List.of(openAt("investigate"), openAt("investigate"), openAt("investigate"));
		reviewed(100);
		// Whoever delivers a mail holds its case, and that case would be left to the
		// engine.
		this.worker.awaitDelivery();
		cases.forEach((one) -> this.worker.writes(one, "We are on it."));
		reviewed(0);
		this.timers.passes(Duration.ofHours(2));
		List<String> jobs = cases.stream().map(this::review).toList();
		assertThat(this.together.run(jobs)).isEmpty();
		assertThat(cases).allSatisfy((one) -> {
			assertThat(entries(one)).containsOnlyOnce("review.time-ran-out").containsOnlyOnce("message.released");
			assertThat(this.worker.open(one)).containsExactly("investigate");
		});
	}

	@Test
	void thereIsARushAsLongAsAsMuchIsFoundDueAsIsTakenAtATime() {
		late(3);
		Rush rush = new Rush();
		DueJobs due = new DueJobs(Runnable::run, this.together, 50, rush);
		acquires(due, 2);
		assertThat(rush.isOn()).as("two of three or more were taken").isTrue();
		acquires(due, 1000);
		assertThat(rush.isOn()).as("all were taken").isFalse();
	}

	/** And gives them back. */
	private void acquires(DueJobs due, int most) {
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			this.engine.getCommandExecutorTxRequired().execute(due.getAcquireJobsCmd(most));
			status.setRollbackOnly();
		});
	}

	private void reviewed(int sample) {
		int version = 0;
		for (JsonNode rule : this.api.get("manager1", "/review-rules").json()) {
			version = rule.path("team").asText().equals("support") ? rule.path("version").asInt() : version;
		}
		this.api.send("PUT", "manager1", "/review-rules/support", Map.of("version", version, "sample", sample),
				Map.of());
	}

	/** The clock of a review on a case. */
	private String review(SupportCase of) {
		return this.database.queryForObject("""
				SELECT j.ID_ FROM ACT_RU_JOB j JOIN ACT_RU_EXECUTION e ON e.ID_ = j.PROCESS_INSTANCE_ID_
				WHERE e.PROC_DEF_KEY_ = 'reply-review' AND e.BUSINESS_KEY_ = ?
				""", String.class, of.number());
	}

	@Test
	void whereSomethingHasFailedBeforeTheEngineDoesItByItself() {
		List<SupportCase> late = late(3);
		List<String> jobs = clocks(late);
		this.runtime.createIncident("odd", journey(late.get(0)), "it failed");
		assertThat(this.together.run(jobs)).containsExactly(jobs.get(0));
		this.timers.ring();
		assertThat(this.worker.open(late.get(0))).containsOnlyOnce("overdue-promise");
	}

	@Test
	void aPromiseThatWasLookedAtForNothingStaysAsItWas() {
		List<SupportCase> late = late(2);
		TransactionTemplate transaction = new TransactionTemplate(this.transactions);
		assertThatIllegalStateException()
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> this.looks.ahead(late, () -> {
			})))
			.withMessageContaining(late.get(0).number());
		assertThat(late).allSatisfy((one) -> assertThat(entries(one)).doesNotContain("promise.overdue"));
	}

	@Test
	void aCaseThatSomebodyHoldsIsLeftToTheEngine() {
		List<SupportCase> late = late(4);
		List<String> jobs = clocks(late);
		List<String> left = new TransactionTemplate(this.transactions).execute((status) -> {
			this.cases.lock(late.get(1).number());
			return elsewhere(jobs);
		});
		assertThat(left).containsExactly(jobs.get(1));
		assertThat(this.worker.open(late.get(1))).doesNotContain("overdue-promise");
		assertThat(this.worker.open(late.get(2))).contains("overdue-promise");
	}

	@Test
	void whenOneFailsNoneIsHalfDoneAndEachIsLeftToTheEngine() {
		List<SupportCase> late = late(4);
		List<String> jobs = clocks(late);
		moveLastEntry(late.get(2), 0, 1);
		assertThat(this.together.run(jobs)).isEqualTo(jobs);
		assertThat(late).noneSatisfy((one) -> assertThat(this.worker.open(one)).contains("overdue-promise"));
		assertThat(late).noneSatisfy((one) -> assertThat(entries(one)).contains("promise.overdue"));
		moveLastEntry(late.get(2), 1, -1);
	}

	/** Where the next entry would be, there is one, so that none can be written. */
	private void moveLastEntry(SupportCase of, int behindEnd, int by) {
		this.owner.letsHistoryBeChanged();
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> assertThat(this.database.update("""
				UPDATE audit_entry SET seq = seq + ?
				WHERE stream = ? AND seq = ? + (SELECT s.seq FROM audit_stream s WHERE s.stream = ?)
				""", by, of.number(), behindEnd, of.number())).isOne());
		this.owner.keepsHistory();
	}

	/** Without those of the commit. */
	private long statements(List<String> jobs) {
		Long sent = new TransactionTemplate(this.transactions).execute((status) -> {
			long before = questions();
			assertThat(this.together.run(jobs)).isEmpty();
			return questions() - before;
		});
		return Objects.requireNonNull(sent);
	}

	private long questions() {
		return this.database.queryForObject("SHOW SESSION STATUS LIKE 'Questions'",
				(row, number) -> row.getLong("Value"));
	}

	private List<String> elsewhere(List<String> jobs) {
		return java.util.concurrent.CompletableFuture.supplyAsync(() -> this.together.run(jobs)).join();
	}

	/** The reminders were given, and the promises are due by now. */
	private List<SupportCase> late(int many) {
		List<SupportCase> late = Stream.generate(() -> openAt("investigate")).limit(many).toList();
		isLate();
		return late;
	}

	private void isLate() {
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofHours(20));
		this.timers.passes(Duration.ofHours(5));
	}

	private List<String> clocks(List<SupportCase> of) {
		return of.stream().map(this::clock).toList();
	}

	private String journey(SupportCase of) {
		return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(of.number()).singleResult().getId();
	}

	private String clock(SupportCase of) {
		return this.management.createJobQuery()
			.processInstanceId(journey(of))
			.activityId(ModelWords.PROMISE_TIME_CAME)
			.list()
			.stream()
			.map(Job::getId)
			.findFirst()
			.orElseThrow();
	}

	private List<Object> called(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals("promise.overdue"))
			.map((entry) -> entry.details().get("called"))
			.toList();
	}

	private List<String> entries(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

}
