package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise;
import org.followthrough.promises.StepPromises;
import org.followthrough.testing.Api;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What engineering can answer, and that it is reminded until it does.
 */
class EscalationTests extends JourneyTest {

	@Autowired
	private Post post;

	@Autowired
	private Api api;

	@Autowired
	private StepPromises owed;

	@Autowired
	private Timeline timeline;

	@Test
	void aFixGoesToVerification() {
		SupportCase faulty = openAt("engineering");
		does(faulty, "reproduce-and-fix", "outcome", "fixed");
		assertThatJourney(faulty).isWaitingAtExactly("verification");
		assertThatCalled(faulty, "verification").isWaitingAtExactly("verify-fix");
	}

	@ParameterizedTest
	@ValueSource(strings = { "not-a-defect", "wont-fix" })
	void withoutAFixSupportInvestigatesFurther(String outcome) {
		SupportCase escalated = openAt("engineering");
		does(escalated, "reproduce-and-fix", "outcome", outcome);
		assertThatJourney(escalated).isWaitingAtExactly("investigate").hasNotPassed("verification");
	}

	@Test
	void aCaseCanBeHandedOverAgain() {
		SupportCase escalated = openAt("engineering");
		does(escalated, "reproduce-and-fix", "outcome", "not-a-defect");
		does(escalated, "investigate", "outcome", "escalate");
		does(escalated, "escalate", "reproduce-and-fix");
		assertThatJourney(escalated).isWaitingAtExactly("verification");
	}

	@Test
	void nobodyIsRemindedOfWhatTheyAnsweredMeanwhile() {
		SupportCase answered = openAt("engineering");
		SupportCase quiet = openAt("engineering");
		this.worker.claims("engineer1", answered, "reproduce-and-fix");
		this.worker.claims("engineer1", quiet, "reproduce-and-fix");
		hoursPass(19);
		does(answered, "reproduce-and-fix");
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(mailsTo("engineer1", quiet.number())).isNotEmpty()
			.noneMatch((text) -> text.contains(answered.number()));
	}

	@Test
	void whoHasTheCaseIsRemindedBeforeItsAnswerIsDueAndManagersAreCalledWhenItIsLate() {
		SupportCase escalated = openAt("engineering");
		this.worker.claims("engineer2", escalated, "reproduce-and-fix");
		hoursPass(19);
		assertThat(owed(escalated, "promise.reminded")).containsExactly("engineering-answer");
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(this.post.await("engineer2@followthrough.example", escalated.number())).isNotNull();
		hoursPass(5);
		assertThat(owed(escalated, "promise.overdue")).containsExactly("engineering-answer");
		this.timers.passes(Duration.ofMinutes(1));
		Awaitility.await("a call about this case, after those about others")
			.untilAsserted(() -> assertThat(mailsTo("agent1", "ate in engineering"))
				.anyMatch((text) -> text.contains(escalated.number())));
		hoursPass(4);
		assertThat(owed(escalated, "promise.still-overdue")).containsExactly("engineering-answer");
		daysPass(3);
		assertThat(owed(escalated, "promise.overdue")).hasSize(1);
		assertThatCalled(escalated, "escalation").hasPassed("engineer-reminded").isWaitingAt("reproduce-and-fix");
	}

	@Test
	void aReportOfEngineeringKeepsItsPromiseAndOwesTheNext() {
		SupportCase escalated = openAt("engineering");
		hoursPass(20);
		notes("engineer2", escalated, "I can reproduce it.");
		assertThat(owed(escalated, "promise.kept")).containsExactly("engineering-answer");
		assertThat(this.owed.running(escalated)).get()
			.satisfies((report) -> assertThat(report.kind()).isEqualTo(Promise.Kind.ENGINEERING_REPORT))
			.satisfies((report) -> assertThat(this.worker.task(escalated, "reproduce-and-fix").dueAt())
				.isEqualTo(report.dueAt()));
		hoursPass(23);
		assertThat(owed(escalated, "promise.overdue")).isEmpty();
		hoursPass(1);
		assertThat(owed(escalated, "promise.overdue")).containsExactly("engineering-report");
	}

	@Test
	void aNoteOfAnybodyElseIsNoReport() {
		SupportCase escalated = openAt("engineering");
		notes("agent1", escalated, "They are at it, I think.");
		assertThat(owed(escalated, "promise.kept")).isEmpty();
	}

	@Test
	void afterTheAnswerEngineeringOwesNothing() {
		SupportCase answered = openAt("verification");
		assertThat(owed(answered, "promise.kept")).containsExactly("engineering-answer");
		daysPass(1);
		assertThat(owed(answered, "promise.overdue")).containsExactly("verification");
		assertThatCalled(answered, "verification").hasPassed("verifier-reminded").isWaitingAt("verify-fix");
		does(answered, "verify-fix");
		assertThat(owed(answered, "promise.broken")).containsExactly("verification");
		assertThat(this.owed.running(answered)).isEmpty();
	}

	@Test
	void whatEngineeringOwesEndsWithTheCase() {
		SupportCase escalated = openAt("engineering");
		this.customer.withdraws(escalated);
		assertThat(owed(escalated, "promise.released")).containsExactly("engineering-answer");
	}

	private void notes(String account, SupportCase about, String words) {
		assertThat(this.api
			.post(account, "/cases/" + about.number() + "/messages", Map.of("text", words, "visibility", "internal"))
			.status()).isEqualTo(201);
	}

	/** Once there is one with some words. */
	private List<String> mailsTo(String account, String words) {
		String address = account + "@followthrough.example";
		this.post.await(address, words);
		return this.post.mailbox(address).stream().map(Post::text).filter((text) -> text.contains(words)).toList();
	}

	private void hoursPass(int hours) {
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofHours(hours));
	}

	/** The promises of engineering and verifiers that something happened to. */
	private List<Object> owed(SupportCase about, String action) {
		return this.timeline.of(about.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.map((entry) -> entry.details().get("kind"))
			.filter((kind) -> String.valueOf(kind).matches("engineering-.*|verification"))
			.toList();
	}

}
