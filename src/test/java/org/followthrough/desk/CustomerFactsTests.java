package org.followthrough.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How managers say what a customer pays for: by the page and by REST, with the same
 * rules.
 */
@FollowthroughTest
class CustomerFactsTests {

	private static final Duration MOMENT = Duration.ofSeconds(30);

	@Autowired
	private Api api;

	@Autowired
	private Customers customers;

	@Autowired
	private JdbcTemplate database;

	private String email;

	private String number;

	@BeforeEach
	void openACase() {
		this.email = "plan" + System.nanoTime() + "@customer.example";
		this.number = open();
	}

	@ParameterizedTest
	@EnumSource
	void aPlanHoldsForTheNextPromiseAndLeavesTheRunningOnes(Door door) {
		Duration running = untilAcknowledged(this.number);
		assertThat(running).isCloseTo(Duration.ofHours(1), MOMENT);
		change(door, "manager1", "premium", "customer");
		assertThat(known().plan()).isEqualTo("premium");
		assertThat(untilAcknowledged(this.number)).isEqualTo(running);
		assertThat(untilAcknowledged(open())).isCloseTo(Duration.ofMinutes(30), MOMENT);
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + this.number)).contains("<dd>premium</dd>");
	}

	@ParameterizedTest
	@EnumSource
	void onlyManagersSayIt(Door door) {
		for (String account : List.of("agent1", "support1", "engineer1", "auditor1", "admin1")) {
			assertThat(change(door, account, "premium", "customer")).as(account)
				.containsAnyOf("Managers say which plan a customer has.", "Your groups don", "\"Forbidden\"", "403");
			assertThat(known().plan()).as(account).isEqualTo("standard");
		}
		assertThat(entries()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatIsNoPlanOrKindIsRefusedAtItsField(Door door) {
		for (String plan : List.of("Gold", "gold plan", "", "x".repeat(41), "g\u00f6ld")) {
			assertThat(change(door, "manager1", plan, "customer")).as(plan)
				.contains("lower-case letters, digits and dashes, such as premium");
		}
		assertThat(change(door, "manager1", "premium", "friend")).contains("kind is customer or colleague");
		assertThat(known()).satisfies((customer) -> {
			assertThat(customer.plan()).isEqualTo("standard");
			assertThat(customer.kind()).isEqualTo("customer");
		});
		assertThat(entries()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theHistoryTellsWhatChangedAndNothingTwice(Door door) throws Exception {
		change(door, "manager1", "premium", "colleague");
		change(door, "manager2", "premium", "colleague");
		assertThat(entries()).hasSize(1);
		JsonNode entry = new ObjectMapper().readTree(entries().get(0));
		assertThat(entry.path("actor").asText()).isEqualTo("manager1");
		assertThat(entry.at("/details/planBefore").asText()).isEqualTo("standard");
		assertThat(entry.at("/details/plan").asText()).isEqualTo("premium");
		assertThat(entry.at("/details/kindBefore").asText()).isEqualTo("customer");
		assertThat(entry.at("/details/kind").asText()).isEqualTo("colleague");
	}

	@Test
	void whomNobodyKnowsIsNotFound() {
		assertThat(this.api.get("agent1", "/customers/nobody@customer.example").status()).isEqualTo(404);
		assertThat(this.api
			.send("PUT", "manager1", "/customers/nobody@customer.example",
					Map.of("plan", "premium", "kind", "customer"), Map.of())
			.status()).isEqualTo(404);
		assertThat(new SignedInPerson(this.api, "agent1").page("/customers/999999999"))
			.contains("There is no customer with the number 999999999.");
	}

	@Test
	void everybodyWhoWorksHereReadsWhoACustomerIs() {
		JsonNode shown = this.api.get("auditor1", "/customers/" + this.email).json();
		assertThat(shown.path("plan").asText()).isEqualTo("standard");
		assertThat(new SignedInPerson(this.api, "auditor1").page("/customers/" + known().id()))
			.contains(this.email, this.number)
			.doesNotContain("Change plan and kind");
	}

	@Test
	void aPlanHasToBeSaid() {
		Api.Answer refused = this.api.send("PUT", "manager1", "/customers/" + this.email, Map.of("kind", "customer"),
				Map.of());
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("plan");
	}

	/** By which door somebody comes. */
	enum Door {

		REST, PAGE

	}

	private String change(Door door, String account, String plan, String kind) {
		if (door == Door.REST) {
			return this.api
				.send("PUT", account, "/customers/" + this.email, Map.of("plan", plan, "kind", kind), Map.of())
				.text();
		}
		return new SignedInPerson(this.api, account).post("/account", "/customers/" + known().id(),
				"plan=" + URLEncoder.encode(plan, StandardCharsets.UTF_8) + "&kind=" + kind);
	}

	private String open() {
		Api.Answer opened = this.api.post("agent1", "/cases",
				Map.of("customer", Map.of("email", this.email, "name", "Ada"), "subject", "All is down", "description",
						"Nothing works.", "impact", "blocked"));
		assertThat(opened.status()).as(opened.text()).isEqualTo(201);
		return opened.json().path("number").asText();
	}

	private Duration untilAcknowledged(String of) {
		JsonNode shown = this.api.get("agent1", "/cases/" + of).json();
		JsonNode promise = this.api.get("agent1", "/cases/" + of + "/promises").json().get(0);
		return Duration.between(Instant.parse(shown.path("openedAt").asText()),
				Instant.parse(promise.path("dueAt").asText()));
	}

	private Customer known() {
		return this.customers.find(this.email).orElseThrow();
	}

	private List<String> entries() {
		return this.database.queryForList(
				"SELECT content FROM audit_entry WHERE stream = 'system'"
						+ " AND action = 'customer.changed' AND content LIKE ? ORDER BY seq",
				String.class, "%\"customer-" + known().id() + "\"%");
	}

}
