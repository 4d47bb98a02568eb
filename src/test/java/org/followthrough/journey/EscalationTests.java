package org.followthrough.journey;

import java.util.List;

import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
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
	void theEngineerWhoHasTheCaseIsRemindedEveryDay() {
		SupportCase escalated = openAt("engineering");
		this.worker.claims("engineer2", escalated, "reproduce-and-fix");
		daysPass(1);
		assertThat(reminders(escalated)).hasSize(1);
		assertThat(reminders(escalated).get(0).details()).containsEntry("engineer", "engineer2");
		assertThat(this.post.await("engineer2@followthrough.example", escalated.number())).isNotNull();
		daysPass(1);
		assertThat(reminders(escalated)).hasSize(2);
		assertThatCalled(escalated, "escalation").hasPassed("engineer-reminded").isWaitingAt("reproduce-and-fix");
	}

	@Test
	void aCaseThatNoEngineerHasIsRecordedAsWaiting() {
		SupportCase escalated = openAt("engineering");
		daysPass(1);
		assertThat(reminders(escalated)).hasSize(1);
		assertThat(reminders(escalated).get(0).details()).containsEntry("engineer", "");
	}

	@Test
	void afterTheAnswerEngineeringIsLeftInPeace() {
		SupportCase answered = openAt("verification");
		daysPass(2);
		assertThat(reminders(answered)).isEmpty();
	}

	private List<AuditEntry> reminders(SupportCase about) {
		return this.timeline.of(about.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals("escalation.reminded"))
			.toList();
	}

}
