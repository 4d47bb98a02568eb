package org.followthrough.correspondence;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose turn it is follows from what was written, and everybody is told the same.
 */
@FollowthroughTest
class TurnTests {

	private static final String OURS = "It is our turn";

	private static final String CUSTOMERS = "It is your turn";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private MailServer mailServer;

	@Autowired
	private Messages messages;

	@Test
	void aNewCaseIsOurs() {
		assertTurn(this.worker.open(), "ours");
	}

	@Test
	void aQuestionThatReachedTheCustomerMakesItTheirsUntilTheyWrite() {
		SupportCase open = this.worker.openAt("wait-for-answer");
		this.worker.awaitDelivery(open);
		assertTurn(open, "customer");
		this.worker.writes(open, "Take your time.");
		this.worker.awaitDelivery(open);
		assertTurn(open, "customer");
		this.customer.writes(open, "The one on the left.");
		assertTurn(open, "ours");
		this.worker.writes(open, "Thank you, we look at it.");
		this.worker.awaitDelivery(open);
		assertTurn(open, "ours");
	}

	@Test
	void anAnswerAsksForTheirYes() {
		SupportCase open = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(open);
		assertTurn(open, "customer");
		this.customer.saysNotYet(open, "Still nothing.");
		assertTurn(open, "ours");
	}

	@Test
	void aQuestionOnItsWayIsStillOurs() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		this.mailServer.down();
		try {
			this.worker.does(open, "investigate", Map.of("outcome", "ask"));
			this.worker.does(open, "ask-customer");
			assertTurn(open, "ours");
		}
		finally {
			this.mailServer.up();
		}
		this.worker.awaitDelivery(open);
		assertTurn(open, "customer");
	}

	@Test
	void aQuestionThatCameBackIsOursAgain() {
		SupportCase open = this.worker.openAt("wait-for-answer");
		this.worker.awaitDelivery(open);
		Message question = this.messages.ofCase(open.id())
			.stream()
			.filter((message) -> message.kind() == Message.Kind.QUESTION)
			.findFirst()
			.orElseThrow();
		this.post.report(this.post.idOf(this.customer.address(open), question.body()).orElseThrow(), "failed",
				"550 No such mailbox");
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.messages.find(question.id()).orElseThrow().delivery() == Message.Delivery.FAILED);
		assertTurn(open, "ours");
	}

	@Test
	void aClosedCaseIsNobodysAndOneOpenedAgainIsOurs() {
		SupportCase closed = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(closed);
		this.customer.saysYes(closed, "");
		assertThat(this.api.get("agent1", "/cases/" + closed.number()).json().path("turn").isNull()).isTrue();
		assertThat(this.customer.opens(this.customer.freshLink(closed)).page().text()).doesNotContain(OURS, CUSTOMERS);
		this.customer.writes(closed, "It is broken again.");
		assertTurn(closed, "ours");
	}

	/** By REST, in its lists, on our page and on the customer's. */
	private void assertTurn(SupportCase of, String turn) {
		assertThat(this.api.get("agent1", "/cases/" + of.number()).json().path("turn").asText()).isEqualTo(turn);
		assertThat(this.api.get("agent1", "/cases?customer=" + this.customer.address(of))
			.json()
			.at("/items/0/turn")
			.asText()).isEqualTo(turn);
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		boolean ours = turn.equals("ours");
		assertThat(agent.page("/cases/" + of.number())).contains(ours ? "<dd>ours</dd>" : "<dd>the customer&#39;s:");
		assertThat(agent.page("/cases?show=all&number=" + of.number()))
			.contains(ours ? "<td>our turn</td>" : "<td>customer&#39;s turn</td>");
		assertThat(this.customer.opens(this.customer.freshLink(of)).page().text()).contains(ours ? OURS : CUSTOMERS)
			.doesNotContain(ours ? CUSTOMERS : OURS);
	}

}
