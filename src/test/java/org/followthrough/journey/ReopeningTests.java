package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.testing.Api;
import org.followthrough.testing.CustomerPage.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer writes to a closed case.
 */
class ReopeningTests extends JourneyTest {

	@Autowired
	private Api api;

	@Autowired
	private Messages messages;

	@ParameterizedTest
	@EnumSource
	void aClosedCaseIsOpenedAgainWithItsHistoryHoweverItEnded(Closing as) {
		SupportCase closed = closed(as);
		assertClosed(closed, as);
		int before = this.messages.ofCase(closed.id()).size();
		this.customer.writes(closed, "It is back.");
		SupportCase again = this.worker.now(closed);
		assertThat(again.isOpen()).isTrue();
		assertThat(again.reopened()).isEqualTo(1);
		assertThat(again.duplicateOf()).isNull();
		assertThatJourney(again).hasPassed("case-reopened").isWaitingAtExactly("investigate");
		assertThat(this.messages.ofCase(closed.id())).hasSizeGreaterThan(before);
	}

	@ParameterizedTest
	@EnumSource
	void aReopenedCaseTravelsToItsEndAgain(Closing as) {
		SupportCase reopened = closed(as);
		this.customer.writes(reopened, "It is back.");
		does(reopened, "investigate", "answer");
		this.worker.awaitDelivery();
		this.customer.saysYes(reopened, "");
		assertClosed(reopened, Closing.CONFIRMED);
	}

	@Test
	void aCaseIsReopenedAsOftenAsItTakes() {
		SupportCase closed = closed(Closing.CONFIRMED);
		for (int times = 1; times <= 3; times++) {
			this.customer.writes(closed, "It is back.");
			assertThat(this.worker.now(closed).reopened()).isEqualTo(times);
			this.customer.withdraws(closed);
			assertClosed(closed, Closing.WITHDRAWN);
		}
	}

	@Test
	void aReopenedCaseHasItsPromiseAndItsClock() {
		SupportCase closed = closed(Closing.CONFIRMED);
		this.customer.writes(closed, "It is back.");
		daysPass(1);
		assertThatJourney(closed).isWaitingAt("overdue-promise");
	}

	@Test
	void theQuestionOfAnEndedCaseIsNotAskedAgainWhenItIsReopened() {
		SupportCase ended = openAt("sign-off");
		this.customer.withdraws(ended);
		this.customer.writes(ended, "I do need it after all.");
		assertThat(this.customer.opens(this.customer.linkFromMail(ended)).asksForSignOff()).isFalse();
		Shown refused = this.customer.saysYes(ended, "");
		assertThat(refused.done()).isEmpty();
		assertThat(refused.problem()).contains("no open question");
		assertThatJourney(ended).isWaitingAtExactly("investigate");
	}

	private SupportCase closed(Closing as) {
		SupportCase closed = switch (as) {
			case UNSOLVED -> openAt("explain-unsolved");
			case DUPLICATE, SPAM, WITHDRAWN -> openAt("engineering");
			default -> openAt("sign-off");
		};
		switch (as) {
			case CONFIRMED -> this.customer.saysYes(closed, "");
			case UNCONFIRMED -> {
				for (int wait = 0; wait < 3; wait++) {
					daysPass(2);
				}
				does(closed, "decide-unanswered", "outcome", "close");
			}
			case UNSOLVED -> {
				does(closed, "explain-unsolved");
				this.customer.saysYes(closed, "");
			}
			case WITHDRAWN -> this.customer.withdraws(closed);
			case DUPLICATE -> this.api.post("agent1", "/cases/" + closed.number() + "/close",
					Map.of("as", "duplicate", "reason", "The same printer.", "of", open().number()));
			case SPAM -> this.api.post("agent1", "/cases/" + closed.number() + "/close",
					Map.of("as", "spam", "reason", "An advertisement."));
		}
		return closed;
	}

}
