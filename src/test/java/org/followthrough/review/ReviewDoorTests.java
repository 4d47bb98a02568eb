package org.followthrough.review;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Audit;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Impact;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of reviews and the comments in them, over REST and on pages.
 */
@Tag("thorough")
@FollowthroughTest
class ReviewDoorTests {

	private static final Pattern NEXT_PAGE = Pattern.compile("href=\"(/board\\?cursor=[^\"]+)\"");

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Customers customers;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Timers timers;

	@Autowired
	private Reviews reviews;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void nothingIsReviewedOrHeldAndAllPromisesAreKept() {
		rules(Map.of());
		this.timers.ringAllNow("review-time-came");
		this.worker.awaitDelivery();
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void withoutARuleNothingIsReviewed() {
		assertThat(written("agent1", this.worker.openAt("investigate")).isHeld()).isFalse();
	}

	@Test
	void theFirstMessagesOfAColleagueAreReviewed() {
		SupportCase of = this.worker.openAt("investigate");
		String fresh = "support2";
		int sent = sent(fresh);
		rules(Map.of("firstMessages", sent + 1));
		assertThat(written(fresh, of).isHeld()).isTrue();
		this.worker.does(of, "review-reply");
		assertThat(written(fresh, of).isHeld()).as("their message number " + (sent + 2)).isFalse();
		assertThat(reasons(of)).containsExactly("new-colleague");
	}

	@Test
	void whatGoesToCustomersOfAPlanIsReviewed() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("plans", List.of("premium")));
		assertThat(written("agent1", of).isHeld()).isFalse();
		assertThat(this.api
			.send("PUT", "manager1", "/customers/" + this.customer.address(of),
					Map.of("plan", "premium", "kind", "customer"), Map.of())
			.status()).isEqualTo(200);
		assertThat(written("agent1", of).isHeld()).isTrue();
		assertThat(reasons(of)).containsExactly("plan");
		assertThat(this.customers.get(of.customerId()).plan()).isEqualTo("premium");
	}

	@Test
	void whatIsWrittenOnCasesOfASeverityIsReviewed() {
		SupportCase normal = this.worker.openAt("investigate");
		SupportCase low = this.worker.open(Impact.QUESTION);
		this.worker.does(low, "acknowledge");
		rules(Map.of("severities", List.of(String.valueOf(this.worker.now(low).severity()))));
		assertThat(written("agent1", normal).isHeld()).isFalse();
		assertThat(written("agent1", low).isHeld()).isTrue();
		assertThat(reasons(low)).containsExactly("severity");
	}

	@Test
	void whyItCantBeSolvedIsReviewed() {
		SupportCase of = this.worker.openAt("explain-unsolved");
		rules(Map.of("unsolved", true));
		assertThat(written("agent1", of).isHeld()).isFalse();
		this.worker.does(of, "explain-unsolved");
		assertThat(last(of)).extracting(Message::kind, Message::isHeld).containsExactly(Message.Kind.EXPLANATION, true);
		assertThat(reasons(of)).containsExactly("unsolved");
	}

	@Test
	void aSampleIsReviewed() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		assertThat(written("agent1", of).isHeld()).isTrue();
		assertThat(reasons(of)).containsExactly("sample");
	}

	@Test
	void managersAreTakenAtTheirWordAndWhatEndsACaseIsNotHeld() {
		SupportCase of = this.worker.openAt("sign-off");
		rules(Map.of("sample", 100));
		assertThat(written("manager1", of).isHeld()).isFalse();
		for (int reminder = 0; reminder < 3; reminder++) {
			this.worker.awaitDelivery(of);
			this.timers.advance(Duration.ofDays(2));
		}
		this.worker.does(of, "decide-unanswered");
		assertThat(last(of)).extracting(Message::kind, Message::isHeld).containsExactly(Message.Kind.CLOSING, false);
	}

	@Test
	void aRuleIsSavedOnThePage() {
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		int version = rule().path("version").asInt();
		String saved = manager.post("/review-rules?team=support", "/review-rules", "team=support&version=" + version
				+ "&firstMessages=3&plans=premium%2C+gold&severities=&unsolved=true&sample=10&span=PT3H");
		assertThat(saved).contains("The rules of support are saved.").contains("premium, gold");
		JsonNode rule = rule();
		assertThat(rule.path("firstMessages").asInt()).isEqualTo(3);
		assertThat(rule.path("plans")).extracting(JsonNode::asText).containsExactly("premium", "gold");
		assertThat(rule.path("unsolved").asBoolean()).isTrue();
		assertThat(rule.path("span").asText()).isEqualTo("PT3H");
		assertThat(this.timeline.of(Audit.SYSTEM, 0, 100_000)).anySatisfy((entry) -> {
			assertThat(entry.action()).isEqualTo("review.rules-saved");
			assertThat(entry.details().toString()).contains("support", "gold", "PT3H");
		});
		String overtaken = manager.post("/review-rules?team=support", "/review-rules",
				"team=support&version=" + version + "&firstMessages=7&span=PT3H");
		assertThat(overtaken).contains("Somebody else has changed this team").contains("value=\"7\"");
		assertThat(rule().path("firstMessages").asInt()).isEqualTo(3);
	}

	@Test
	void whatCantBeARuleIsNamed() {
		for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("firstMessages", -1),
				Map.of("firstMessages", 501), Map.of("sample", 101), Map.of("span", "soon"), Map.of("span", "PT5M"),
				Map.of("span", "P11D"), Map.of("plans", List.of("a,b")),
				Map.of("severities", List.of("x".repeat(31))))) {
			Answer refused = save("manager1", wrong);
			assertThat(refused.status()).as(wrong + refused.text()).isEqualTo(422);
			assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(wrong.keySet().iterator().next());
		}
		String page = new SignedInPerson(this.api, "manager1").post("/review-rules?team=support", "/review-rules",
				"team=support&version=0&firstMessages=many&span=PT2H");
		assertThat(page).contains("Between 0 and 500").contains("value=\"many\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "support1", "engineer1", "admin1", "auditor1" })
	void onlyManagersSayWhatIsReviewed(String account) {
		assertThat(save(account, Map.of("sample", 50)).status()).isEqualTo(403);
		SignedInPerson person = new SignedInPerson(this.api, account);
		assertThat(person.page("/review-rules?team=support")).contains("Managers say what is reviewed.")
			.doesNotContain("name=\"sample\"");
		assertThat(person.sends("/account", "/review-rules", "team=support&version=0&sample=50").statusCode())
			.isEqualTo(403);
	}

	@Test
	void commentsStandBesideTheReplyByWhateverDoorTheyCame() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		written("agent1", of);
		long id = review(of).path("id").asLong();
		assertThat(
				this.api.post("support1", "/reviews/" + id + "/comments", Map.of("quote", "on it", "words", "Say who."))
					.status())
			.isEqualTo(201);
		SignedInPerson engineer = new SignedInPerson(this.api, "engineer1");
		String page = engineer.post("/cases/" + of.number(), "/cases/" + of.number() + "/reviews/" + id + "/comments",
				"quote=&words=" + encoded("<b>Which</b> tray?"));
		assertThat(page)
			.contains("Your comment is kept.", "held for review, goes out at the latest", "Say who.", "on it")
			.contains("&lt;b&gt;Which&lt;/b&gt; tray?");
		assertThat(review(of).path("comments")).hasSize(2);
		assertThat(review(of).at("/comments/0/quote").asText()).isEqualTo("on it");
	}

	@Test
	void aCommentThatCantBeKeptIsNamed() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		written("agent1", of);
		long id = review(of).path("id").asLong();
		for (Map<String, String> wrong : List.of(Map.of("words", " "), Map.of("words", "x".repeat(10_001)),
				Map.of("words", "Hm.", "quote", "words of another"),
				Map.of("words", "Hm.", "quote", "x".repeat(2001)))) {
			assertThat(this.api.post("support1", "/reviews/" + id + "/comments", wrong).status()).isEqualTo(422);
		}
		SignedInPerson support = new SignedInPerson(this.api, "support1");
		String path = "/cases/" + of.number() + "/reviews/" + id + "/comments";
		assertThat(support.post("/cases/" + of.number(), path, "quote=nowhere&words=Hm"))
			.contains("These words don&#39;t stand in the reply.")
			.contains("value=\"nowhere\"");
		assertThat(this.api.post("support1", "/reviews/999999999/comments", Map.of("words", "Hm")).status())
			.isEqualTo(404);
		assertThat(this.api.post("auditor1", "/reviews/" + id + "/comments", Map.of("words", "Hm")).status())
			.isEqualTo(403);
		this.worker.does(of, "review-reply");
		assertThat(this.api.post("support1", "/reviews/" + id + "/comments", Map.of("words", "Late.")).status())
			.isEqualTo(409);
	}

	@Test
	void itsAuthorTakesAReplyBackOnThePage() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		written("agent1", of);
		long id = review(of).path("id").asLong();
		String path = "/cases/" + of.number() + "/reviews/" + id + "/withdraw";
		assertThat(new SignedInPerson(this.api, "agent2").page("/cases/" + of.number())).doesNotContain("Take it back");
		SignedInPerson author = new SignedInPerson(this.api, "agent1");
		assertThat(author.page("/cases/" + of.number())).contains("Take it back");
		assertThat(author.post("/cases/" + of.number(), path, "")).contains("It was not sent.", "not sent</span>");
		assertThat(last(of).isUnsent()).isTrue();
	}

	/** All pages of the board: other tests left cases that are due before. */
	private static List<String> board(SignedInPerson agent) {
		List<String> pages = new ArrayList<>(List.of(agent.page("/board")));
		Matcher next = NEXT_PAGE.matcher(pages.get(0));
		while (next.find()) {
			pages.add(agent.page(next.group(1)));
			next = NEXT_PAGE.matcher(pages.get(pages.size() - 1));
		}
		return pages;
	}

	@Test
	void whoWritesIsToldThatItIsHeld() {
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.post("/cases/" + of.number(), "/cases/" + of.number() + "/messages", "text=On+it."))
			.contains("Your message is held: somebody else reads it before it goes.");
		assertThat(board(agent)).anySatisfy((page) -> assertThat(page).contains("word held for review"));
		Answer message = this.api.post("agent1", "/cases/" + of.number() + "/messages", Map.of("text", "On it."));
		assertThat(message.json().path("delivery").asText()).isEqualTo("held");
		assertThat(message.json().path("visibility").asText()).isEqualTo("internal");
	}

	@Test
	void theFiguresCountHowReviewsEnded() {
		int held = figure("held");
		int unreviewed = figure("unreviewed");
		SupportCase of = this.worker.openAt("investigate");
		rules(Map.of("sample", 100));
		written("agent1", of);
		this.worker.does(of, "review-reply");
		written("agent1", of);
		this.timers.advance(Duration.ofHours(2));
		assertThat(figure("held")).isEqualTo(held + 2);
		assertThat(figure("unreviewed")).isEqualTo(unreviewed + 1);
		assertThat(new SignedInPerson(this.api, "manager1").page("/review-rules")).contains("Went unreviewed",
				"support");
	}

	/** Of all months together. */
	private int figure(String which) {
		return this.reviews.figures(this.timers.in(Duration.ofDays(-365)))
			.stream()
			.filter((one) -> one.team().equals("support"))
			.mapToInt((one) -> which.equals("held") ? one.held() : one.unreviewed())
			.sum();
	}

	private Message written(String account, SupportCase on) {
		assertThat(
				this.api.post(account, "/cases/" + on.number() + "/messages", Map.of("text", "We are on it.")).status())
			.isEqualTo(201);
		return last(on);
	}

	private Message last(SupportCase of) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter(Message::isByPerson)
			.reduce((one, later) -> later)
			.orElseThrow();
	}

	/** So many they have sent in the tests before. */
	private int sent(String account) {
		Integer sent = this.database.queryForObject(
				"SELECT COUNT(*) FROM message WHERE author = ? AND visibility = 'PUBLIC'", Integer.class, account);
		return (sent != null) ? sent : 0;
	}

	private List<String> reasons(SupportCase of) {
		List<String> reasons = new ArrayList<>();
		review(of).path("reasons").forEach((reason) -> reasons.add(reason.asText()));
		return reasons;
	}

	private JsonNode review(SupportCase of) {
		return this.api.get("agent1", "/cases/" + of.number() + "/reviews").json().path(0);
	}

	private JsonNode rule() {
		for (JsonNode rule : this.api.get("manager1", "/review-rules").json()) {
			if (rule.path("team").asText().equals("support")) {
				return rule;
			}
		}
		throw new AssertionError("There is no team support yet");
	}

	private void rules(Map<String, Object> rules) {
		Answer saved = save("manager1", rules);
		assertThat(saved.status()).as(saved.text()).isEqualTo(200);
	}

	private Answer save(String account, Map<String, Object> rules) {
		Map<String, Object> wanted = new HashMap<>(rules);
		this.api.get("manager1", "/review-rules").json().forEach((rule) -> {
			if (rule.path("team").asText().equals("support")) {
				wanted.put("version", rule.path("version").asInt());
			}
		});
		return this.api.send("PUT", account, "/review-rules/support", wanted, Map.of());
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
