package org.followthrough.journey;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.CustomerPage.Shown;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer's last word: by the page or in words.
 */
class SignOffTests extends JourneyTest {

	@Autowired
	private SignOffs signOffs;

	@Test
	void aYesOnThePageClosesTheCaseAsConfirmed() {
		SupportCase answered = openAt("sign-off");
		Shown shown = this.customer.saysYes(answered, "");
		assertThat(shown.done()).contains("The case is closed");
		assertClosed(answered, Closing.CONFIRMED);
		assertThat(latest(answered).answeredBy()).isEqualTo(this.customer.address(answered));
	}

	@Test
	void aYesWithThanksClosesTheCaseToo() {
		SupportCase answered = openAt("sign-off");
		this.customer.saysYes(answered, "Thanks, works now!");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void aYesThatSaysMoreIsReadByAPerson() {
		SupportCase answered = openAt("sign-off");
		Shown shown = this.customer.saysYes(answered, "Yes, but now the scanner is dead.");
		assertThat(shown.done()).contains("A person reads what you wrote");
		assertThatCalled(answered, "sign-off").isWaitingAt("read-answer");
		assertThat(this.worker.now(answered).isOpen()).isTrue();
		assertThat(latest(answered).isOpen()).isTrue();
	}

	@Test
	void aNotYetOnThePageLeadsBackToTheInvestigation() {
		SupportCase answered = openAt("sign-off");
		Shown shown = this.customer.saysNotYet(answered, "Still nothing comes out.");
		assertThat(shown.done()).contains("We go on with it");
		assertThatJourney(answered).isWaitingAtExactly("investigate");
		assertThat(latest(answered).answer()).isEqualTo(SignOff.Answer.SENT_BACK);
	}

	@Test
	void aNotYetNeedsToSayWhatIsWrong() {
		SupportCase answered = openAt("sign-off");
		assertThat(this.customer.saysNotYet(answered, " ").problem()).contains("what is still wrong");
		assertThatJourney(answered).isWaitingAtExactly("sign-off");
		assertThat(latest(answered).isOpen()).isTrue();
	}

	@Test
	void whatWasSentBackCanBeAnsweredAndConfirmed() {
		SupportCase answered = openAt("sign-off");
		this.customer.saysNotYet(answered, "Still nothing comes out.");
		does(answered, "investigate", "answer");
		this.worker.awaitDelivery(answered);
		this.customer.saysYes(answered, "");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void nobodyAnswersTwice() {
		SupportCase answered = openAt("sign-off");
		this.customer.saysYes(answered, "");
		assertThat(this.customer.saysNotYet(answered, "Or not.").problem()).contains("closed already");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void wordsThatMeanYesCloseTheCaseOnceAPersonReadThem() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "It prints.");
		assertThatCalled(answered, "sign-off").isWaitingAt("read-answer");
		does(answered, "read-answer", "outcome", "confirmed");
		assertClosed(answered, Closing.CONFIRMED);
		assertThat(latest(answered).answeredBy()).isEqualTo(this.customer.address(answered));
		assertThat(latest(answered).decidedBy()).isEqualTo("agent1");
	}

	@Test
	void wordsThatMeanNotYetLeadBackToTheInvestigation() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "It prints half of the page.");
		does(answered, "read-answer", "outcome", "sent-back");
		assertThatJourney(answered).isWaitingAtExactly("investigate");
	}

	@Test
	void afterWordsThatMeanNeitherTheWaitGoesOnAndALaterYesCloses() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "I try it tomorrow.");
		does(answered, "read-answer", "outcome", "neither");
		assertThatCalled(answered, "sign-off").isWaitingAt("wait-for-word");
		assertThat(this.customer.opens(this.customer.linkFromMail(answered)).asksForSignOff()).isTrue();
		this.customer.saysYes(answered, "");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void afterWordsThatMeanNeitherTheCustomerIsRemindedAgain() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "I try it tomorrow.");
		does(answered, "read-answer", "outcome", "neither");
		daysPass(2);
		assertThat(latest(answered).reminders()).isEqualTo(1);
	}

	@Test
	void aYesOnThePageNeedsNoReadingOfTheWordsBefore() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "I try it now.");
		this.customer.saysYes(answered, "");
		assertClosed(answered, Closing.CONFIRMED);
	}

	private SignOff latest(SupportCase of) {
		return this.signOffs.latest(of.id()).orElseThrow();
	}

}
