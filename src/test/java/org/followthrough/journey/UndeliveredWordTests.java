package org.followthrough.journey;

import java.time.Duration;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.testing.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody wrote to the customer whose promise is overdue, and the word doesn't arrive.
 */
class UndeliveredWordTests extends JourneyTest {

	@Autowired
	private MailServer mailServer;

	@AfterEach
	void theMailServerIsUpAgain() {
		this.mailServer.up();
	}

	@Test
	void theManagersAreCalledAgainAfterAnHour() {
		SupportCase late = overdueWithoutMail();
		does(late, "overdue-promise", "outcome", "write");
		assertThatJourney(late).isWaitingAt("one-hour").isNotWaitingAt("overdue-promise");
		minutesPass(59);
		assertThatJourney(late).isNotWaitingAt("overdue-promise");
		minutesPass(1);
		assertThatJourney(late).isWaitingAt("overdue-promise");
	}

	@Test
	void theManagersAreCalledAgainAfterTheAgentsWordTook() {
		SupportCase late = overdueWithoutMail();
		this.worker.does(late, "overdue-promise", Map.of("outcome", "reassign", "newOwner", "agent2"));
		does(late, "late-word");
		assertThatJourney(late).isWaitingAt("one-hour");
		minutesPass(60);
		assertThatJourney(late).isWaitingAt("overdue-promise");
	}

	@Test
	void nobodyIsCalledOnceItArrivedWithinTheHour() {
		SupportCase late = overdueWithoutMail();
		does(late, "overdue-promise", "outcome", "write");
		minutesPass(30);
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThatJourney(late).hasPassed("overdue-over").isWaitingAtExactly("investigate");
		minutesPass(60);
		assertThatJourney(late).isWaitingAtExactly("investigate");
	}

	@Test
	void whatArrivesAfterTheHourEndsTheSecondCall() {
		SupportCase late = overdueWithoutMail();
		does(late, "overdue-promise", "outcome", "write");
		minutesPass(60);
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThat(this.worker.open(late)).containsExactly("investigate");
	}

	private SupportCase overdueWithoutMail() {
		SupportCase late = openAt("investigate");
		daysPass(1);
		assertThatJourney(late).isWaitingAt("overdue-promise");
		this.mailServer.down();
		return late;
	}

	private void minutesPass(int minutes) {
		this.timers.advance(Duration.ofMinutes(minutes));
	}

}
