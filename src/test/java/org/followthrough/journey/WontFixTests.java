package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Engineering won't fix it: the customer is told so by a person.
 */
class WontFixTests extends JourneyTest {

	@Autowired
	private Api api;

	@Test
	void itIsNotPassedOffAsAnAnswer() {
		SupportCase hopeless = wontFix();
		TaskView task = this.worker.claims("agent1", hopeless, "investigate");
		Api.Answer refused = this.api.post("agent1", "/tasks/" + task.id() + "/complete",
				Map.of("fields", Map.of("outcome", "answer")));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("outcome");
		assertThat(refused.text()).contains("Engineering won't fix this");
		assertThatThrownBy(() -> this.worker.does("agent1", task, Map.of("outcome", "answer")))
			.hasMessageContaining("Engineering won't fix this");
		assertThatJourney(hopeless).isWaitingAtExactly("investigate");
	}

	@Test
	void theCustomerIsToldAndHasTheLastWord() {
		SupportCase hopeless = wontFix();
		does(hopeless, "investigate", "outcome", "unsolved");
		does(hopeless, "explain-unsolved");
		this.worker.awaitDelivery(hopeless);
		this.customer.saysYes(hopeless, "");
		assertClosed(hopeless, Closing.UNSOLVED);
	}

	@Test
	void whatHelpsAllTheSameCanBeOfferedOnceTheyKnow() {
		SupportCase hopeless = wontFix();
		does(hopeless, "investigate", "outcome", "unsolved");
		does(hopeless, "explain-unsolved");
		this.customer.saysNotYet(hopeless, "Is there no other way?");
		does(hopeless, "investigate", "answer");
		assertThatJourney(hopeless).isWaitingAtExactly("sign-off");
	}

	@Test
	void itCanBeHandedOverAgain() {
		SupportCase hopeless = wontFix();
		does(hopeless, "investigate", "outcome", "escalate");
		does(hopeless, "escalate", "reproduce-and-fix", "verify-fix", "answer");
		assertThatJourney(hopeless).isWaitingAtExactly("sign-off");
	}

	private SupportCase wontFix() {
		SupportCase escalated = openAt("engineering");
		does(escalated, "reproduce-and-fix", "outcome", "wont-fix");
		return escalated;
	}

}
