package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.testing.Api;
import org.followthrough.testing.CustomerPage.Shown;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer writes to a case that has ended long ago, or to a duplicate.
 */
class SuccessionTests extends JourneyTest {

	private static final Duration TOO_LATE = Duration.ofDays(91);

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Test
	void untilTheLimitTheCaseItselfIsOpenedAgain() {
		SupportCase closed = closed();
		this.timers.advance(Duration.ofDays(89));
		this.customer.sends(this.customer.freshLink(closed), "reply", Map.of("text", "It is back."));
		assertThat(this.worker.now(closed).reopened()).isEqualTo(1);
		assertThat(this.cases.continuing(List.of(closed))).isEmpty();
	}

	@Test
	void afterThatANewCaseContinuesItByThePage() {
		SupportCase closed = closed();
		this.timers.advance(TOO_LATE);
		String link = this.customer.freshLink(closed);
		assertThat(this.customer.opens(link).page().text()).contains("goes on as a new case");
		Shown shown = this.customer.sends(link, "reply", Map.of("text", "It is back."));
		SupportCase later = successor(closed);
		assertThat(shown.done()).contains("It goes on here, as case " + later.number());
		assertThat(shown.page().text()).contains("It continues " + closed.number());
		assertThat(this.customer.opens(link).page().text()).contains("It goes on as " + later.number());
		assertThatJourney(later).isWaitingAtExactly("acknowledge");
		assertLinked(closed, later);
		assertThat(words(later)).containsExactly("It is back.");
	}

	@Test
	void afterThatANewCaseContinuesItByMailAndItsReceiptSaysSo() throws Exception {
		SupportCase closed = closed();
		String ours = this.post.await(this.customer.address(closed), "We have closed the case").getMessageID();
		this.timers.advance(TOO_LATE);
		mails(closed, ours, "It is back.");
		Awaitility.await("a case that continues " + closed.number())
			.atMost(Duration.ofSeconds(20))
			.until(() -> !this.cases.continuing(List.of(closed)).isEmpty());
		SupportCase later = successor(closed);
		assertLinked(closed, later);
		assertThat(words(later)).containsExactly("It is back.");
		assertThat(Post.text(this.post.await(this.customer.address(closed), "Its number is " + later.number())))
			.contains("It continues your case " + closed.number());
	}

	@Test
	void theNewCaseConcernsTheSameAsLongAsThatIsThere() {
		components("Lamp", "Shutter");
		SupportCase there = closedAbout("Lamp");
		SupportCase gone = closedAbout("Shutter");
		components("Lamp");
		this.timers.advance(TOO_LATE);
		for (SupportCase closed : List.of(there, gone)) {
			this.customer.sends(this.customer.freshLink(closed), "reply", Map.of("text", "It is back."));
			assertThat(successor(closed).product()).isEqualTo("Projector");
		}
		assertThat(successor(there).component()).isEqualTo("Lamp");
		assertThat(successor(gone).component()).isNull();
	}

	private void components(String... names) {
		assertThat(this.api
			.send("PUT", "manager1", "/products/Projector",
					Map.of("kind", "general", "components",
							Stream.of(names).map((name) -> Map.of("name", name, "kind", "general")).toList()),
					Map.of())
			.status()).isLessThan(300);
	}

	private SupportCase closedAbout(String component) {
		SupportCase about = openAt("sign-off");
		assertThat(this.api
			.send("PUT", "agent1", "/cases/" + about.number() + "/product",
					Map.of("product", "Projector", "component", component), Map.of())
			.status()).isEqualTo(200);
		return closed(about);
	}

	@Test
	void whatComesAfterThatJoinsTheNewCase() {
		SupportCase closed = closed();
		this.timers.advance(TOO_LATE);
		String link = this.customer.freshLink(closed);
		this.customer.sends(link, "reply", Map.of("text", "It is back."));
		this.customer.sends(link, "reply", Map.of("text", "And it smokes."));
		assertThat(this.cases.continuing(List.of(closed))).hasSize(1);
		assertThat(words(successor(closed))).containsExactly("It is back.", "And it smokes.");
	}

	@Test
	void wordsToADuplicateReachTheCaseThatGoesOn() {
		SupportCase original = travels(this.worker.open());
		SupportCase duplicate = travels(this.worker.openAnother(original));
		duplicate(duplicate, original);
		Shown shown = this.customer.sends(this.customer.freshLink(duplicate), "reply", Map.of("text", "Any news?"));
		assertThat(shown.done()).contains(original.number());
		assertThat(this.worker.now(duplicate).closedAs()).isEqualTo(Closing.DUPLICATE);
		assertThat(words(original)).endsWith("Any news?");
		assertThat(this.worker.open(original)).contains("read-message");
	}

	@Test
	void wordsNeverReachAnotherCustomersCase() {
		SupportCase original = open();
		SupportCase duplicate = open();
		duplicate(duplicate, original);
		this.customer.sends(this.customer.freshLink(duplicate), "reply", Map.of("text", "My password is 1234."));
		assertThat(this.worker.now(duplicate).isOpen()).isTrue();
		assertThat(words(original)).doesNotContain("My password is 1234.");
	}

	private void assertLinked(SupportCase closed, SupportCase later) {
		assertThat(this.worker.now(closed).closedAs()).isEqualTo(Closing.CONFIRMED);
		assertThat(later.customerId()).isEqualTo(closed.customerId());
		JsonNode before = this.api.get("agent1", "/cases/" + closed.number()).json();
		assertThat(before.at("/continuedBy/0").asText()).isEqualTo(later.number());
		assertThat(this.api.get("agent1", "/cases/" + later.number()).json().path("continues").asText())
			.isEqualTo(closed.number());
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.page("/cases/" + closed.number())).contains("/cases/" + later.number());
		assertThat(agent.page("/cases/" + later.number())).contains("/cases/" + closed.number());
	}

	private SupportCase closed() {
		return closed(openAt("sign-off"));
	}

	private SupportCase closed(SupportCase closed) {
		this.worker.awaitDelivery(closed);
		this.customer.saysYes(closed, "");
		this.worker.awaitDelivery(closed);
		return this.worker.now(closed);
	}

	private void duplicate(SupportCase duplicate, SupportCase original) {
		assertThat(this.api
			.post("agent1", "/cases/" + duplicate.number() + "/close",
					Map.of("as", "duplicate", "reason", "The same printer.", "of", original.number()))
			.status()).isEqualTo(200);
	}

	private SupportCase successor(SupportCase closed) {
		return travels(this.cases.continuing(List.of(closed)).get(0));
	}

	private List<String> words(SupportCase of) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter((message) -> message.kind() == Message.Kind.CUSTOMER)
			.map(Message::body)
			.toList();
	}

	private void mails(SupportCase about, String answers, String words) {
		String address = this.customer.address(about);
		this.post.send(address, """
				From: %s
				To: %s
				Subject: Re: [%s] It does not print
				Message-ID: <%s@example.org>
				In-Reply-To: %s

				%s
				""".formatted(address, Post.SUPPORT, about.number(), UUID.randomUUID(), answers, words));
	}

}
