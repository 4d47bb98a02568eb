package org.followthrough.promises;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Promises whose clock stands still while a question lies with the customer.
 */
@FollowthroughTest
class PauseTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private Timers timers;

	@Autowired
	private Promises promises;

	@Autowired
	private Timeline timeline;

	@Autowired
	private PromiseCheck check;

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.timers.ring();
		this.check.allKept();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "investigate", "engineering", "verification" })
	void withoutAQuestionItIsOurTurnAndTheClockRuns(String stage) {
		SupportCase ours = openAt(stage);
		Instant due = running(ours).dueAt();
		Api.Answer refused = pause("agent1", ours);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().get("detail").asText()).contains("our turn");
		assertThat(running(ours)).satisfies((promise) -> assertThat(promise.isPaused()).isFalse())
			.satisfies((promise) -> assertThat(promise.dueAt()).isEqualTo(due));
	}

	@Test
	void aQuestionThatTheCustomerHasAnsweredPausesNothing() {
		SupportCase asked = openAt("wait-for-answer");
		this.customer.writes(asked, "The one upstairs.");
		assertThat(pause("agent1", asked).status()).isEqualTo(409);
	}

	@Test
	void aPauseStopsTheClockAndTheCustomersAnswerLetsItRunOn() {
		SupportCase asked = openAt("wait-for-answer");
		this.timers.advance(Duration.ofHours(4));
		assertThat(pause("agent1", asked).json().get("state").asText()).isEqualTo("paused");
		assertThat(running(asked).dueAt()).isCloseTo(this.timers.in(Duration.ofDays(5).minusHours(4)),
				within(Duration.ofSeconds(30)));
		this.timers.advance(Duration.ofDays(2));
		assertThat(actions(asked)).doesNotContain("promise.overdue");
		this.customer.writes(asked, "The one upstairs.");
		assertThat(running(asked).isPaused()).isFalse();
		assertThat(running(asked).kind()).isEqualTo(Promise.Kind.ANSWER);
		assertThat(running(asked).dueAt()).as("what was left: 20 hours")
			.isCloseTo(this.timers.in(Duration.ofHours(20)), within(Duration.ofSeconds(30)));
	}

	@Test
	void howLongItMayLastCountsFromTheQuestionHoweverOftenItIsPaused() {
		SupportCase asked = openAt("wait-for-answer");
		Instant limit = this.timers.in(Duration.ofDays(5));
		pause("agent1", asked);
		this.timers.advance(Duration.ofDays(2));
		assertThat(this.api.send("DELETE", "agent1", "/cases/" + asked.number() + "/pause", null, Map.of()).status())
			.isEqualTo(200);
		assertThat(pause("agent1", asked).status()).isEqualTo(200);
		assertThat(running(asked).dueAt()).isCloseTo(limit, within(Duration.ofSeconds(30)));
	}

	@Test
	void whenThePauseIsOverAPersonMustWrite() {
		SupportCase asked = openAt("wait-for-answer");
		pause("agent1", asked);
		this.timers.advance(Duration.ofDays(4));
		this.timers.advance(Duration.ofDays(1).plusMinutes(1));
		assertThat(actions(asked)).contains("promise.reminded", "promise.overdue");
		assertThat(this.worker.open(asked)).contains("overdue-promise");
		this.timers.advance(Duration.ofMinutes(2));
		assertThat(Post.text(this.post.await("agent1@followthrough.example", "Not paused any more")))
			.contains(asked.number());
		assertThat(running(asked).isPaused()).isFalse();
		assertThat(pause("agent1", asked).status()).isEqualTo(409);
	}

	@Test
	void aWordOfOursEndsItAndMakesTheNextPromise() {
		SupportCase asked = openAt("wait-for-answer");
		pause("agent1", asked);
		this.worker.writes(asked, "We found it meanwhile.");
		this.worker.awaitDelivery();
		assertThat(running(asked).isPaused()).isFalse();
		assertThat(running(asked).dueAt()).isBefore(this.timers.in(Duration.ofHours(25)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "engineer1", "support1", "auditor1" })
	void othersThanAgentsAndManagersDontPause(String account) {
		SupportCase asked = openAt("wait-for-answer");
		assertThat(pause(account, asked).status()).isEqualTo(403);
		assertThat(running(asked).isPaused()).isFalse();
	}

	@Test
	void whatIsPausedAlreadyIsntPausedAgain() {
		SupportCase asked = openAt("wait-for-answer");
		assertThat(pause("manager1", asked).status()).isEqualTo(200);
		assertThat(pause("agent1", asked).status()).isEqualTo(409);
		assertThat(actions(asked)).containsOnlyOnce("promise.paused");
	}

	@Test
	void theCustomerSeesThatWeWaitForThem() {
		SupportCase asked = openAt("wait-for-answer");
		pause("agent1", asked);
		assertThat(this.customer.opens(this.customer.linkFromMail(asked)).page().text())
			.contains("We wait for your answer");
	}

	private Api.Answer pause(String account, SupportCase of) {
		return this.api.post(account, "/cases/" + of.number() + "/pause", Map.of());
	}

	private SupportCase openAt(String stage) {
		SupportCase there = this.worker.openAt(stage);
		this.worker.awaitDelivery();
		return there;
	}

	private Promise running(SupportCase of) {
		return this.promises.running(of.id()).orElseThrow();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

}
