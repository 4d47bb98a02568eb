package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A case that ends before its time, wherever it stands.
 */
@Tag("thorough")
class EarlyEndTests extends JourneyTest {

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@ParameterizedTest
	@ValueSource(
			strings = { "acknowledge", "investigate", "wait-for-answer", "engineering", "verification", "sign-off" })
	void aCustomerMayTakeItBackAnyTime(String stage) {
		SupportCase open = openAt(stage);
		assertThat(this.customer.withdraws(open).done()).contains("the case is closed");
		assertClosed(open, Closing.WITHDRAWN);
		assertThat(this.worker.open(open)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "ask-customer", "engineering", "verification", "sign-off" })
	void aDuplicateEndsWhereverItStands(String stage) {
		SupportCase original = open();
		SupportCase duplicate = openAt(stage);
		assertThat(closes(duplicate, Map.of("as", "duplicate", "reason", "The same printer.", "of", original.number())))
			.isEqualTo(200);
		assertClosed(duplicate, Closing.DUPLICATE);
		assertThat(this.worker.now(duplicate).duplicateOf()).isEqualTo(original.number());
		assertThat(this.worker.now(original).isOpen()).isTrue();
		assertThat(this.post.await(this.customer.address(duplicate), original.number())).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acknowledge", "escalate", "engineering", "verification", "sign-off" })
	void spamEndsWhereverItStands(String stage) {
		SupportCase junk = openAt(stage);
		assertThat(closes(junk, Map.of("as", "spam", "reason", "An advertisement."))).isEqualTo(200);
		assertClosed(junk, Closing.SPAM);
	}

	@Test
	void spamGetsNoFarewell() {
		SupportCase junk = open();
		closes(junk, Map.of("as", "spam", "reason", "An advertisement."));
		this.worker.awaitDelivery();
		assertThat(this.post.mailbox(this.customer.address(junk))).hasSize(1);
	}

	@Test
	void whatRunsBesideTheMainPathEndsToo() {
		SupportCase busy = openAt("engineering");
		this.customer.writes(busy, "How long will it take?");
		this.customer.asksToTalk(busy);
		daysPass(1);
		assertThat(this.worker.open(busy)).containsExactlyInAnyOrder("reproduce-and-fix", "read-message",
				"talk-to-customer", "overdue-promise");
		this.customer.withdraws(busy);
		assertClosed(busy, Closing.WITHDRAWN);
		assertThat(this.worker.open(busy)).isEmpty();
	}

	@Test
	void aDuplicateNamesTheCaseThatGoesOn() {
		SupportCase duplicate = open();
		Map<String, String> withoutOther = Map.of("as", "duplicate", "reason", "The same printer.");
		assertThat(closes(duplicate, withoutOther)).isEqualTo(422);
		assertThat(closes(duplicate, Map.of("as", "duplicate", "reason", "The same.", "of", duplicate.number())))
			.isEqualTo(422);
		assertThat(closes(duplicate, Map.of("as", "duplicate", "reason", "The same.", "of", "FT-1999-000001")))
			.isEqualTo(404);
		assertThat(this.worker.now(duplicate).isOpen()).isTrue();
		assertThat(this.worker.now(duplicate).duplicateOf()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "confirmed", "unconfirmed", "unsolved", "done" })
	void nobodyClosesACaseInTheCustomersStead(String as) {
		SupportCase open = openAt("investigate");
		assertThat(closes(open, Map.of("as", as, "reason", "I think so."))).isEqualTo(422);
		assertThatJourney(open).isWaitingAtExactly("investigate");
	}

	@Test
	void whatHasEndedCantEndAgain() {
		SupportCase ended = open();
		closes(ended, Map.of("as", "spam", "reason", "An advertisement."));
		assertThat(closes(ended, Map.of("as", "spam", "reason", "An advertisement."))).isEqualTo(409);
		assertThat(this.customer.withdraws(ended).problem()).contains("closed already");
		assertClosed(ended, Closing.SPAM);
	}

	private int closes(SupportCase of, Map<String, String> request) {
		return this.api.post("agent1", "/cases/" + of.number() + "/close", request).status();
	}

}
