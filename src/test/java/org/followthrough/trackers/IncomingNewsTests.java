package org.followthrough.trackers;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.trackers.StandInTracker.Webhook;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes back from trackers: by webhooks, or by asking where those don't come. It is
 * shown and told, and moves no case.
 */
class IncomingNewsTests extends TrackerTest {

	private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3))";

	@Autowired
	private Reports reports;

	@Autowired
	private WebhookInbox inbox;

	@ParameterizedTest
	@MethodSource("kinds")
	void webhooksBringStatusAndComments(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		tracker.assigns(there, "octo-engineer");
		tracker.labels(there, "tray");
		tracker.comments(there, "somebody", "It is the tray.");
		delivers(tracker);
		settle();
		IssueView here = view(defect);
		assertThat(here.issue().title()).isEqualTo("Feeds the wrong tray");
		assertThat(here.issue().assignee()).isEqualTo("octo-engineer");
		assertThat(here.issue().labelList()).containsExactly("tray");
		assertThat(here.comments()).extracting(IssueComment::body).containsExactly("It is the tray.");
		assertThat(here.comments()).extracting(IssueComment::account).containsExactly((String) null);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatNoWebhookToldIsFoundByAsking(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		StandInIssue.Comment first = tracker.comments(there, "somebody", "It is the tray.");
		StandInIssue.Comment second = tracker.comments(there, "somebody", "Or the cable.");
		tracker.webhooks.clear();
		passes(Duration.ofMinutes(6));
		assertThat(view(defect).comments()).hasSize(2);
		tracker.edits(there, first, "It is the lower tray.");
		tracker.deletes(there, second);
		tracker.renames(there, "Feeds the upper tray");
		tracker.webhooks.clear();
		passes(Duration.ofMinutes(6));
		assertThat(view(defect).comments()).extracting(IssueComment::body).containsExactly("It is the lower tray.");
		assertThat(view(defect).issue().title()).isEqualTo("Feeds the upper tray");
	}

	@Test
	void askingCostsNothingOfTheLimitWhileNothingChanges() {
		linked(StandIn.GITHUB, defect(inEngineering()));
		passes(Duration.ofMinutes(6));
		passes(Duration.ofMinutes(6));
		StandIn.GITHUB.requests.clear();
		passes(Duration.ofMinutes(6));
		assertThat(StandIn.GITHUB.requests).hasSize(1);
		assertThat(this.database.queryForObject("SELECT poll_etag FROM tracker WHERE name = 'github'", String.class))
			.isNotNull();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsNotSignedIsRefusedAndNotKept(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		StandInIssue there = linked(tracker, defect(inEngineering()));
		tracker.comments(there, "somebody", "It is the tray.");
		Webhook real = tracker.webhooks.get(0);
		assertThat(delivers(tracker, new Webhook(real.headers(), real.body() + " "))).isEqualTo(401);
		assertThat(delivers(tracker, new Webhook(Map.of("Content-Type", "application/json"), real.body())))
			.isEqualTo(401);
		Map<String, String> wrong = new HashMap<>(real.headers());
		wrong.replaceAll(
				(name, value) -> name.contains("ignature") ? value.substring(0, value.length() - 4) + "AAA=" : value);
		assertThat(delivers(tracker, new Webhook(wrong, real.body()))).isEqualTo(401);
		settle();
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM tracker_delivery", Integer.class)).isZero();
		org.awaitility.Awaitility.await()
			.until(() -> this.database.queryForObject("SELECT refused FROM tracker WHERE name = ?", Integer.class,
					kind) == 3);
		assertThat(delivers(tracker, real)).isEqualTo(202);
	}

	@Test
	void aTrackerThatNobodyConfiguredIsUnknown() {
		assertThat(sends("/hooks/trackers/nobody", Map.of(), "{}")).isEqualTo(404);
	}

	@Test
	void aDeliveryThatIsTooLargeIsNotRead() {
		Webhook large = new Webhook(Map.of("Content-Type", "application/json"), "x".repeat(6_000_000));
		assertThat(delivers(StandIn.GITHUB, large)).isEqualTo(413);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void theSameDeliveryIsKeptOnce(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		tracker.comments(there, "somebody", "It is the tray.");
		Webhook told = tracker.webhooks.get(0);
		for (int times = 0; times < 3; times++) {
			assertThat(delivers(tracker, told)).isEqualTo(202);
		}
		settle();
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM tracker_delivery", Integer.class)).isEqualTo(1);
		assertThat(view(defect).comments()).hasSize(1);
		passes(Duration.ofDays(8));
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM tracker_delivery", Integer.class)).isZero();
	}

	@Test
	void whatIsSignedAndNoJsonHarmsNobody() {
		String body = "payload=%7B%7D";
		Map<String, String> headers = new HashMap<>(StandIn.GITHUB.headers("1", body, false));
		assertThat(sends("/hooks/trackers/github", headers, body)).isEqualTo(202);
		settle();
		assertThat(this.database.queryForObject("SELECT problem FROM tracker_delivery", String.class))
			.contains("application/json");
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void closingThereMovesNoCaseAndAsksTheEngineer(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		SupportCase of = inEngineering();
		this.worker.claims("engineer1", of, "reproduce-and-fix");
		Defect defect = defect(of);
		StandInIssue there = linked(tracker, defect);
		List<String> tasks = this.worker.open(of);
		tracker.comments(there, "octo-agent", "Fixed in 1.0.1, closing.");
		tracker.closes(there);
		delivers(tracker);
		settle();
		assertThat(view(defect).issue().closed()).isTrue();
		SupportCase now = this.worker.now(of);
		assertThat(now.isOpen()).isTrue();
		assertThat(now.stage()).isEqualTo("engineering");
		assertThat(this.worker.open(of)).isEqualTo(tasks);
		assertThat(this.defects.get(defect.number()).state()).isEqualTo(Defect.State.OPEN);
		assertThat(notices(of)).containsExactly("engineer1");
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + of.number()))
			.contains("is it fixed, and in which build?");
		// Neither the same news again nor asking tells it twice; closing it again does.
		tracker.comments(there, "somebody", "Really.");
		delivers(tracker);
		passes(Duration.ofMinutes(6));
		assertThat(notices(of)).hasSize(1);
		tracker.reopens(there);
		delivers(tracker);
		passes(Duration.ofMinutes(1));
		tracker.closes(there);
		delivers(tracker);
		settle();
		assertThat(notices(of)).hasSize(2);
		assertThat(this.worker.now(of).stage()).isEqualTo("engineering");
	}

	private List<String> notices(SupportCase of) {
		return this.database.queryForList("SELECT account FROM notice WHERE kind = 'CLOSED_IN_TRACKER' AND case_id = ?",
				String.class, of.id());
	}

	@Test
	void theOwnerIsAskedWhileNoEngineerHasIt() {
		SupportCase of = inEngineering();
		StandInIssue there = linked(StandIn.JIRA, defect(of));
		StandIn.JIRA.closes(there);
		delivers(StandIn.JIRA);
		settle();
		assertThat(notices(of)).containsExactly(String.valueOf(this.worker.now(of).owner()));
	}

	@Test
	void theEngineerOfTheWeekIsToldToo() {
		SupportCase held = inEngineering();
		this.worker.claims("engineer1", held, "reproduce-and-fix");
		SupportCase free = inEngineering();
		StandInIssue ofHeld = linked(StandIn.GITHUB, defect(held));
		StandInIssue ofFree = linked(StandIn.GITLAB, defect(free));
		assertThat(this.api
			.post("manager1", "/rota/teams/support/weeks", Map.of("weeks", 2, "engineers", List.of("engineer2")))
			.status()).isEqualTo(200);
		try {
			StandIn.GITHUB.closes(ofHeld);
			StandIn.GITLAB.closes(ofFree);
			delivers(StandIn.GITHUB);
			delivers(StandIn.GITLAB);
			settle();
			assertThat(notices(held)).containsExactlyInAnyOrder("engineer1", "engineer2");
			assertThat(notices(free)).containsExactlyInAnyOrder(String.valueOf(this.worker.now(free).owner()),
					"engineer2");
		}
		finally {
			change("DELETE FROM shift");
			change("UPDATE rota_change SET version = version + 1");
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void anEngineersCommentKeepsWhatEngineeringOwes(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		SupportCase of = inEngineering();
		SupportCase other = sameDefectAs(of);
		StandInIssue there = linked(tracker, defect(of));
		assertThat(engineering(of)).containsExactly("engineering-answer running");
		// Who isn't an engineer of ours reports nothing, however they are called.
		tracker.comments(there, "somebody", "Same here.");
		tracker.comments(there, "octo-agent", "Any news?");
		delivers(tracker);
		settle();
		assertThat(engineering(of)).containsExactly("engineering-answer running");
		tracker.comments(there, ENGINEER_THERE, "Reproduced. We are on it.");
		delivers(tracker);
		settle();
		assertThat(engineering(of)).containsExactly("engineering-answer kept", "engineering-report running");
		assertThat(engineering(other)).as("owed on the case by which engineering has the defect").isEmpty();
		assertThat(this.api.get("auditor1", "/cases/" + of.number() + "/timeline").text()).contains("tracker",
				"engineer1");
		// Read again, it is no further report.
		tracker.webhooks.clear();
		passes(Duration.ofMinutes(6));
		assertThat(engineering(of)).hasSize(2);
		this.promises.allKept();
	}

	private List<String> engineering(SupportCase of) {
		return this.database.queryForList(
				"SELECT CONCAT(LOWER(REPLACE(kind, '_', '-')), ' ', LOWER(COALESCE(ending, 'running')))"
						+ " FROM promise WHERE case_id = ? AND kind LIKE 'ENGINEERING%' ORDER BY id",
				String.class, of.id());
	}

	@RepeatedTest(4)
	void severalNodesTellOfAReportOnce() {
		SupportCase of = inEngineering();
		sameDefectAs(of);
		this.trackerWorker.stop();
		try {
			change("INSERT INTO tracker_report (defect, account, written_at) VALUES (?, 'engineer1', ?)",
					defect(of).number(), Timestamp.from(this.clock.instant().plusSeconds(30)));
			List<Callable<Boolean>> nodes = List.of(this.reports::tell, this.reports::tell, this.reports::tell);
			AtOnce.all(nodes);
		}
		finally {
			this.trackerWorker.start();
		}
		settle();
		assertThat(engineering(of)).containsExactly("engineering-answer kept", "engineering-report running");
	}

	private SupportCase sameDefectAs(SupportCase of) {
		SupportCase other = this.worker.openAt("escalate");
		this.worker.does(other, "escalate", Map.of("sameDefectAs", defect(of).number()));
		return other;
	}

	@Test
	void anEditedReportIsNoOtherOneEvenIfTheTrackersClockIsAhead() {
		StandIn.GITHUB.begin(Clock.offset(this.clock, Duration.ofMinutes(1)));
		SupportCase of = inEngineering();
		StandInIssue there = linked(StandIn.GITHUB, defect(of));
		StandInIssue.Comment report = StandIn.GITHUB.comments(there, ENGINEER_THERE, "Reproduced.");
		delivers(StandIn.GITHUB);
		settle();
		StandIn.GITHUB.edits(there, report, "Reproduced, with tray 2.");
		delivers(StandIn.GITHUB);
		settle();
		assertThat(view(defect(of)).comments()).extracting(IssueComment::body)
			.containsExactly("Reproduced, with tray 2.");
		assertThat(engineering(of)).containsExactly("engineering-answer kept", "engineering-report running");
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatChangesWhileItIsReadIsReadOnceMore(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		tracker.happensMeanwhile(() -> {
			tracker.renames(there, "Feeds the upper tray");
			delivers(tracker);
			// As another node would; this one is busy reading.
			this.inbox.handle();
		});
		this.worker.as("agent1", () -> this.issues.again(view(defect).issue().id()));
		settle();
		assertThat(view(defect).issue().title()).isEqualTo("Feeds the upper tray");
	}

	@Test
	void whatWasWrittenBeforeTheIssueWasLinkedReportsNothing() {
		SupportCase of = inEngineering();
		StandInIssue there = StandIn.GITLAB.opens("Feeds the wrong tray", "");
		StandIn.GITLAB.comments(there, ENGINEER_THERE, "Known since last year.");
		this.timers.advance(Duration.ofMinutes(2));
		link(StandIn.GITLAB, there, defect(of));
		settle();
		assertThat(view(defect(of)).comments()).extracting(IssueComment::account).containsExactly("engineer1");
		assertThat(engineering(of)).containsExactly("engineering-answer running");
	}

	@Test
	void whatIsHostileIsShownAsText() {
		SupportCase of = inEngineering();
		StandInIssue there = linked(StandIn.GITHUB, defect(of));
		StandIn.GITHUB.renames(there, HOSTILE);
		StandIn.GITHUB.labels(there, "<b>label</b>");
		StandIn.GITHUB.comments(there, "<i>somebody</i>", HOSTILE + "\u202Eevil\u0000");
		delivers(StandIn.GITHUB);
		settle();
		for (String account : List.of("agent1", "auditor1")) {
			String page = new SignedInPerson(this.api, account).page("/cases/" + of.number());
			assertThat(page)
				.contains("&lt;script&gt;alert(1)", "&lt;b&gt;label&lt;/b&gt;", "&lt;i&gt;somebody&lt;/i&gt;")
				.doesNotContain("<script>alert(1)", "<img src=x", "<b>label", "href=\"javascript", "\u202E");
		}
	}

	@Test
	void whatIsHugeIsCut() {
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(StandIn.GITLAB, defect);
		StandIn.GITLAB.comments(there, "somebody", "x".repeat(900_000));
		StandIn.GITLAB.renames(there, "y".repeat(5_000));
		delivers(StandIn.GITLAB);
		settle();
		assertThat(view(defect).comments().get(0).body()).hasSize(20_000).endsWith("[…]");
		assertThat(view(defect).issue().title()).hasSize(500);
	}

	@Test
	void manyCommentsAreReadPageByPage() {
		Defect defect = defect(inEngineering());
		for (StandInTracker tracker : StandIn.ALL) {
			StandInIssue there = tracker.opens("Many", "");
			for (int number = 0; number < 230; number++) {
				tracker.comments(there, "somebody", "Comment " + number);
			}
			tracker.webhooks.clear();
			link(tracker, there, defect);
		}
		settle();
		assertThat(this.database
			.queryForList("SELECT COUNT(*) FROM tracker_comment GROUP BY issue_id ORDER BY issue_id", Integer.class))
			.containsExactly(230, 230, 230, 230);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void moreChangesThanOnePageAreAllFound(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		for (int number = 0; number < 250; number++) {
			tracker.opens("Another " + number, "");
		}
		this.timers.advance(Duration.ofSeconds(5));
		tracker.renames(there, "Changed last");
		tracker.webhooks.clear();
		passes(Duration.ofMinutes(6));
		assertThat(view(defect).issue().title()).isEqualTo("Changed last");
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void anIssueThatIsGoneShowsAsGone(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		linked(tracker, defect);
		tracker.issues.clear();
		this.worker.as("agent1", () -> this.issues.again(view(defect).issue().id()));
		settle();
		assertThat(view(defect).issue().gone()).isTrue();
		assertThat(view(defect).isStuck()).isTrue();
	}

}
