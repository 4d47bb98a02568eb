package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.Escalations;
import org.followthrough.verification.EarlyRelease;
import org.followthrough.verification.FixNotVerified;
import org.followthrough.verification.Involved;
import org.followthrough.verification.Releases;
import org.followthrough.verification.Verifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What a check of a fix means for the other cases of the defect, and what it doesn't: it
 * is shared, what nobody could see is not.
 */
@Tag("thorough")
class SharedChecksTests extends JourneyTest {

	@Autowired
	private Verifications verifications;

	@Autowired
	private Escalations escalations;

	@Autowired
	private DefectGuide guide;

	@Autowired
	private FixAtHand fixes;

	@Autowired
	private Releases releases;

	@Autowired
	private ReleasedFixes released;

	@Autowired
	private TransactionOperations transaction;

	@AfterEach
	void allHaveHeard() {
		hear();
	}

	@Test
	void whatIsOfferedUnverifiedToOneCustomerIsNotToTheOthersAndTheNextCaseIsChecked() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		cannotBeVerified(first);
		hear();
		assertThatCalled(second, "verification").isWaitingAtExactly("defect-verified");
		does(first, "decide-unverified", "second-opinion");
		hear();
		does(first, "answer");
		assertThatJourney(first).isWaitingAtExactly("sign-off");
		assertThatCalled(second, "verification").isWaitingAtExactly("verify-fix");
		assertThatExceptionOfType(FixNotVerified.class).isThrownBy(() -> this.guide.requireOfferable(second));
		does(second, "verify-fix");
		assertThatNoException().isThrownBy(() -> this.guide.requireOfferable(second));
		assertThatJourney(second).isWaitingAtExactly("answer");
	}

	@Test
	void aCaseThatIsSentBackUnverifiedLeavesTheCheckToTheNext() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		cannotBeVerified(first);
		does(first, "decide-unverified", "outcome", "send-back");
		hear();
		assertThatCalled(first, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThatCalled(second, "verification").isWaitingAtExactly("verify-fix");
		does(second, "verify-fix");
		hear();
		assertThatJourney(second).isWaitingAtExactly("answer");
	}

	@Test
	void aCaseThatIsTriedAgainKeepsTheCheck() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		cannotBeVerified(first);
		does(first, "decide-unverified", "outcome", "try-again");
		hear();
		assertThatCalled(first, "verification").isWaitingAtExactly("verify-fix");
		assertThatCalled(second, "verification").isWaitingAtExactly("defect-verified");
		does(first, "verify-fix");
		hear();
		assertThatJourney(second).isWaitingAtExactly("answer");
	}

	@Test
	void failuresInARowCallForOneTalkAndTheOtherCasesWaitForIt() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		for (int times = 1; times < ModelWords.FAILURES_TO_TALK_OVER; times++) {
			does(first, "verify-fix", "outcome", "failed");
			hear();
			does(first, "reproduce-and-fix");
			hear();
		}
		does(first, "verify-fix", "outcome", "failed");
		hear();
		assertThatCalled(first, "verification").isWaitingAtExactly("talk-it-over");
		assertThatCalled(second, "verification").isWaitingAtExactly("defect-verified");
		does(first, "talk-it-over");
		hear();
		assertThatCalled(first, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThatCalled(second, "escalation").isWaitingAtExactly("defect-answered");
		assertThat(this.verifications.failuresInARow(second)).isZero();
	}

	@Test
	void whoGaveTheWorkToTheEngineerVerifiesTheFixOnNoneOfTheCases() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		this.worker.as("support2",
				() -> this.transaction.executeWithoutResult((status) -> this.escalations.assigned(first, "engineer1")));
		does(first, "reproduce-and-fix");
		hear();
		this.customer.withdraws(first);
		hear();
		assertThatExceptionOfType(Involved.class)
			.isThrownBy(() -> this.verifications.requireDisinterested("support2", this.fixes.of(second)));
		assertThatExceptionOfType(Involved.class)
			.isThrownBy(() -> this.worker.does("support2", this.worker.task(second, "verify-fix"), Map.of()));
		does(second, "verify-fix");
		assertThatJourney(second).isWaitingAtExactly("answer");
	}

	@Test
	void aFixThatIsOutTooEarlyIsFlaggedOnEachCaseUntilItIsChecked() {
		String build = "shared-" + UUID.randomUUID();
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		does(first, "reproduce-and-fix", "build", build);
		hear();
		this.worker.as("engineer1", () -> this.released.released(List.of(build), null));
		SupportCase third = openSameAs(first);
		for (SupportCase early : List.of(first, second, third)) {
			assertThat(this.releases.earlyOf(early.id())).singleElement()
				.extracting(EarlyRelease::verificationId)
				.isNull();
		}
		does(first, "verify-fix", "build", build);
		hear();
		SupportCase fourth = openSameAs(first);
		for (SupportCase late : List.of(first, second, third, fourth)) {
			assertThat(this.releases.earlyOf(late.id())).singleElement()
				.extracting(EarlyRelease::verificationId)
				.isNotNull();
			assertThatJourney(late).isWaitingAtExactly("answer");
		}
	}

	private void cannotBeVerified(SupportCase of) {
		does(of, "verify-fix", "outcome", "cannot-verify");
	}

}
