package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.Api;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer asks that somebody else looks at what we said can't be solved.
 */
class OtherEyesTests extends JourneyTest {

	private static final String NOT_YOU = "The customer asked that somebody else looks at it";

	@Autowired
	private SignOffs signOffs;

	@Autowired
	private Api api;

	@Test
	void somebodyWhoHasNotExplainedItLooksAtIt() {
		SupportCase asked = askedFor();
		assertThatJourney(asked).isWaitingAtExactly("look-afresh");
		SignOff answered = latest(asked);
		assertThat(answered.answer()).isEqualTo(SignOff.Answer.SENT_BACK);
		assertThat(answered.toSomebodyElse()).isTrue();
	}

	@Test
	void theExplanationMayStandAndTheCustomerIsAskedAgain() {
		SupportCase asked = askedFor();
		does(asked, "look-afresh");
		assertThatJourney(asked).isWaitingAtExactly("sign-off");
		assertThat(latest(asked).afresh()).isTrue();
		this.worker.awaitDelivery(asked);
		this.customer.saysYes(asked, "");
		assertClosed(asked, Closing.UNSOLVED);
	}

	@Test
	void itMayBeInvestigatedAgain() {
		SupportCase asked = askedFor();
		does(asked, "look-afresh", "outcome", "investigate");
		assertThatJourney(asked).isWaitingAtExactly("investigate");
		does(asked, "investigate", "answer");
		this.worker.awaitDelivery(asked);
		this.customer.saysYes(asked, "");
		assertClosed(asked, Closing.CONFIRMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "agent2" })
	void neitherWhoHasTheCaseNorWhoExplainedItMayTakeIt(String account) {
		SupportCase explained = explained();
		// agent1 explained it, agent2 answers for it now.
		this.api.post("agent2", "/cases/" + explained.number() + "/take-over", "");
		this.customer.asksForSomebodyElse(explained);
		String task = this.worker.task(explained, "look-afresh").id();
		assertThat(this.api.post(account, "/tasks/" + task + "/claim", "")).satisfies((refused) -> {
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.text()).contains(NOT_YOU);
		});
		assertThat(CamundaSession.of(this.api, account)
			.engine("POST", "/task/" + task + "/claim", Map.of("userId", account))
			.text()).contains(NOT_YOU);
		assertThat(this.worker.task(explained, "look-afresh").assignee()).isNull();
	}

	@Test
	void whoTookTheCaseOverMeanwhileMayNotCompleteIt() {
		SupportCase asked = askedFor();
		TaskView task = this.worker.claims("agent2", asked, "look-afresh");
		assertThat(this.worker.now(asked).owner()).as("looking at it doesn't make it theirs").isEqualTo("agent1");
		this.api.post("agent2", "/cases/" + asked.number() + "/take-over", "");
		assertThat(this.api
			.post("agent2", "/tasks/" + task.id() + "/complete",
					Map.of("fields", CaseWorker.usualAnswers("look-afresh")))
			.status()).isEqualTo(403);
		assertThatJourney(asked).isWaitingAtExactly("look-afresh");
	}

	@Test
	void whoTakesTheCaseOverLeavesItToOthers() {
		SupportCase asked = askedFor();
		assertThat(this.api.post("agent2", "/cases/" + asked.number() + "/take-over", "").status()).isEqualTo(200);
		assertThat(this.worker.task(asked, "look-afresh").assignee()).isNull();
		does(asked, "look-afresh");
		assertThatJourney(asked).isWaitingAtExactly("sign-off");
	}

	@Test
	void itIsAskedForOnceEachExplanation() {
		SupportCase asked = askedFor();
		does(asked, "look-afresh");
		this.worker.awaitDelivery(asked);
		assertThat(this.customer.opens(this.customer.freshLink(asked)).page().select("button[value=somebody-else]"))
			.isEmpty();
		assertThat(this.customer.asksForSomebodyElse(asked).problem()).contains("once each time");
		assertThatJourney(asked).isWaitingAtExactly("sign-off");
		this.customer.saysNotYet(asked, "I still want it.");
		does(asked, "investigate", "outcome", "unsolved");
		does(asked, "explain-unsolved");
		assertThat(this.customer.asksForSomebodyElse(asked).done()).contains("has not worked on it");
		assertThatJourney(asked).isWaitingAtExactly("look-afresh");
		// It is another explanation, so whoever looked at the first may look at this one.
		does(asked, "look-afresh");
		assertThatJourney(asked).isWaitingAtExactly("sign-off");
	}

	@Test
	void whatSolvesItIsNotLookedAtByOthers() {
		SupportCase answered = openAt("sign-off");
		assertThat(this.customer.asksForSomebodyElse(answered).problem()).contains("once each time");
		this.customer.writes(answered, "Somebody else should look.");
		TaskView task = this.worker.claims("agent1", answered, "read-answer");
		assertThat(this.api
			.post("agent1", "/tasks/" + task.id() + "/complete", Map.of("fields", Map.of("outcome", "somebody-else")))
			.status()).isEqualTo(409);
		assertThat(latest(answered).isOpen()).isTrue();
	}

	@Test
	void whoAsksForItInWordsIsReadByAPerson() {
		SupportCase explained = explained();
		this.customer.writes(explained, "Could somebody else look at this?");
		does(explained, "read-answer", "outcome", "somebody-else");
		assertThatJourney(explained).isWaitingAtExactly("look-afresh");
		assertThat(latest(explained).toSomebodyElse()).isTrue();
	}

	@Test
	void thePromiseRunsOn() {
		SupportCase asked = askedFor();
		daysPass(1);
		assertThat(this.worker.open(asked)).containsAll(List.of("look-afresh", "overdue-promise"));
	}

	private SupportCase askedFor() {
		SupportCase explained = explained();
		this.customer.asksForSomebodyElse(explained);
		return explained;
	}

	private SupportCase explained() {
		SupportCase hopeless = openAt("explain-unsolved");
		does(hopeless, "explain-unsolved");
		// An explanation that arrived after the customer's words would count as the
		// answer.
		this.worker.awaitDelivery(hopeless);
		return hopeless;
	}

	private SignOff latest(SupportCase of) {
		return this.signOffs.latest(of.id()).orElseThrow();
	}

}
