package org.followthrough.journey;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer doesn't answer whether it is solved.
 */
class SilenceTests extends JourneyTest {

	@Autowired
	private SignOffs signOffs;

	@Autowired
	private Post post;

	@Test
	void aSilentCustomerIsRemindedTwiceBeforeAPersonDecides() {
		SupportCase answered = openAt("sign-off");
		daysPass(2);
		assertThat(latest(answered).reminders()).isEqualTo(1);
		assertThatCalled(answered, "sign-off").isWaitingAt("wait-for-word");
		daysPass(2);
		assertThat(latest(answered).reminders()).isEqualTo(2);
		assertThatCalled(answered, "sign-off").isWaitingAt("wait-for-word");
		daysPass(2);
		assertThat(latest(answered).reminders()).isEqualTo(2);
		assertThatCalled(answered, "sign-off").isWaitingAt("decide-unanswered");
	}

	@Test
	void aReminderLeadsToThePageThatAsks() {
		SupportCase answered = openAt("sign-off");
		daysPass(2);
		String reminder = Post.link(this.post.await(this.customer.address(answered), "tell us yes or no"));
		assertThat(this.customer.opens(reminder).asksForSignOff()).isTrue();
	}

	@Test
	void nobodyButAPersonClosesASilentCase() {
		SupportCase answered = silent();
		daysPass(30);
		assertThat(this.worker.now(answered).isOpen()).isTrue();
		assertThatCalled(answered, "sign-off").isWaitingAt("decide-unanswered");
	}

	@Test
	void aPersonMayCloseItAsUnconfirmed() {
		SupportCase answered = silent();
		does(answered, "decide-unanswered", "outcome", "close");
		assertClosed(answered, Closing.UNCONFIRMED);
		assertThat(latest(answered).decidedBy()).isEqualTo("agent1");
	}

	@Test
	void aPersonMayWriteOnceMoreAndWaitOn() {
		SupportCase answered = silent();
		does(answered, "decide-unanswered", "outcome", "write-again");
		assertThatCalled(answered, "sign-off").isWaitingAt("wait-for-word");
		this.customer.saysYes(answered, "");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void whoWasWrittenToOnceMoreIsRemindedTwiceAgain() {
		SupportCase answered = silent();
		does(answered, "decide-unanswered", "outcome", "write-again");
		daysPass(2);
		daysPass(2);
		assertThat(latest(answered).reminders()).isEqualTo(4);
		daysPass(2);
		assertThatCalled(answered, "sign-off").isWaitingAt("decide-unanswered");
	}

	@Test
	void aYesIsTakenWhileAPersonDecides() {
		SupportCase answered = silent();
		this.customer.saysYes(answered, "");
		assertClosed(answered, Closing.CONFIRMED);
	}

	@Test
	void aNotYetIsTakenWhileAPersonDecides() {
		SupportCase answered = silent();
		this.customer.saysNotYet(answered, "I was away, and it still does not print.");
		assertThatJourney(answered).isWaitingAt("investigate").isNotWaitingAt("sign-off");
		assertThat(this.worker.open(answered)).doesNotContain("decide-unanswered");
	}

	private SupportCase silent() {
		SupportCase answered = openAt("sign-off");
		for (int wait = 0; wait < 3; wait++) {
			daysPass(2);
		}
		return answered;
	}

	private SignOff latest(SupportCase of) {
		return this.signOffs.latest(of.id()).orElseThrow();
	}

}
