package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Turn;
import org.followthrough.correspondence.Turns;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defect.State;
import org.followthrough.defects.Defects;
import org.followthrough.defects.FixDoubts;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How the cases of one defect go together: one answer, one check and one regression for
 * all of them, and a word to each customer.
 */
@Tag("thorough")
class DefectTests extends JourneyTest {

	@Autowired
	private Defects defects;

	@Autowired
	private FixDoubts doubts;

	@Autowired
	private Escalations escalations;

	@Autowired
	private Verifications verifications;

	@Autowired
	private VerificationTexts texts;

	@Autowired
	private Turns turns;

	@Autowired
	private Promises owed;

	@Autowired
	private Timeline timeline;

	@Autowired
	private TransactionOperations transaction;

	@AfterEach
	void allHaveHeard() {
		hear();
	}

	@Test
	void engineeringGetsOneTaskForADefectAndTheOtherCasesWait() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		assertThatCalled(first, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThatCalled(second, "escalation").isWaitingAtExactly("defect-answered");
		assertThat(second.stage()).isEqualTo("engineering");
		assertThat(this.worker.open(second)).isEmpty();
		assertThat(this.owed.running(second.id())).isPresent();
	}

	@Test
	void oneFixAndOneCheckServeAllAndEachCustomerGetsWordOfTheirOwn() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		does(first, "reproduce-and-fix");
		hear();
		assertThatCalled(second, "verification").isWaitingAtExactly("defect-verified");
		assertThat(state(first)).isEqualTo(State.FIXED);
		does(first, "verify-fix");
		hear();
		assertThat(state(first)).isEqualTo(State.VERIFIED);
		for (SupportCase woken : List.of(first, second)) {
			assertThatJourney(woken).isWaitingAtExactly("answer");
			does(woken, "answer");
			assertThatJourney(woken).isWaitingAtExactly("sign-off");
		}
		assertThat(this.escalations.currentFix(second.id())).get()
			.satisfies((fix) -> assertThat(fix.answeredBy()).isEqualTo("engineer1"))
			.extracting(EngineeringAnswer::origin)
			.isEqualTo(this.escalations.currentFix(first.id()).orElseThrow().id());
	}

	@Test
	void aFailedCheckSendsAllBackAndOneOfThemGivesEngineeringTheTask() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		does(first, "reproduce-and-fix");
		hear();
		does(first, "verify-fix", "outcome", "failed");
		hear();
		assertThat(state(first)).isEqualTo(State.FAILED);
		assertThatCalled(first, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThatCalled(second, "escalation").isWaitingAtExactly("defect-answered");
		does(first, "reproduce-and-fix", "build", "1.0.2");
		hear();
		does(first, "verify-fix", "build", "1.0.2");
		hear();
		assertThatJourney(second).isWaitingAtExactly("answer");
		assertThat(this.escalations.answers(second.id())).extracting(EngineeringAnswer::build)
			.containsExactly("1.0.1", "1.0.2");
	}

	@Test
	void whoGetsTheTaskNextSeesWhatFailedOnAnotherCase() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		this.worker.does(first, "verify-fix", Map.of("outcome", "failed", "evidence", "It jams after nine pages."));
		hear();
		this.customer.withdraws(first);
		hear();
		assertThatCalled(second, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThat(this.texts.verificationSaid(second)).contains("It jams after nine pages.");
		assertThat(this.verifications.serving(second.id())).extracting(Verification::caseId)
			.containsExactly(first.id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "not-a-defect", "wont-fix" })
	void withoutAFixEachCaseIsInvestigatedFurtherAndMayAskAgain(String outcome) {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		does(first, "reproduce-and-fix", "outcome", outcome);
		hear();
		assertThatJourney(first).isWaitingAtExactly("investigate");
		assertThatJourney(second).isWaitingAtExactly("investigate").hasNotPassed("verification");
		does(second, "investigate", "outcome", "escalate");
		does(second, "escalate");
		assertThatCalled(second, "escalation").isWaitingAtExactly("reproduce-and-fix");
	}

	@Test
	void whoComesLaterGetsWhatIsKnown() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		assertThatCalled(second, "verification").isWaitingAtExactly("defect-verified");
		does(first, "verify-fix");
		hear();
		SupportCase third = openSameAs(first);
		assertThatJourney(third).isWaitingAtExactly("answer");
		does(third, "answer");
		SupportCase declined = openAt("engineering");
		does(declined, "reproduce-and-fix", "outcome", "wont-fix");
		SupportCase same = openSameAs(declined);
		assertThatJourney(same).isWaitingAtExactly("investigate");
	}

	@Test
	void whatEngineeringSendsBackConcernsOneCaseAndAnotherOneTakesItsPlace() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		does(first, "reproduce-and-fix", "outcome", "incomplete");
		hear();
		assertThatJourney(first).isWaitingAtExactly("escalate");
		assertThatCalled(second, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThat(state(second)).isEqualTo(State.OPEN);
		does(first, "escalate");
		assertThatCalled(first, "escalation").isWaitingAtExactly("defect-answered");
	}

	@Test
	void anAnswerThatACaseHasHadIsNotGivenToItAgainAfterItsHandOverWasSentBack() {
		SupportCase declined = openAt("engineering");
		does(declined, "reproduce-and-fix", "outcome", "wont-fix");
		does(declined, "investigate", "outcome", "escalate");
		for (int round = 0; round < 2; round++) {
			does(declined, "escalate");
			assertThatCalled(declined, "escalation").isWaitingAtExactly("reproduce-and-fix");
			does(declined, "reproduce-and-fix", "outcome", "incomplete");
		}
	}

	@Test
	void ifTheCaseEndsThatEngineeringHasTheNextOneTakesItsPlace() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		SupportCase third = openSameAs(first);
		this.customer.withdraws(first);
		hear();
		List<SupportCase> others = List.of(second, third);
		assertThat(others).filteredOn((one) -> this.worker.open(one).equals(List.of("reproduce-and-fix"))).hasSize(1);
		assertThat(others).filteredOn((one) -> this.worker.open(one).isEmpty()).hasSize(1);
	}

	@Test
	void ifTheCaseEndsThatIsCheckedTheNextOneTakesItsPlace() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		this.customer.withdraws(first);
		hear();
		assertThatCalled(second, "verification").isWaitingAtExactly("verify-fix");
		does(second, "verify-fix");
		assertThatJourney(second).isWaitingAtExactly("answer");
	}

	@Test
	void aCaseWhoseCircumstancesDifferHasACheckOfItsOwn() {
		SupportCase first = openAt("engineering");
		SupportCase other = openSameAs(first);
		SupportCase waiting = openSameAs(first);
		asksOwnCheck(other);
		does(first, "reproduce-and-fix");
		hear();
		assertThatCalled(other, "verification").isWaitingAtExactly("verify-fix");
		assertThatCalled(waiting, "verification").isWaitingAtExactly("defect-verified");
		does(other, "verify-fix", "outcome", "failed");
		hear();
		assertThatCalled(other, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThatCalled(first, "verification").isWaitingAtExactly("verify-fix");
		does(first, "verify-fix");
		hear();
		assertThatJourney(waiting).isWaitingAtExactly("answer");
		does(waiting, "answer");
		does(other, "reproduce-and-fix", "build", "1.0.2");
		does(other, "verify-fix", "build", "1.0.2");
		hear();
		does(other, "answer");
		assertThatJourney(other).isWaitingAtExactly("sign-off");
	}

	@Test
	void aCheckOfItsOwnCanBeAskedForWhileItWaitsOrWhileTheOthersWaitForIt() {
		SupportCase first = openAt("verification");
		SupportCase second = openSameAs(first);
		SupportCase third = openSameAs(first);
		asksOwnCheck(second);
		hear();
		assertThatCalled(second, "verification").isWaitingAtExactly("verify-fix");
		asksOwnCheck(first);
		hear();
		assertThatCalled(third, "verification").isWaitingAtExactly("verify-fix");
		does(first, "verify-fix");
		assertThatJourney(first).isWaitingAtExactly("answer");
		assertThatCalled(third, "verification").isWaitingAtExactly("verify-fix");
	}

	@Test
	void aCaseThatIsTakenOffADefectGoesOnByItself() {
		SupportCase first = openAt("engineering");
		SupportCase second = openSameAs(first);
		this.worker.as("agent1",
				() -> this.transaction.executeWithoutResult((status) -> this.defects.open(this.worker.now(second))));
		hear();
		assertThatCalled(second, "escalation").isWaitingAtExactly("reproduce-and-fix");
		assertThat(this.defects.ofCase(second.id())).isNotEqualTo(this.defects.ofCase(first.id()));
		SupportCase fixed = openAt("verification");
		SupportCase waiting = openSameAs(fixed);
		this.worker.as("agent1",
				() -> this.transaction.executeWithoutResult((status) -> this.defects.open(this.worker.now(waiting))));
		hear();
		assertThatCalled(waiting, "escalation").isWaitingAtExactly("reproduce-and-fix");
	}

	@Test
	void aRegressionSendsEveryCaseBackThatHadTheFix() {
		SupportCase answering = openAt("engineering");
		SupportCase signing = openSameAs(answering);
		SupportCase confirmed = openSameAs(answering);
		SupportCase withdrawn = openSameAs(answering);
		SupportCase checking = openSameAs(answering);
		asksOwnCheck(checking);
		does(answering, "reproduce-and-fix");
		hear();
		does(answering, "verify-fix");
		hear();
		List.of(signing, confirmed, withdrawn).forEach((one) -> does(one, "answer"));
		this.customer.saysYes(confirmed, "");
		assertClosed(confirmed, Closing.CONFIRMED);
		this.customer.withdraws(withdrawn);
		regress(answering);
		hear();
		assertThat(state(answering)).isEqualTo(State.REGRESSED);
		List<SupportCase> back = List.of(answering, signing, checking);
		assertThat(back).extracting((one) -> this.worker.now(one).stage()).containsOnly("engineering");
		assertThat(back).filteredOn((one) -> this.worker.open(one).contains("reproduce-and-fix")).hasSize(1);
		assertThatJourney(confirmed).isWaitingAtExactly("investigate");
		for (SupportCase told : List.of(signing, confirmed)) {
			assertThat(this.owed.running(told.id())).get().extracting(Promise::kind).isEqualTo(Promise.Kind.ANSWER);
			assertThat(this.turns.of(this.worker.now(told))).contains(Turn.OURS);
		}
		assertClosed(withdrawn, Closing.WITHDRAWN);
		for (SupportCase one : List.of(answering, signing, checking, confirmed)) {
			assertThat(this.timeline.of(one.number(), 0, 1000)).extracting(AuditEntry::action)
				.containsOnlyOnce("defect.sent-back");
		}
	}

	@Test
	void aFixThatDoesNotHoldCantBeOfferedBeforeANewOneHasPassed() {
		SupportCase confirmed = openAt("verification");
		does(confirmed, "verify-fix", "answer");
		this.customer.saysYes(confirmed, "");
		regress(confirmed);
		hear();
		does(confirmed, "investigate", "outcome", "answer");
		assertThatExceptionOfType(DefectGuide.FixDoesNotHold.class).isThrownBy(() -> does(confirmed, "answer"));
		SupportCase again = openSameAs(confirmed);
		does(again, "reproduce-and-fix", "build", "1.0.2");
		does(again, "verify-fix", "build", "1.0.2");
		does(again, "answer");
		assertThatJourney(again).isWaitingAtExactly("sign-off");
	}

	@Test
	void onlyAVerifiedFixCanFailToHoldAndItIsSaidOnce() {
		SupportCase escalated = openAt("verification");
		assertThatExceptionOfType(FixDoubts.NothingToRegress.class).isThrownBy(() -> regress(escalated));
		does(escalated, "verify-fix");
		regress(escalated);
		regress(escalated);
		hear();
		assertThat(this.timeline.of(this.defects.ofCase(escalated.id()).orElseThrow().number(), 0, 100))
			.extracting(AuditEntry::action)
			.containsOnlyOnce("defect.regressed");
	}

	private void asksOwnCheck(SupportCase of) {
		this.worker.as("agent1", () -> this.transaction.executeWithoutResult(
				(status) -> this.doubts.askOwnCheck(this.worker.now(of), "They run it on a tablet.")));
	}

	private void regress(SupportCase of) {
		this.worker.as("engineer2", () -> this.transaction.executeWithoutResult((status) -> this.doubts
			.regressed(this.defects.ofCase(of.id()).orElseThrow(), "It jams again after ten pages.")));
	}

	private State state(SupportCase of) {
		return this.defects.ofCase(of.id()).map(Defect::state).orElseThrow();
	}

}
