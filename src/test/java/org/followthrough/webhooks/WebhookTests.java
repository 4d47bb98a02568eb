package org.followthrough.webhooks;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.followthrough.webhooks.Receiver.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs of others hear what happens to cases: signed, each event until it arrives, and
 * nothing that isn't so.
 */
@Tag("thorough")
@FollowthroughTest
class WebhookTests {

	private final Receiver receiver = new Receiver();

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timers timers;

	@Autowired
	private Clock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private Transactions transactions;

	@Autowired
	private EndpointMapper endpoints;

	@Autowired
	private WebhookMapper deliveries;

	@Autowired
	private Post post;

	@Autowired
	private SilentEndpoints silent;

	@Autowired
	private WebhookWorker sending;

	@AfterEach
	void noMoreEndpoints() {
		this.api.get("admin1", "/webhooks")
			.json()
			.path("items")
			.forEach(
					(one) -> this.api.send("DELETE", "admin1", "/webhooks/" + one.path("id").asLong(), null, Map.of()));
		this.receiver.close();
	}

	private JsonNode added(String... types) {
		Api.Answer answer = this.api.post("admin1", "/webhooks",
				Map.of("url", this.receiver.address(), "description", "The data warehouse", "types", List.of(types)));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		return answer.json();
	}

	private String path(JsonNode endpoint, String more) {
		return "/webhooks/" + endpoint.path("id").asLong() + more;
	}

	private static String problem(JsonNode refused, String field) {
		for (JsonNode error : refused.path("errors")) {
			if (error.path("field").asText().equals(field)) {
				return error.path("message").asText();
			}
		}
		return "";
	}

	private JsonNode newest(JsonNode endpoint) {
		return this.api.get("admin1", path(endpoint, "/deliveries")).json().path("items").path(0);
	}

	private void awaitState(JsonNode endpoint, String state, int attempts) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(newest(endpoint).path("attempts").asInt()).isEqualTo(attempts);
			assertThat(newest(endpoint).path("state").asText()).isEqualTo(state);
		});
	}

	@Test
	void aCaseIsToldFromItsOpeningToItsEndEachEventOnceAndSigned() {
		String secret = added().path("secret").asText();
		SupportCase opened = this.worker.openAt("verification");
		this.worker.does(opened, "verify-fix");
		this.receiver.await("verification.passed", 1);
		this.api.post("agent1", "/cases/" + opened.number() + "/close",
				Map.of("as", "withdrawn", "reason", "The customer has another printer."));
		Received closed = this.receiver.await("case.closed", 1);
		assertThat(closed.json().at("/data/case").asText()).isEqualTo(opened.number());
		assertThat(closed.json().at("/data/as").asText()).isEqualTo("withdrawn");
		assertThat(closed.json().at("/data/account").asText()).isEqualTo("agent1");
		assertThat(closed.json().at("/data/url").asText()).endsWith("/cases/" + opened.number());
		List<Received> all = this.receiver.all();
		assertThat(all).extracting(Received::type)
			.contains("case.opened", "case.triaged", "case.acknowledged", "promise.made", "promise.kept",
					"escalation.handed_over", "verification.passed", "message.sent");
		assertThat(all).extracting(Received::id).doesNotHaveDuplicates().allMatch((id) -> id.startsWith("msg_"));
		assertThat(all).allSatisfy((one) -> {
			assertThat(one.isSignedWith(secret)).as(one.toString()).isTrue();
			assertThat(one.method()).isEqualTo("POST");
			assertThat(one.contentType()).startsWith("application/json");
			assertThat(Instant.ofEpochSecond(Long.parseLong(one.timestamp())))
				.isBetween(this.clock.instant().minusSeconds(60), this.clock.instant().plusSeconds(1));
			assertThat(Instant.parse(one.json().path("timestamp").asText())).isBefore(this.clock.instant());
		});
	}

	@Test
	void nothingThatIsToldNamesACustomerOrTheirWords() {
		added();
		SupportCase opened = this.worker.openAt("sign-off");
		this.receiver.await("signoff.asked", 1);
		this.worker.writes(opened, "It prints green now, says Grandmother Wendeline.");
		this.receiver.await("message.received", 1);
		String all = this.receiver.all().stream().map(Received::body).collect(Collectors.joining("\n"));
		assertThat(all).doesNotContain("@", opened.subject(), "Wendeline").contains(opened.number());
	}

	@Test
	void anEndpointHearsOnlyWhatItAskedFor() {
		JsonNode endpoint = added("case.acknowledged");
		this.worker.openAt("investigate");
		this.receiver.await("case.acknowledged", 1);
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		this.receiver.await("webhook.test", 1);
		assertThat(this.receiver.all()).extracting(Received::type).containsOnly("case.acknowledged", "webhook.test");
	}

	@Test
	void whatIsTakenBackIsToldNobody() {
		JsonNode endpoint = added();
		this.transaction.executeWithoutResult((status) -> {
			this.worker.as("agent1", () -> this.worker.open());
			status.setRollbackOnly();
		});
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		this.receiver.await("webhook.test", 1);
		assertThat(this.receiver.all()).extracting(Received::type).containsOnly("webhook.test");
	}

	@Test
	void howATryWentIsKeptOnlyOfWhatIsStillThere() {
		JsonNode endpoint = added();
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		awaitState(endpoint, "delivered", 1);
		long id = newest(endpoint).path("id").asLong();
		WebhookMapper.Attempt attempt = new WebhookMapper.Attempt(this.clock.instant(), 3, 200, null);
		assertThat(this.transactions.retrying(() -> this.deliveries.addAttempt(id, attempt))).isEqualTo(1);
		this.api.send("DELETE", "admin1", path(endpoint, ""), null, Map.of());
		assertThat(this.transactions.retrying(() -> this.deliveries.addAttempt(id, attempt))).isZero();
	}

	@Test
	void whatDoesNotArriveIsTriedTenTimesInThreeDaysAndThenFromThePage() {
		JsonNode endpoint = added();
		this.receiver.answers(500);
		Instant begin = this.clock.instant();
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		for (int attempts = 1; attempts < 10; attempts++) {
			awaitState(endpoint, "waiting", attempts);
			Instant next = Instant.parse(newest(endpoint).path("nextAt").asText());
			this.timers.passes(Duration.between(this.clock.instant(), next).minusSeconds(1));
			assertThat(this.receiver.all()).hasSize(attempts);
			this.timers.passes(Duration.ofSeconds(2));
		}
		awaitState(endpoint, "failed", 10);
		assertThat(Duration.between(begin, this.clock.instant())).isBetween(Duration.ofHours(75), Duration.ofHours(84));
		assertThat(this.receiver.all()).hasSize(10)
			.extracting(Received::id)
			.containsOnly(this.receiver.all().get(0).id());
		assertThat(this.receiver.all()).extracting(Received::body).containsOnly(this.receiver.all().get(0).body());
		assertThat(this.receiver.all()).extracting(Received::timestamp).doesNotHaveDuplicates();
		assertThat(newest(endpoint).path("problem").asText()).isEqualTo("It answered with status 500.");

		this.receiver.answers(200);
		this.api.post("admin1", path(endpoint, "/on"), Map.of());
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		String page = "/admin" + path(endpoint, "");
		assertThat(admin.page(page)).contains("1 failed").contains("It answered with status 500.");
		admin.post(page, page + "/replay", "days=1");
		awaitState(endpoint, "delivered", 1);
		assertThat(this.receiver.all()).hasSize(11)
			.extracting(Received::id)
			.containsOnly(this.receiver.all().get(0).id());
		JsonNode attempts = this.api
			.get("admin1", path(endpoint, "/deliveries/" + newest(endpoint).path("id").asLong() + "/attempts"))
			.json();
		assertThat(attempts).hasSize(11);
		assertThat(attempts.path(0).path("status").asInt()).isEqualTo(500);
		assertThat(attempts.path(10).path("status").asInt()).isEqualTo(200);
	}

	@Test
	void anEndpointThatStaysSilentForThreeDaysIsTurnedOffAndAdministratorsAreTold() {
		JsonNode endpoint = added();
		this.receiver.answers(500);
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		for (int attempts = 1; attempts < 10; attempts++) {
			awaitState(endpoint, "waiting", attempts);
			this.timers.passes(Duration.ofHours(27));
		}
		awaitState(endpoint, "failed", 10);
		JsonNode now = this.api.get("admin1", path(endpoint, "")).json();
		assertThat(now.path("active").asBoolean()).isFalse();
		assertThat(now.path("offBecause").asText()).startsWith("It has taken nothing for three days.");
		assertThat(this.database.queryForList(
				"SELECT account FROM notice WHERE kind = 'WEBHOOK_TURNED_OFF' AND once " + "LIKE ?", String.class,
				"webhook-off-" + endpoint.path("id").asLong() + "-%"))
			.contains("admin1");
		int before = this.receiver.all().size();
		this.worker.open();
		assertThat(this.api.post("admin1", path(endpoint, "/test"), Map.of()).status()).isEqualTo(409);
		assertThat(this.receiver.all()).hasSize(before);
	}

	@Test
	void anEndpointThatIsGoneIsTurnedOffAtOnceAndGetsWhatWaitsWhenItIsBack() {
		JsonNode endpoint = added();
		this.receiver.answers(410);
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		Awaitility.await().until(() -> !this.api.get("admin1", path(endpoint, "")).json().path("active").asBoolean());
		assertThat(this.api.get("admin1", path(endpoint, "")).json().path("offBecause").asText()).contains("410");
		this.receiver.answers(204);
		this.timers.passes(Duration.ofSeconds(10));
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		admin.post("/admin" + path(endpoint, ""), "/admin" + path(endpoint, "/on"), "");
		awaitState(endpoint, "delivered", 2);
	}

	@Test
	void anEndpointThatWantsToBeLeftAloneIsUntilItSaid() {
		JsonNode endpoint = added();
		this.receiver.answers(429, Map.of("Retry-After", "3600"));
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		awaitState(endpoint, "waiting", 1);
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		this.timers.passes(Duration.ofMinutes(50));
		this.sending.work();
		assertThat(this.receiver.all()).hasSize(1);
		this.receiver.answers(200);
		this.timers.passes(Duration.ofMinutes(11));
		Awaitility.await().until(() -> this.receiver.all().size() == 3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308 })
	void nobodyIsSentElsewhere(int status) {
		JsonNode endpoint = added();
		this.receiver.answers(status, Map.of("Location", this.receiver.address() + "&again"));
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		awaitState(endpoint, "waiting", 1);
		assertThat(this.receiver.all()).hasSize(1);
		assertThat(newest(endpoint).path("problem").asText()).isEqualTo("It answered with status " + status + ".");
	}

	@Test
	void anEndpointThatDoesNotAnswerKeepsNoOtherWaiting() {
		try (Receiver hanging = new Receiver()) {
			hanging.saysNothing();
			JsonNode endpoint = this.api
				.post("admin1", "/webhooks", Map.of("url", hanging.address(), "description", "It hangs"))
				.json();
			added("case.opened");
			this.worker.open();
			hanging.await("case.opened", 1);
			this.receiver.await("case.opened", 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.api.get("admin1", path(endpoint, "/deliveries")).text().contains("did not answer"));
		}
	}

	@Test
	void afterARotationBothSecretsSignForADay() {
		JsonNode endpoint = added();
		String first = endpoint.path("secret").asText();
		String second = this.api.post("admin1", path(endpoint, "/rotate"), Map.of()).json().path("secret").asText();
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		Received both = this.receiver.await("webhook.test", 1);
		assertThat(both.isSignedWith(first)).isTrue();
		assertThat(both.isSignedWith(second)).isTrue();
		this.timers.passes(Duration.ofHours(24).plusSeconds(1));
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		Received one = this.receiver.await("webhook.test", 2);
		assertThat(one.isSignedWith(first)).isFalse();
		assertThat(one.isSignedWith(second)).isTrue();
	}

	@Test
	void aSecretIsShownOnceAndIsInNoHistory() {
		JsonNode endpoint = added();
		String secret = endpoint.path("secret").asText();
		assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
		assertThat(this.api.get("admin1", path(endpoint, "")).text()).doesNotContain("whsec_");
		assertThat(this.api.get("admin1", "/webhooks").text()).doesNotContain("whsec_");
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin" + path(endpoint, ""))).doesNotContain("whsec_");
		List<String> entries = this.database.queryForList(
				"SELECT content FROM audit_entry WHERE stream = 'system' AND content LIKE '%webhook.added%'",
				String.class);
		assertThat(entries).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry).doesNotContain("whsec_", "not-for-the-log"));
	}

	@Test
	void twoNodesSendEachEventOnce() {
		JsonNode endpoint = added("case.rated");
		long id = endpoint.path("id").asLong();
		this.sending.stop();
		try {
			IntStream.range(0, 60).forEach((one) -> this.api.post("admin1", path(endpoint, "/test"), Map.of()));
			CompletableFuture<?>[] visits = IntStream.range(0, 4)
				.mapToObj((node) -> new Sender(this.endpoints, this.deliveries, this.post, this.silent,
						this.transactions, this.clock))
				.map((node) -> CompletableFuture.runAsync(() -> node.visit(id)))
				.toArray(CompletableFuture[]::new);
			CompletableFuture.allOf(visits).join();
		}
		finally {
			this.sending.start();
		}
		assertThat(this.receiver.all()).hasSize(60).extracting(Received::id).doesNotHaveDuplicates();
	}

	@Test
	void whatANodeHadInItsHandsWhenItDiedIsSentByTheNext() {
		JsonNode endpoint = added();
		this.sending.stop();
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		Instant now = this.clock.instant();
		this.transaction.executeWithoutResult((status) -> {
			long delivery = this.deliveries.lockDue(endpoint.path("id").asLong(), now).orElseThrow();
			this.deliveries.hold(delivery, now.plus(Duration.ofMinutes(2)));
		});
		this.sending.start();
		this.timers.passes(Duration.ofMinutes(1));
		this.sending.work();
		assertThat(this.receiver.all()).isEmpty();
		this.timers.passes(Duration.ofMinutes(2));
		awaitState(endpoint, "delivered", 1);
	}

	@Test
	void whatWasToldIsForgottenAfterThirtyDays() {
		JsonNode endpoint = added();
		this.api.post("admin1", path(endpoint, "/test"), Map.of());
		awaitState(endpoint, "delivered", 1);
		this.timers.passes(Duration.ofDays(29));
		this.sending.work();
		assertThat(newest(endpoint).path("state").asText()).isEqualTo("delivered");
		this.timers.passes(Duration.ofDays(2));
		Awaitility.await().until(() -> newest(endpoint).isMissingNode());
	}

	@ParameterizedTest
	@CsvSource({ "agent1", "support1", "engineer1", "manager1", "auditor1" })
	void webhooksAreForAdministratorsAtEveryDoor(String account) {
		JsonNode endpoint = added();
		Map<String, Object> asked = Map.of("url", this.receiver.address(), "description", "Mine");
		assertThat(this.api.get(account, "/webhooks").status()).isEqualTo(403);
		assertThat(this.api.get(account, path(endpoint, "/deliveries")).status()).isEqualTo(403);
		assertThat(this.api.post(account, "/webhooks", asked).status()).isEqualTo(403);
		assertThat(this.api.post(account, path(endpoint, "/rotate"), Map.of()).status()).isEqualTo(403);
		SignedInPerson person = new SignedInPerson(this.api, account);
		assertThat(person.get("/admin/webhooks").statusCode()).isEqualTo(403);
		HttpResponse<byte[]> posted = person.sends("/account", "/admin" + path(endpoint, "/off"), "");
		assertThat(posted.statusCode()).isEqualTo(403);
		assertThat(this.api.get("admin1", path(endpoint, "")).json().path("active").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "'' | Give an address", "ftp://example.com/ | must begin with https://",
			"https://a:b@example.com/ | neither a name with a password", "https://exa mple/ | This is no address",
			"https:///path | Give a host", "https://example.com/#part | part after #" })
	void anAddressThatWontDoIsToldAtItsField(String url, String words) {
		Map<String, Object> asked = Map.of("url", url, "description", "x");
		Api.Answer refused = this.api.post("admin1", "/webhooks", asked);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(problem(refused.json(), "url")).as(refused.text()).contains(words);
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		assertThat(
				new String(admin
					.sends("/admin/webhooks", "/admin/webhooks",
							"description=x&url="
									+ java.net.URLEncoder.encode(url, java.nio.charset.StandardCharsets.UTF_8))
					.body(), java.nio.charset.StandardCharsets.UTF_8))
			.contains("id=\"url-problem\"")
			.contains(words);
		assertThat(this.api.get("admin1", "/webhooks").json().path("items")).isEmpty();
	}

	@Test
	void unknownEventsAndMissingWordsAreToldTogether() {
		JsonNode refused = this.api
			.post("admin1", "/webhooks",
					Map.of("url", this.receiver.address(), "description", " ", "types", List.of("case.eaten")))
			.json();
		assertThat(problem(refused, "types")).contains("There is no event \"case.eaten\"");
		assertThat(problem(refused, "description")).contains("whose it is");
		assertThat(this.api.get("admin1", "/webhooks/events").json()).hasSize(EventType.values().length);
		assertThat(this.api.get("admin1", "/webhooks/4711").status()).isEqualTo(404);
		assertThat(this.api.post("admin1", "/webhooks/4711/test", Map.of()).status()).isEqualTo(404);
	}

	@Test
	void whatEventsStandForIsRecordedInAJourney() {
		SupportCase whole = this.worker.openAt("verification");
		this.worker.does(whole, "verify-fix");
		Set<String> actions = Set.copyOf(this.database.queryForList(
				"SELECT DISTINCT JSON_VALUE(content, '$.action') FROM audit_entry WHERE stream = ?", String.class,
				whole.number()));
		assertThat(Arrays.stream(EventType.values())
			.filter((type) -> actions.stream()
				.anyMatch((action) -> EventType.ofAction(action).filter(type::equals).isPresent())))
			.contains(EventType.CASE_OPENED, EventType.CASE_TRIAGED, EventType.CASE_ASSIGNED,
					EventType.CASE_ACKNOWLEDGED, EventType.MESSAGE_RECEIVED, EventType.MESSAGE_SENT,
					EventType.MESSAGE_DELIVERED, EventType.PROMISE_MADE, EventType.PROMISE_KEPT,
					EventType.ESCALATION_HANDED_OVER, EventType.ESCALATION_ANSWERED, EventType.DEFECT_LINKED,
					EventType.VERIFICATION_PASSED);
		assertThat(EventType.values()).extracting(EventType::word)
			.allMatch((word) -> word.matches("[a-z_]+\\.[a-z_]+"));
	}

}
