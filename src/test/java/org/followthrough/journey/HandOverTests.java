package org.followthrough.journey;

import java.time.Duration;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandedOver;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.promises.StepPromises;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hand-over that engineering can't work with goes back to Support, and round again
 * until it is complete.
 */
class HandOverTests extends JourneyTest {

	private static final Map<String, String> BACK = Map.of("outcome", "incomplete", "build", "", "explanation",
			"Which tray?");

	@Autowired
	private Escalations escalations;

	@Autowired
	private FormContext forms;

	@Autowired
	private Promises owedToCustomers;

	@Autowired
	private StepPromises owed;

	@Test
	void whatIsIncompleteGoesBackToWhoHandsOver() {
		SupportCase incomplete = openAt("engineering");
		this.worker.does(incomplete, "reproduce-and-fix", BACK);
		assertThatJourney(incomplete).isWaitingAtExactly("escalate");
		assertThat(this.escalations.ofCase(incomplete.id())).singleElement()
			.extracting(HandedOver::sentBack)
			.extracting(EngineeringAnswer::explanation, EngineeringAnswer::answeredBy)
			.containsExactly("Which tray?", "engineer1");
		assertThat(this.escalations.currentFix(incomplete.id())).isEmpty();
		does(incomplete, "escalate");
		assertThatJourney(incomplete).isWaitingAtExactly("engineering");
		does(incomplete, "reproduce-and-fix");
		assertThatJourney(incomplete).isWaitingAtExactly("verification");
		assertThat(this.escalations.ofCase(incomplete.id())).hasSize(2)
			.last()
			.satisfies((second) -> assertThat(second.sentBack()).isNull());
	}

	@Test
	void whoHandsOverAgainSeesWhatIsMissingAndBeginsWithWhatTheySaid() {
		SupportCase incomplete = openAt("escalate");
		does(incomplete, "escalate", "workaround", "Print at home.");
		Map<String, Object> engineers = form(incomplete, "reproduce-and-fix");
		assertThat(engineers.get("handOver")).asString()
			.contains("Steps:\nPrint.", "Workaround:\nPrint at home.", "How often does it happen?\n(left open)");
		this.worker.does(incomplete, "reproduce-and-fix", BACK);
		Map<String, Object> agents = form(incomplete, "escalate");
		assertThat(agents).containsEntry("steps", "Print.")
			.containsEntry("affected", "one")
			.containsEntry("workaround", "Print at home.");
		assertThat(agents.get("sentBack")).asString().contains("engineer1", "Which tray?");
	}

	@Test
	void theCustomersClockRunsOnAndEngineeringsBeginsAnew() {
		SupportCase incomplete = openAt("engineering");
		this.worker.awaitDelivery(incomplete);
		Promise toCustomer = this.owedToCustomers.running(incomplete.id()).orElseThrow();
		Promise first = this.owed.running(incomplete).orElseThrow();
		this.worker.does(incomplete, "reproduce-and-fix", BACK);
		assertThat(this.owed.running(incomplete)).isEmpty();
		assertThat(this.owedToCustomers.running(incomplete.id())).contains(toCustomer);
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofHours(1));
		does(incomplete, "escalate");
		assertThat(this.owed.running(incomplete)).get().satisfies((second) -> {
			assertThat(second.kind()).isEqualTo(Promise.Kind.ENGINEERING_ANSWER);
			assertThat(second.dueAt()).isAfter(first.dueAt());
		});
		assertThat(this.owedToCustomers.running(incomplete.id())).contains(toCustomer);
	}

	@Test
	void aFixThatFailedMayShowThatSomethingIsMissing() {
		SupportCase failed = openAt("verification");
		does(failed, "verify-fix", "outcome", "failed");
		this.worker.does(failed, "reproduce-and-fix", BACK);
		assertThatJourney(failed).isWaitingAtExactly("escalate");
		does(failed, "escalate", "reproduce-and-fix", "verify-fix", "answer");
		assertThatJourney(failed).isWaitingAtExactly("sign-off");
	}

	private Map<String, Object> form(SupportCase of, String task) {
		return this.forms.of(this.worker.task(of, task).id());
	}

}
