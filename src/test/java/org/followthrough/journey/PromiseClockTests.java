package org.followthrough.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * The clock that runs beside the main path, whatever happens there.
 */
@Tag("thorough")
class PromiseClockTests extends JourneyTest {

	private static final String AGENT = "agent1@followthrough.example";

	@Autowired
	private Post post;

	@Autowired
	private Timeline timeline;

	@Autowired
	private ProcessEngineConfigurationImpl engine;

	@ParameterizedTest
	@CsvSource({ "true, PT0S", "false, PT1M" })
	void aClockThatLostARaceRingsWhenWhoeverWonHasSaidAndOneThatBrokeLater(boolean lost, Duration later) {
		SupportCase investigated = openAt("investigate");
		this.worker.awaitDelivery();
		Instant rings = clock(investigated).getDuedate().toInstant();
		this.timers.passes(Duration.between(this.timers.in(Duration.ZERO), rings).plusSeconds(1));
		String job = clock(investigated).getId();
		RuntimeException failure = lost ? new OptimisticLockingException("Another was first.")
				: new IllegalStateException("It broke.");
		this.engine.getCommandExecutorTxRequired()
			.execute(this.engine.getFailedJobCommandFactory().getCommand(job, failure));
		assertThat(clock(investigated).getDuedate().toInstant()).isCloseTo(rings.plus(later),
				within(20, ChronoUnit.SECONDS));
		assertThat(clock(investigated).getExceptionMessage()).isEqualTo(lost ? null : "It broke.");
		this.timers.ring();
		if (!lost) {
			assertThatJourney(investigated).hasNotPassed(ModelWords.PROMISE_TIME_CAME);
			this.timers.ringNow(investigated, ModelWords.PROMISE_TIME_CAME);
		}
		assertThatJourney(investigated).hasPassed(ModelWords.PROMISE_TIME_CAME);
	}

	private Job clock(SupportCase of) {
		return this.engine.getManagementService()
			.createJobQuery()
			.processInstanceId(this.engine.getRuntimeService()
				.createProcessInstanceQuery()
				.processInstanceBusinessKey(of.number(), ModelWords.SUPPORT_CASE)
				.singleResult()
				.getId())
			.activityId(ModelWords.PROMISE_TIME_CAME)
			.singleResult();
	}

	@Test
	void theOwnerIsRemindedBeforeThePromiseIsDue() {
		SupportCase investigated = openAt("investigate");
		hoursPass(19);
		assertThatJourney(investigated).hasPassed("remind-owner", "owner-reminded").isNotWaitingAt("overdue-promise");
		noticesAreTold();
		assertThat(Post.text(this.post.await(AGENT, investigated.number()))).contains("due in ");
	}

	@Test
	void whoeverOwnsManyCasesIsRemindedOfThemByOneMail() {
		List<String> numbers = IntStream.range(0, 20).mapToObj((i) -> openAt("investigate").number()).toList();
		hoursPass(19);
		noticesAreTold();
		String told = Post.text(this.post.await(AGENT, numbers.get(0)));
		assertThat(told).contains(numbers);
		assertThat(this.post.mailbox(AGENT))
			.filteredOn((mail) -> numbers.stream().anyMatch((number) -> Post.text(mail).contains(number)))
			.hasSize(1);
	}

	@Test
	void nobodyIsRemindedOfAPromiseThatWasKeptMeanwhile() {
		SupportCase answered = openAt("investigate");
		SupportCase quiet = openAt("investigate");
		hoursPass(19);
		this.worker.writes(answered, "We are on it.");
		this.worker.awaitDelivery();
		noticesAreTold();
		this.post.await(AGENT, quiet.number());
		assertThat(this.post.mailbox(AGENT)).noneMatch((mail) -> Post.text(mail).contains(answered.number()));
	}

	@Test
	void aCaseThatNobodyOwnsHasNobodyToRemind() {
		SupportCase fresh = open();
		hoursPass(3);
		assertThatJourney(fresh).hasPassed("remind-owner").isWaitingAt("acknowledge");
	}

	@Test
	void aClockThatRingsForAKeptPromiseHasNothingToDo() {
		SupportCase investigated = openAt("investigate");
		hoursPass(2);
		this.worker.writes(investigated, "We are on it.");
		this.worker.awaitDelivery();
		this.timers.ringNow(investigated, ModelWords.PROMISE_TIME_CAME);
		assertThatJourney(investigated).hasPassed("promise-fine").hasNotPassed("owner-reminded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "investigate", "ask-customer", "wait-for-answer", "escalate", "engineering",
			"verification", "answer", "explain-unsolved", "sign-off" })
	void anOverduePromiseCallsTheManagersInEveryState(String stage) {
		SupportCase quiet = openAt(stage);
		daysPass(stage.equals("sign-off") ? 7 : 1);
		assertThatJourney(quiet).isWaitingAt("overdue-promise");
		assertThat(this.worker.task(quiet, "overdue-promise").groups()).containsExactly("managers");
	}

	@Test
	void theManagersWordEndsTheCall() {
		SupportCase late = overdue();
		does(late, "overdue-promise", "outcome", "write");
		this.worker.awaitDelivery();
		assertThatJourney(late).hasPassed("overdue-over").isWaitingAtExactly("investigate");
		hoursPass(2);
		assertThatJourney(late).isWaitingAtExactly("investigate");
	}

	@Test
	void anybodysWordEndsTheCall() {
		SupportCase late = overdue();
		this.worker.writes(late, "Sorry that we are late.");
		this.worker.awaitDelivery();
		assertThatJourney(late).hasPassed("overdue-over").isNotWaitingAt("overdue-promise");
		assertThat(this.worker.open(late)).containsExactly("investigate");
	}

	@Test
	void aManagerCanGiveTheCaseToAnAgentWhoWrites() {
		SupportCase late = overdue();
		reassign(late, "agent2");
		assertThat(this.worker.now(late).owner()).isEqualTo("agent2");
		assertThatJourney(late).isWaitingAt("late-word");
		assertThat(this.worker.task(late, "late-word").assignee()).isEqualTo("agent2");
		does(late, "late-word");
		this.worker.awaitDelivery();
		assertThatJourney(late).hasPassed("overdue-over").isWaitingAtExactly("investigate");
	}

	@Test
	void whoGetsTheCaseHasToBeAnAgent() {
		SupportCase late = overdue();
		for (String nobody : List.of("engineer1", "somebody", "")) {
			assertThatExceptionOfType(org.followthrough.web.Invalid.class).isThrownBy(() -> reassign(late, nobody))
				.satisfies((refusal) -> assertThat(refusal.fields()).containsKey("newOwner"));
		}
		assertThatJourney(late).isWaitingAt("overdue-promise");
		assertThat(this.worker.now(late).owner()).isEqualTo("agent1");
	}

	@Test
	void anAgentWhoWasCalledAndWritesElsewhereIsNotCalledLonger() {
		SupportCase late = overdue();
		reassign(late, "agent2");
		this.worker.writes(late, "Sorry that we are late.");
		this.worker.awaitDelivery();
		assertThat(this.worker.open(late)).containsExactly("investigate");
	}

	@Test
	void thePromiseIsOverdueOnceHoweverLongItLasts() {
		SupportCase late = overdue();
		daysPass(3);
		assertThat(this.worker.open(late)).containsOnlyOnce("overdue-promise");
		assertThat(entries(late, "promise.overdue")).hasSize(1);
	}

	@Test
	void theNextPromiseHasAClockToo() {
		SupportCase late = overdue();
		does(late, "overdue-promise");
		this.worker.awaitDelivery();
		daysPass(1);
		assertThatJourney(late).isWaitingAt("overdue-promise");
		assertThat(entries(late, "promise.overdue")).hasSize(2);
	}

	@Test
	void aClockThatFailedForGoodRunsAgainWithTheNextPromise() {
		SupportCase investigated = openAt("investigate");
		this.worker.awaitDelivery();
		this.timers.failForGood(investigated, ModelWords.PROMISE_TIME_CAME);
		this.worker.writes(investigated, "We are on it.");
		daysPass(1);
		assertThatJourney(investigated).isWaitingAt("overdue-promise");
	}

	@Test
	void theManagerAboveIsCalledWhenTheFirstOneDidNotHelp() {
		SupportCase late = overdue();
		hoursPass(3);
		assertThatJourney(late).isNotWaitingAt("still-no-word");
		hoursPass(1);
		assertThatJourney(late).isWaitingAt("overdue-promise", "still-no-word");
		does(late, "still-no-word", "outcome", "write");
		this.worker.awaitDelivery();
		assertThatJourney(late).hasPassed("overdue-over", "still-over").isWaitingAtExactly("investigate");
	}

	@Test
	void theManagerAboveIsCalledAgainWhileNoWordArrives() {
		SupportCase late = overdue();
		hoursPass(4);
		this.worker.does(late, "still-no-word",
				Map.of("outcome", "reassign", "message", "I am away.", "newOwner", "agent2"));
		assertThatJourney(late).isWaitingAt("one-more-hour").isNotWaitingAt("still-no-word");
		hoursPass(1);
		assertThatJourney(late).isWaitingAt("still-no-word");
		assertThat(entries(late, "promise.still-overdue")).hasSize(1);
	}

	@Test
	void whomTheManagerAboveNamesGetsTheTaskOfWhoDidNotWrite() {
		SupportCase late = overdue();
		reassign(late, "agent2");
		hoursPass(4);
		this.worker.does(late, "still-no-word",
				Map.of("outcome", "reassign", "message", "Agent 2 is ill.", "newOwner", "agent1"));
		assertThat(this.worker.now(late).owner()).isEqualTo("agent1");
		assertThat(this.worker.task(late, "late-word").assignee()).isEqualTo("agent1");
	}

	@Test
	void whoHasTheCaseAlreadyIsNoNewOwner() {
		SupportCase late = overdue();
		assertThatExceptionOfType(org.followthrough.web.Invalid.class).isThrownBy(() -> reassign(late, "agent1"))
			.satisfies((refusal) -> assertThat(refusal.fields()).containsKey("newOwner"));
	}

	@Test
	void aSecondPromiseBrokenInARowGoesToTheManagerAboveAtOnce() {
		SupportCase late = overdue();
		does(late, "overdue-promise");
		daysPass(1);
		assertThat(entries(late, "promise.overdue"))
			.extracting((entry) -> String.valueOf(entry.details().get("called")))
			.containsExactly("1", "2");
		hoursPass(5);
		assertThat(entries(late, "promise.still-overdue")).isEmpty();
	}

	private void reassign(SupportCase late, String newOwner) {
		this.worker.does(late, "overdue-promise",
				Map.of("outcome", "reassign", "message", "I am away.", "newOwner", newOwner));
	}

	private SupportCase overdue() {
		SupportCase late = openAt("investigate");
		daysPass(1);
		return late;
	}

	/** Once they have been gathered. */
	private void noticesAreTold() {
		this.timers.passes(Duration.ofMinutes(1));
	}

	private void hoursPass(int hours) {
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofHours(hours));
	}

	private List<AuditEntry> entries(SupportCase of, String action) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.toList();
	}

}
