package org.followthrough.journey;

import java.time.Duration;

import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From the customer's first words to what comes of the investigation.
 */
class InvestigationTests extends JourneyTest {

	@Autowired
	private Post post;

	@Test
	void aNewCaseIsReceiptedAndTriagedAndWaitsForAPerson() {
		SupportCase fresh = open();
		assertThatJourney(fresh).hasPassedInOrder("case-opened", "send-receipt", "triage")
			.isWaitingAtExactly("acknowledge");
		assertThat(this.post.await(this.customer.address(fresh), fresh.number())).isNotNull();
	}

	@Test
	void anAcknowledgedCaseIsInvestigated() {
		SupportCase fresh = open();
		does(fresh, "acknowledge");
		assertThatJourney(fresh).isWaitingAtExactly("investigate");
		assertThat(this.worker.now(fresh).acknowledgedAt()).isNotNull();
	}

	@Test
	void whatSupportKnowsIsAnswered() {
		SupportCase known = openAt("investigate");
		does(known, "investigate", "outcome", "answer");
		assertThatJourney(known).isWaitingAtExactly("answer");
		does(known, "answer");
		assertThatJourney(known).isWaitingAtExactly("sign-off");
		assertThatCalled(known, "sign-off").isWaitingAt("wait-for-word");
	}

	@Test
	void aQuestionWaitsForTheCustomersAnswer() {
		SupportCase asked = openAt("investigate");
		does(asked, "investigate", "outcome", "ask");
		assertThatJourney(asked).isWaitingAtExactly("ask-customer");
		does(asked, "ask-customer");
		assertThatJourney(asked).isWaitingAtExactly("wait-for-answer");
		assertThat(this.worker.open(asked)).isEmpty();
	}

	@Test
	void anAnswerOnThePageLeadsBackToTheInvestigation() {
		SupportCase asked = openAt("wait-for-answer");
		this.customer.writes(asked, "The one on the left.");
		assertThatJourney(asked).hasPassed("answer-came").isWaitingAtExactly("investigate");
	}

	@Test
	void anAnswerByMailLeadsBackToTheInvestigation() {
		SupportCase asked = openAt("wait-for-answer");
		String address = this.customer.address(asked);
		this.post.send(address, """
				From: <%s>
				To: <%s>
				Subject: Re: [%s] It does not print
				Message-ID: <answer-to-%s@customer.example>

				The one on the left.
				""".formatted(address, Post.SUPPORT, asked.number(), asked.number()));
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.worker.open(asked), (tasks) -> tasks.contains("investigate"));
		assertThatJourney(asked).hasPassed("answer-came").isWaitingAtExactly("investigate");
	}

	@Test
	void aQuestionIsNotGivenUpBeforeThreeDays() {
		SupportCase asked = openAt("wait-for-answer");
		daysPass(2);
		assertThatJourney(asked).isWaitingAt("wait-for-answer").hasNotPassed("no-answer-yet");
	}

	@Test
	void aQuestionWithoutAnAnswerLeadsBackAfterThreeDays() {
		SupportCase asked = openAt("wait-for-answer");
		daysPass(3);
		assertThatJourney(asked).hasPassed("no-answer-yet")
			.isWaitingAt("investigate")
			.isNotWaitingAt("wait-for-answer");
	}

	@Test
	void whatCantBeSolvedIsExplained() {
		SupportCase hopeless = openAt("investigate");
		does(hopeless, "investigate", "outcome", "unsolved");
		assertThatJourney(hopeless).isWaitingAtExactly("explain-unsolved");
		does(hopeless, "explain-unsolved");
		assertThatJourney(hopeless).isWaitingAtExactly("sign-off");
	}

	@Test
	void whatNeedsEngineeringIsHandedOver() {
		SupportCase faulty = openAt("investigate");
		does(faulty, "investigate", "outcome", "escalate");
		assertThatJourney(faulty).isWaitingAtExactly("escalate");
		does(faulty, "escalate");
		assertThatJourney(faulty).isWaitingAtExactly("engineering");
		assertThatCalled(faulty, "escalation").isWaitingAtExactly("reproduce-and-fix");
	}

}
