package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Timeline;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.testing.Api;
import org.followthrough.testing.AtOnce;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Customer and Support do something with one case at the same moment.
 */
@Tag("thorough")
class RaceTests extends JourneyTest {

	@Autowired
	private Api api;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@RepeatedTest(10)
	void theCustomersWordsAndASupportersTaskBothCount() {
		SupportCase open = openAt("investigate");
		TaskView task = this.worker.claims("agent1", open, "investigate");
		String link = this.customer.freshLink(open);
		List<Integer> statuses = AtOnce
			.all(List.of(() -> this.customer.sends(link, "reply", Map.of("text", "And another thing.")).status(),
					() -> complete("agent1", task, Map.of("outcome", "escalate"))));
		assertThat(statuses).containsExactly(200, 200);
		assertThatJourney(open).isWaitingAt("read-message").isWaitingAt("escalate");
		assertThat(this.messages.ofCase(open.id())).extracting(Message::body).containsOnlyOnce("And another thing.");
		assertThat(this.timeline.firstBreak(open.number())).isZero();
	}

	@RepeatedTest(10)
	void aCaseEndsOnceWhoeverIsFaster() {
		SupportCase silent = openAt("sign-off");
		for (int wait = 0; wait < 3; wait++) {
			daysPass(2);
		}
		TaskView task = this.worker.claims("agent1", silent, "decide-unanswered");
		String link = this.customer.freshLink(silent);
		List<Integer> statuses = AtOnce
			.all(List.of(() -> this.customer.sends(link, "sign-off", Map.of("answer", "yes")).status(),
					() -> complete("agent1", task, Map.of("outcome", "close", "message", "We close this."))));
		assertThat(statuses.get(0)).isEqualTo(200);
		assertThat(statuses.get(1)).isIn(200, 409);
		assertClosed(silent, (statuses.get(1) == 200) ? Closing.UNCONFIRMED : Closing.CONFIRMED);
	}

	@RepeatedTest(10)
	void aReopenedCaseIsOpenedOnceHoweverMuchIsWritten() {
		SupportCase closed = openAt("sign-off");
		this.customer.saysYes(closed, "");
		String link = this.customer.freshLink(closed);
		List<Integer> statuses = AtOnce
			.all(List.of(() -> this.customer.sends(link, "reply", Map.of("text", "It is back.")).status(),
					() -> this.customer.sends(link, "reply", Map.of("text", "It really is.")).status()));
		assertThat(statuses).containsExactly(200, 200);
		assertThat(this.worker.now(closed).reopened()).isEqualTo(1);
		assertThatJourney(closed).isWaitingAt("investigate");
		assertThat(this.messages.ofCase(closed.id())).extracting(Message::body)
			.containsOnlyOnce("It is back.", "It really is.");
	}

	@RepeatedTest(10)
	void aTaskIsCompletedWhileATimerRings() {
		SupportCase open = openAt("investigate");
		TaskView task = this.worker.claims("agent1", open, "investigate");
		this.worker.awaitDelivery();
		this.timers.passes(Duration.ofHours(24));
		List<Integer> statuses = AtOnce
			.all(List.of(() -> complete("agent1", task, Map.of("outcome", "escalate")), this.timers::ring));
		assertThat(statuses.get(0)).isEqualTo(200);
		// A timer that was overtaken rings again a minute later.
		this.timers.advance(Duration.ofMinutes(1));
		assertThatJourney(open).isWaitingAt("escalate").isWaitingAt("overdue-promise");
	}

	@RepeatedTest(10)
	void twoWhoEndACaseEndItOnce() {
		SupportCase open = openAt("engineering");
		String close = "/cases/" + open.number() + "/close";
		List<Integer> statuses = AtOnce
			.all(List.of(() -> this.api.post("agent1", close, Map.of("as", "spam", "reason", "Junk.")).status(),
					() -> this.api.post("agent2", close, Map.of("as", "spam", "reason", "Junk.")).status()));
		assertThat(statuses).containsExactlyInAnyOrder(200, 409);
		assertClosed(open, Closing.SPAM);
	}

	private int complete(String account, TaskView task, Map<String, ?> fields) {
		return this.api.post(account, "/tasks/" + task.id() + "/complete", Map.of("fields", fields)).status();
	}

}
