package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The main path of a case, once the whole way.
 */
@FollowthroughTest
class WholeJourneyTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private PromiseCheck promises;

	@Test
	void aCaseTravelsByEngineeringAndVerificationToItsSignOff() {
		SupportCase travelling = this.worker.open();
		assertThat(this.worker.open(travelling)).containsExactly("acknowledge");
		this.worker.does(travelling, "acknowledge");
		this.worker.does(travelling, "investigate", Map.of("outcome", "escalate"));
		this.worker.does(travelling, "escalate", "reproduce-and-fix");
		this.worker.does(travelling, "verify-fix", Map.of("outcome", "failed"));
		this.worker.does(travelling, "reproduce-and-fix", "verify-fix", "answer");
		assertThat(this.worker.open(travelling)).isEmpty();
		assertThat(this.worker.now(travelling).stage()).isEqualTo("sign-off");
		this.worker.awaitDelivery(travelling);
		this.promises.allKept();
		assertThat(this.worker.now(travelling).closedAs()).isNotEqualTo(Closing.CONFIRMED);
	}

}
