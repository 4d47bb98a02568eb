package org.followthrough.journey;

import java.time.Duration;
import java.util.Map;

import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Post;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verification.Outcome;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How a fix passes, or doesn't, or nobody can tell.
 */
class VerificationTests extends JourneyTest {

	@Autowired
	private Verifications verifications;

	@Autowired
	private UnverifiedFixes unverified;

	@Autowired
	private FormContext forms;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Post post;

	@Test
	void aFixThatPassedIsOfferedToTheCustomer() {
		SupportCase fixed = openAt("verification");
		does(fixed, "verify-fix", "outcome", "passed");
		assertThatJourney(fixed).isWaitingAtExactly("answer");
		assertThat(shown(fixed, "answer", "checked")).startsWith("Yes: Support has seen the fix in build 1.0.1 work");
		does(fixed, "answer");
		assertThatJourney(fixed).isWaitingAtExactly("sign-off");
	}

	@Test
	void aFixThatFailedGoesBackToEngineeringWithWhatWasSeen() {
		SupportCase fixed = openAt("verification");
		does(fixed, "verify-fix", "outcome", "failed");
		assertThatJourney(fixed).isWaitingAtExactly("engineering");
		assertThatCalled(fixed, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThat(shown(fixed, "reproduce-and-fix", "verificationSaid")).contains("Failed on build 1.0.1, by support1",
				"Debian 12, tray 2", "Printed.", "Paper came.");
	}

	@Test
	void everyFailedCheckIsCounted() {
		SupportCase fixed = openAt("verification");
		fails(fixed);
		does(fixed, "reproduce-and-fix");
		fails(fixed);
		assertThat(this.verifications.failuresInARow(fixed)).isEqualTo(2);
		does(fixed, "reproduce-and-fix", "verify-fix");
		assertThatJourney(fixed).isWaitingAtExactly("answer");
		assertThat(this.verifications.ofCase(fixed.id())).extracting(Verification::outcome)
			.containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.PASSED);
		assertThat(this.verifications.failuresInARow(fixed)).isZero();
	}

	@Test
	void aCheckNamesItsBuildItsPlaceItsStepsAndItsEvidence() {
		SupportCase fixed = openAt("verification");
		this.worker.does(fixed, "verify-fix", Map.of("build", "2.4.1-rc3", "otherBuild", "It contains 1.0.1.",
				"environment", "Staging", "steps", "Printed ten pages.", "evidence", "Ten pages came."));
		assertThat(this.verifications.ofCase(fixed.id())).singleElement().satisfies((check) -> {
			assertThat(check.build()).isEqualTo("2.4.1-rc3");
			assertThat(check.otherBuild()).isEqualTo("It contains 1.0.1.");
			assertThat(check.environment()).isEqualTo("Staging");
			assertThat(check.steps()).isEqualTo("Printed ten pages.");
			assertThat(check.evidence()).isEqualTo("Ten pages came.");
			assertThat(check.cannotVerify()).isNull();
			assertThat(check.verifiedBy()).isEqualTo("support1");
		});
	}

	@Test
	void anotherBuildThanTheFixsNeedsAReason() {
		SupportCase fixed = openAt("verification");
		assertThatExceptionOfType(Invalid.class)
			.isThrownBy(() -> this.worker.does(fixed, "verify-fix", Map.of("build", "1.0.2")))
			.satisfies((refused) -> assertThat(refused.fields()).containsOnlyKeys("otherBuild"))
			.withMessageContaining("The fix is in build 1.0.1");
		assertThat(this.verifications.ofCase(fixed.id())).isEmpty();
	}

	@Test
	void whatCantBeVerifiedNeedsAReason() {
		SupportCase fixed = openAt("verification");
		assertThatExceptionOfType(Invalid.class).isThrownBy(
				() -> this.worker.does(fixed, "verify-fix", Map.of("outcome", "cannot-verify", "cannotVerify", " ")))
			.satisfies((refused) -> assertThat(refused.fields()).containsOnlyKeys("cannotVerify"));
		assertThatCalled(fixed, "verification").isWaitingAtExactly("verify-fix");
	}

	@Test
	void threeFailuresInARowCallEngineerVerifierAndManagerTogether() {
		SupportCase failing = failedThreeTimes();
		assertThatCalled(failing, "verification").isWaitingAtExactly("talk-it-over");
		assertThat(shown(failing, "talk-it-over", "failures").split("Failed on build 1.0.1")).hasSize(4);
		this.timers.passes(Duration.ofMinutes(1));
		for (String account : new String[] { "engineer1", "support1", "manager1" }) {
			assertThat(Post.text(this.post.await(account + "@followthrough.example", failing.number())))
				.contains("keep");
		}
		does(failing, "talk-it-over", "message", "Sara shows Eva the printer.");
		assertThatJourney(failing).isWaitingAtExactly("engineering");
		assertThat(shown(failing, "reproduce-and-fix", "verificationSaid")).contains("Failed on build",
				"Sara shows Eva the printer.");
		assertThat(this.verifications.failuresInARow(failing)).isZero();
	}

	@Test
	void afterTheTalkFailuresAreCountedAnew() {
		SupportCase failing = failedThreeTimes();
		does(failing, "talk-it-over", "reproduce-and-fix");
		fails(failing);
		assertThatCalled(failing, "escalation").isWaitingAtExactly("reproduce-and-fix");
		does(failing, "reproduce-and-fix");
		fails(failing);
		does(failing, "reproduce-and-fix");
		fails(failing);
		assertThatCalled(failing, "verification").isWaitingAtExactly("talk-it-over");
	}

	private SupportCase failedThreeTimes() {
		SupportCase failing = openAt("verification");
		fails(failing);
		does(failing, "reproduce-and-fix");
		fails(failing);
		does(failing, "reproduce-and-fix");
		fails(failing);
		return failing;
	}

	private void fails(SupportCase of) {
		does(of, "verify-fix", "outcome", "failed");
	}

	@Test
	void whatNobodyCanVerifyAManagerAndASecondEngineerMayOffer() {
		SupportCase unsure = openAt("verification");
		cannotBeVerified(unsure);
		assertThatCalled(unsure, "verification").isWaitingAtExactly("decide-unverified");
		assertThat(shown(unsure, "decide-unverified", "unverified")).contains("There is no such printer here.");
		does(unsure, "decide-unverified", "outcome", "offer");
		assertThatCalled(unsure, "verification").isWaitingAtExactly("second-opinion");
		assertThat(shown(unsure, "second-opinion", "unverified")).contains("manager1 decided (offer)",
				"It can only get better.");
		does(unsure, "second-opinion", "outcome", "offer");
		assertThatJourney(unsure).isWaitingAtExactly("answer");
		assertThat(shown(unsure, "answer", "checked")).startsWith("No: nobody could check build 1.0.1");
		does(unsure, "answer");
		assertThatJourney(unsure).isWaitingAtExactly("sign-off");
		assertThat(this.unverified.ofCase(unsure.id())).hasSize(2);
		assertThat(this.timeline.of(unsure.number(), 0, 1000))
			.filteredOn((entry) -> entry.action().startsWith("verification."))
			.extracting((entry) -> entry.action() + ": " + entry.details().get("reason"))
			.containsExactly("verification.cannot-verify: There is no such printer here.",
					"verification.decided-manager: It can only get better.",
					"verification.decided-second: I read the change.");
	}

	@ParameterizedTest
	@CsvSource({ "decide-unverified, try-again, verification, verify-fix",
			"decide-unverified, send-back, escalation, reproduce-and-fix",
			"second-opinion, try-again, verification, verify-fix",
			"second-opinion, send-back, escalation, reproduce-and-fix" })
	void whereOneOfThemDoesNotAgreeTheCustomerDoesNotGetIt(String task, String decision, String process, String next) {
		SupportCase unsure = openAt("verification");
		cannotBeVerified(unsure);
		if (task.equals("second-opinion")) {
			does(unsure, "decide-unverified");
		}
		does(unsure, task, "outcome", decision);
		assertThatCalled(unsure, process).isWaitingAtExactly(next);
		assertThat(this.unverified.isAccepted(this.verifications.latest(unsure.id()).orElseThrow().fixId())).isFalse();
		assertThat(this.verifications.failuresInARow(unsure)).isZero();
	}

	@Test
	void anotherTryCanPass() {
		SupportCase unsure = openAt("verification");
		cannotBeVerified(unsure);
		does(unsure, "decide-unverified", "outcome", "try-again");
		does(unsure, "verify-fix");
		assertThatJourney(unsure).isWaitingAtExactly("answer");
		assertThat(shown(unsure, "answer", "checked")).startsWith("Yes");
	}

	@Test
	void whoCouldNotVerifyAFixIsNoSecondOpinionOnIt() {
		SupportCase unsure = openAt("verification");
		cannotBeVerified(unsure);
		does(unsure, "decide-unverified");
		TaskView second = this.worker.task(unsure, "second-opinion");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.worker.does("support1", second, Map.of()))
			.withMessageContaining("You could not verify this fix, so somebody else has to decide");
		this.worker.does("support2", second, Map.of());
		assertThatJourney(unsure).isWaitingAtExactly("answer");
	}

	private void cannotBeVerified(SupportCase of) {
		does(of, "verify-fix", "outcome", "cannot-verify");
	}

	private String shown(SupportCase of, String task, String field) {
		return String.valueOf(this.forms.of(this.worker.task(of, task).id()).get(field));
	}

}
