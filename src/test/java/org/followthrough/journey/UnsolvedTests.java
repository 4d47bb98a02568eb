package org.followthrough.journey;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can't be solved: the customer is told why, and has the last word all the same.
 */
class UnsolvedTests extends JourneyTest {

	@Test
	void acceptedItIsClosedAsUnsolved() {
		SupportCase explained = explained();
		this.customer.saysYes(explained, "");
		assertClosed(explained, Closing.UNSOLVED);
	}

	@Test
	void sentBackSomebodyLooksAgain() {
		SupportCase explained = explained();
		this.customer.saysNotYet(explained, "Somebody else should look.");
		assertThatJourney(explained).isWaitingAtExactly("investigate");
	}

	@Test
	void acceptedInWordsItIsClosedAsUnsolved() {
		SupportCase explained = explained();
		this.customer.writes(explained, "A pity, but so be it.");
		does(explained, "read-answer", "outcome", "confirmed");
		assertClosed(explained, Closing.UNSOLVED);
	}

	@Test
	void unansweredItIsClosedAsUnsolvedByAPerson() {
		SupportCase explained = explained();
		for (int wait = 0; wait < 3; wait++) {
			daysPass(2);
		}
		does(explained, "decide-unanswered", "outcome", "close");
		assertClosed(explained, Closing.UNSOLVED);
	}

	@Test
	void solvedAfterAllItIsClosedAsConfirmed() {
		SupportCase explained = explained();
		this.customer.saysNotYet(explained, "Somebody else should look.");
		does(explained, "investigate", "answer");
		this.worker.awaitDelivery(explained);
		this.customer.saysYes(explained, "");
		assertClosed(explained, Closing.CONFIRMED);
	}

	@Test
	void thePageAsksWhetherTheyAcceptIt() {
		SupportCase explained = explained();
		assertThat(this.customer.opens(this.customer.linkFromMail(explained)).page().text())
			.contains("Can you live with that?");
	}

	private SupportCase explained() {
		SupportCase hopeless = openAt("explain-unsolved");
		does(hopeless, "explain-unsolved");
		return hopeless;
	}

}
