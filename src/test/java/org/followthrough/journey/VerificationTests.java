package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verification.Outcome;
import org.followthrough.verification.Verifications;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a fix passes, or doesn't.
 */
class VerificationTests extends JourneyTest {

	@Autowired
	private Verifications verifications;

	@Test
	void aFixThatPassedIsOfferedToTheCustomer() {
		SupportCase fixed = openAt("verification");
		does(fixed, "verify-fix", "outcome", "passed");
		assertThatJourney(fixed).isWaitingAtExactly("answer");
		does(fixed, "answer");
		assertThatJourney(fixed).isWaitingAtExactly("sign-off");
	}

	@Test
	void aFixThatFailedGoesBackToEngineering() {
		SupportCase fixed = openAt("verification");
		does(fixed, "verify-fix", "outcome", "failed");
		assertThatJourney(fixed).isWaitingAtExactly("engineering");
		assertThatCalled(fixed, "escalation").isWaitingAtExactly("reproduce-and-fix");
	}

	@Test
	void everyFailedCheckIsCounted() {
		SupportCase fixed = openAt("verification");
		does(fixed, "verify-fix", "outcome", "failed");
		does(fixed, "reproduce-and-fix");
		does(fixed, "verify-fix", "outcome", "failed");
		does(fixed, "reproduce-and-fix", "verify-fix");
		assertThatJourney(fixed).isWaitingAtExactly("answer");
		assertThat(this.verifications.ofCase(fixed.id())).extracting(Verification::outcome)
			.containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.PASSED);
	}

	@Test
	void aCheckNamesItsBuildItsStepsAndItsEvidence() {
		SupportCase fixed = openAt("verification");
		this.worker.does(fixed, "verify-fix",
				Map.of("build", "2.4.1-rc3", "steps", "Printed ten pages.", "evidence", "Ten pages came."));
		assertThat(this.verifications.ofCase(fixed.id())).singleElement().satisfies((check) -> {
			assertThat(check.build()).isEqualTo("2.4.1-rc3");
			assertThat(check.steps()).isEqualTo("Printed ten pages.");
			assertThat(check.evidence()).isEqualTo("Ten pages came.");
			assertThat(check.verifiedBy()).isEqualTo("support1");
		});
	}

}
