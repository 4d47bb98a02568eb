package org.followthrough.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.followthrough.cases.SupportCase;
import org.followthrough.time.MovableClock;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Moves the clock and rings the timers that are due then, in order, in the test's own
 * thread.
 */
@TestComponent
public class Timers {

	private static final int BATCH = 200;

	private final MovableClock clock;

	private final RuntimeService runtime;

	private final ManagementService management;

	private final JdbcTemplate database;

	private final TransactionOperations transaction;

	Timers(MovableClock clock, RuntimeService runtime, ManagementService management, JdbcTemplate database,
			TransactionOperations transaction) {
		this.clock = clock;
		this.runtime = runtime;
		this.management = management;
		this.database = database;
		this.transaction = transaction;
	}

	/**
	 * Moves the clock on and rings what is due then.
	 * @param by how far
	 */
	public void advance(Duration by) {
		passes(by);
		ring();
	}

	/**
	 * Moves the clock on and rings nothing yet. What was written by then is with the mail
	 * server first, unless that one doesn't answer: it would otherwise be late by as much
	 * as the clock moved.
	 * @param time how far
	 */
	public void passes(Duration time) {
		awaitFirstAttempts();
		this.clock.advance(time);
	}

	private void awaitFirstAttempts() {
		try {
			Awaitility.await("first attempts to send")
				.atMost(Duration.ofSeconds(3))
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> Integer.valueOf(0)
					.equals(this.transaction.execute((status) -> this.database.queryForObject(
							"SELECT COUNT(*) FROM outgoing_mail WHERE next_attempt_at IS NOT NULL AND last_error IS NULL",
							Integer.class))));
		}
		catch (ConditionTimeoutException ex) {
			// Then it is a test of mail that stays.
		}
	}

	/**
	 * The time that is yet to come.
	 * @param time how far off
	 * @return by the clock
	 */
	public Instant in(Duration time) {
		return this.clock.instant().plus(time);
	}

	/**
	 * Rings every timer that is due, and those that become due by it.
	 * @return how many rang
	 */
	public int ring() {
		int rang = 0;
		for (List<Job> due = due(); !due.isEmpty(); due = due()) {
			for (Job job : due) {
				if (this.management.createJobQuery().jobId(job.getId()).executable().count() > 0 && rings(job)) {
					rang++;
				}
			}
		}
		return rang;
	}

	/**
	 * Rings a timer of a case before its time.
	 * @param of the case
	 * @param event the id of its event in the model
	 */
	public void ringNow(SupportCase of, String event) {
		this.management.executeJob(timer(of, event).getId());
	}

	/**
	 * Rings the timers of all cases that come from one event, before their time.
	 * @param event the id of the event in its model
	 */
	public void ringAllNow(String event) {
		this.management.createJobQuery().activityId(event).list().forEach(this::rings);
	}

	/**
	 * Has a timer of a case fail for good, as one whose work threw again and again.
	 * @param of the case
	 * @param event the id of its event in the model
	 */
	public void failForGood(SupportCase of, String event) {
		this.management.setJobRetries(timer(of, event).getId(), 0);
	}

	private Job timer(SupportCase of, String event) {
		Set<String> journeys = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(of.number())
			.list()
			.stream()
			.map(ProcessInstance::getProcessInstanceId)
			.collect(Collectors.toSet());
		return this.management.createJobQuery()
			.activityId(event)
			.list()
			.stream()
			.filter((job) -> journeys.contains(job.getProcessInstanceId()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No timer " + event + " is set on " + of.number()));
	}

	/** One that lost a race rings again, as the engine's own executor has it. */
	private boolean rings(Job job) {
		try {
			this.management.executeJob(job.getId());
			return true;
		}
		catch (OptimisticLockingException ex) {
			return false;
		}
	}

	private List<Job> due() {
		return this.management.createJobQuery()
			.executable()
			.orderByJobDuedate()
			.asc()
			.listPage(0, BATCH)
			.stream()
			.sorted(Comparator.comparing(Job::getDuedate))
			.toList();
	}

}
