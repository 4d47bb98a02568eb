package org.followthrough.journey;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CustomerPage.Shown;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer says how content they are.
 */
class RatingTests extends JourneyTest {

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Test
	void theMailThatTellsOfTheEndLeadsToWhereItIsRated() {
		SupportCase closed = confirmed();
		String link = Post.link(this.post.await(this.customer.address(closed), "how we did"));
		assertThat(this.customer.opens(link).page().select("#rating form")).hasSize(1);
	}

	@Test
	void itIsKeptAndShown() {
		SupportCase closed = confirmed();
		Shown shown = this.customer.rates(closed, 4, "Friendly, but it took a while.");
		assertThat(shown.done()).isEqualTo("Thank you for telling us.");
		assertThat(shown.page().text()).contains("4 of 5 points");
		assertClosed(closed, Closing.CONFIRMED);
		JsonNode rating = this.api.get("agent1", "/cases/" + closed.number() + "/ratings").json().get(0);
		assertThat(rating.path("points").asInt()).isEqualTo(4);
		assertThat(rating.path("words").asText()).isEqualTo("Friendly, but it took a while.");
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + closed.number())).contains("4 of 5")
			.contains("it took a while");
	}

	@Test
	void itSignsNothingOff() {
		SupportCase answered = openAt("sign-off");
		this.customer.rates(answered, 5, "Yes, it works. Thank you!");
		assertThatJourney(answered).isWaitingAtExactly("sign-off");
		assertThat(this.customer.opens(this.customer.freshLink(answered)).asksForSignOff()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1, ''", "2, It took too long.", "5, It still doesn't work." })
	void whoIsNotContentIsHeardByAPerson(int points, String words) {
		SupportCase closed = confirmed();
		assertThat(this.customer.rates(closed, points, words).done()).contains("comes back to you");
		assertThat(this.worker.now(closed).reopened()).isEqualTo(1);
		assertThatJourney(closed).isWaitingAtExactly("investigate");
	}

	@Test
	void whoIsNotContentBeforeTheEndIsHeardToo() {
		SupportCase answered = openAt("sign-off");
		this.customer.rates(answered, 1, "");
		assertThatCalled(answered, "sign-off").isWaitingAt("read-answer");
	}

	@Test
	void itIsGivenOnceEachSignOff() {
		SupportCase closed = confirmed();
		this.customer.rates(closed, 5, "");
		assertThat(this.customer.rates(closed, 1, "").problem()).contains("rated this already");
		assertClosed(closed, Closing.CONFIRMED);
		this.customer.writes(closed, "It is back.");
		does(closed, "investigate", "answer");
		this.worker.awaitDelivery();
		this.customer.saysYes(closed, "");
		assertThat(this.customer.rates(closed, 4, "").problem()).isEmpty();
		assertThat(this.api.get("agent1", "/cases/" + closed.number() + "/ratings").json()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 6, -1 })
	void thereAreOneToFivePoints(int points) {
		SupportCase closed = confirmed();
		assertThat(this.customer.rates(closed, points, "").problem()).contains("between one and five");
		assertThat(this.api.get("agent1", "/cases/" + closed.number() + "/ratings").json()).isEmpty();
	}

	@Test
	void whatWasNeverAnsweredCanNotBeRated() {
		SupportCase fresh = open();
		assertThat(this.customer.opens(this.customer.freshLink(fresh)).page().select("#rating")).isEmpty();
		assertThat(this.customer.rates(fresh, 5, "").problem()).contains("nothing to rate yet");
	}

	private SupportCase confirmed() {
		SupportCase answered = openAt("sign-off");
		this.worker.awaitDelivery(answered);
		this.customer.saysYes(answered, "");
		this.worker.awaitDelivery(answered);
		return answered;
	}

}
