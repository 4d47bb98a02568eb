package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer writes, or wants to talk, at any time.
 */
@Tag("thorough")
class CustomerWroteTests extends JourneyTest {

	@Autowired
	private Messages messages;

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "investigate", "ask-customer", "escalate", "engineering", "verification",
			"answer", "explain-unsolved" })
	void whatTheyWriteIsReadWhereverTheCaseStands(String stage) {
		SupportCase open = openAt(stage);
		this.customer.writes(open, "By the way, it is the one on the left.");
		assertThatJourney(open).isWaitingAt("read-message").isWaitingAt(stage);
		does(open, "read-message");
		assertThatJourney(open).hasPassed("words-read").isWaitingAtExactly(stage);
	}

	@Test
	void whatTheyWriteWhileAPersonDecidesOnTheirSilenceIsRead() {
		SupportCase silent = openAt("sign-off");
		for (int wait = 0; wait < 3; wait++) {
			daysPass(2);
		}
		this.customer.writes(silent, "I was away.");
		assertThatJourney(silent).isWaitingAt("read-message");
		assertThat(this.worker.open(silent)).contains("decide-unanswered", "read-message");
	}

	@Test
	void readingNeedsNoReply() {
		SupportCase open = openAt("engineering");
		this.customer.writes(open, "Thank you for looking.");
		int before = publicWords(open);
		does(open, "read-message");
		assertThat(publicWords(open)).isEqualTo(before);
	}

	@Test
	void aReplyIsWordToTheCustomer() {
		SupportCase open = openAt("engineering");
		this.customer.writes(open, "How long will it take?");
		does(open, "read-message", "message", "Two days, we think.");
		assertThat(this.messages.ofCase(open.id())).last().satisfies((reply) -> {
			assertThat(reply.body()).isEqualTo("Two days, we think.");
			assertThat(reply.kind()).isEqualTo(Message.Kind.UPDATE);
			assertThat(reply.promisedNextAt()).isNotNull();
		});
	}

	@Test
	void oneTaskToReadIsEnoughHoweverMuchTheyWrite() {
		SupportCase open = openAt("investigate");
		this.customer.writes(open, "By the way.");
		this.customer.writes(open, "And another thing.");
		assertThat(this.worker.open(open)).containsOnlyOnce("read-message");
		does(open, "read-message");
		this.customer.writes(open, "And one more.");
		assertThat(this.worker.open(open)).containsOnlyOnce("read-message");
	}

	@Test
	void whileTheirAnswerIsReadMoreWordsMakeNoSecondTask() {
		SupportCase answered = openAt("sign-off");
		this.customer.writes(answered, "It prints.");
		this.customer.writes(answered, "Really.");
		assertThat(this.worker.open(answered)).containsExactly("read-answer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "wait-for-answer", "engineering", "verification", "sign-off" })
	void whoWantsToTalkIsCalledWhereverTheCaseStands(String stage) {
		SupportCase open = openAt(stage);
		assertThat(this.customer.asksToTalk(open).done()).contains("We will call you");
		assertThatJourney(open).isWaitingAt("talk-to-customer").isWaitingAt(stage);
		does(open, "talk-to-customer", "message", "As agreed, we look at it on Monday.");
		assertThatJourney(open).hasPassed("talked").isWaitingAtExactly(stage);
		assertThat(this.messages.ofCase(open.id())).last()
			.extracting(Message::body)
			.isEqualTo("As agreed, we look at it on Monday.");
	}

	@Test
	void whoAsksTwiceIsCalledOnce() {
		SupportCase open = openAt("investigate");
		this.customer.asksToTalk(open);
		this.customer.asksToTalk(open);
		assertThat(this.worker.open(open)).containsOnlyOnce("talk-to-customer");
	}

	@Test
	void theirWordsDontMoveTheMainPathUnlessItWaitsForThem() {
		SupportCase fixed = openAt("verification");
		this.customer.writes(fixed, "It works!");
		does(fixed, "read-message");
		this.worker.does(fixed, "verify-fix", Map.of());
		assertThatJourney(fixed).isWaitingAtExactly("answer");
	}

	private int publicWords(SupportCase of) {
		return (int) this.messages.ofCase(of.id()).stream().filter(Message::isPublic).count();
	}

}
