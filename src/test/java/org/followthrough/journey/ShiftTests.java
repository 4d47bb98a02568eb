package org.followthrough.journey;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.IdentityService;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.promises.StepPromises;
import org.followthrough.testing.Api;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Post;
import org.followthrough.web.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Engineers take turns at escalations: who gets them, and what becomes of those that are
 * open when the turn passes on. In an application of their own, since each turn sees to
 * all escalations, those of other tests too.
 */
@OwnApplication
class ShiftTests extends JourneyTest {

	/** Longer than it takes until what changed is gone through. */
	private static final Duration SETTLING = Duration.ofSeconds(7);

	private static final String TASK = "reproduce-and-fix";

	private static final String QUESTION = "hand-over-or-keep";

	@Autowired
	private Api api;

	@Autowired
	private Tasks tasks;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Messages messages;

	@Autowired
	private StepPromises owed;

	@Autowired
	private Post post;

	@Autowired
	private People people;

	@Autowired
	private IdentityService identities;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@BeforeEach
	void engineersTakeTurns() {
		// A team is known once a case went to it.
		open();
		takeTurns("engineer1", "engineer2");
	}

	/** The other tests share this application, and know of no rota. */
	@AfterEach
	void nobodyTakesTurns() {
		this.transaction.executeWithoutResult((status) -> {
			this.database.update("DELETE FROM shift");
			this.database.update("DELETE FROM absence");
			this.database.update("UPDATE rota_change SET version = version + 1");
		});
		awaitDuty("");
	}

	@Test
	void whoIsOnShiftGetsAnEscalationAndNobodyElseTakesIt() {
		SupportCase escalated = openAt("engineering");
		TaskView task = this.worker.task(escalated, TASK);
		assertThat(task.candidate()).isEqualTo("engineer1");
		assertThat(this.api.get("engineer1", "/tasks").text()).contains(task.id());
		assertThat(this.api.get("engineer2", "/tasks").text()).doesNotContain(task.id());
		Api.Answer refused = this.api.post("engineer2", "/tasks/" + task.id() + "/claim", Map.of());
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.text()).contains("engineer1 is on shift");
		CamundaSession other = CamundaSession.of(this.api, "engineer2");
		assertThat(other.engine("POST", "/task/" + task.id() + "/claim", Map.of("userId", "engineer2")).status())
			.isEqualTo(403);
		assertThat(this.worker.task(escalated, TASK).assignee()).isNull();
		CamundaSession onShift = CamundaSession.of(this.api, "engineer1");
		assertThat(shown(onShift, "For me on shift")).contains(task.id());
		assertThat(shown(other, "For me on shift")).doesNotContain(task.id());
		assertThat(onShift.engine("POST", "/task/" + task.id() + "/claim", Map.of("userId", "engineer1")).status())
			.isEqualTo(204);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer1");
	}

	@Test
	void managersGiveAnEscalationToAnyEngineer() {
		SupportCase escalated = openAt("engineering");
		String task = this.worker.task(escalated, TASK).id();
		assertThat(assigns("engineer1", task, "engineer2")).isEqualTo(403);
		assertThat(assigns("manager1", task, "agent1")).isEqualTo(403);
		assertThat(assigns("manager1", task, "engineer2")).isEqualTo(200);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer2");
		CamundaSession manager = CamundaSession.of(this.api, "manager1");
		assertThat(manager.engine("POST", "/task/" + task + "/assignee", Map.of("userId", "engineer1")).status())
			.isEqualTo(204);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer1");
		CamundaSession engineer = CamundaSession.of(this.api, "engineer2");
		assertThat(engineer.engine("POST", "/task/" + task + "/assignee", Map.of("userId", "engineer2")).status())
			.isEqualTo(403);
		SupportCase other = open();
		assertThat(assigns("manager1", this.worker.task(other, "acknowledge").id(), "agent1")).isEqualTo(403);
	}

	@Test
	void whatNobodyHasTakenIsOfferedToWhoeverIsNext() {
		SupportCase escalated = openAt("engineering");
		weekTurns();
		assertThat(this.worker.task(escalated, TASK).candidate()).isEqualTo("engineer2");
		assertThat(this.worker.open(escalated)).doesNotContain(QUESTION);
		assertThat(this.api.get("engineer2", "/tasks").text()).contains(this.worker.task(escalated, TASK).id());
		does(escalated, TASK);
		assertThatJourney(escalated).isWaitingAt("verification");
	}

	@Test
	void whoeverHasAnEscalationHandsItOverWithANote() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		assertThat(this.worker.task(escalated, QUESTION).assignee()).isEqualTo("engineer1");
		Instant due = this.owed.running(escalated).orElseThrow().dueAt();
		this.worker.does(escalated, QUESTION, Map.of("outcome", "hand-over", "message", "It is the tray. Look at v2."));
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer2");
		assertThat(this.owed.running(escalated).orElseThrow().dueAt()).isEqualTo(due);
		assertThat(this.messages.ofCase(escalated.id())).filteredOn((one) -> one.kind() == Message.Kind.NOTE)
			.anyMatch((note) -> note.body().contains("Look at v2") && "engineer1".equals(note.author()));
		assertThat(details(escalated, "shift.handed-over")).containsEntry("from", "engineer1")
			.containsEntry("to", "engineer2")
			.containsEntry("why", "handed over");
		assertThatCalled(escalated, "escalation").hasPassed("handed-on").isWaitingAtExactly(TASK);
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(this.post.await("engineer2@followthrough.example", "handed over to you")).isNotNull();
	}

	@Test
	void whoeverHasAnEscalationKeepsItAndSaysWhy() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		does(escalated, QUESTION);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer1");
		assertThat(details(escalated, "shift.kept")).containsEntry("engineer", "engineer1");
		assertThatCalled(escalated, "escalation").hasPassed("kept").isWaitingAtExactly(TASK);
		daysPass(2);
		assertThat(this.worker.open(escalated)).doesNotContain(QUESTION);
		this.worker.does("engineer1", this.worker.task(escalated, TASK), Map.of());
		assertThatJourney(escalated).isWaitingAt("verification");
	}

	@Test
	void whatIsKeptIsAskedAboutAgainWhenTheNextWeekTurns() {
		takeTurns("engineer1", "engineer2", "engineer2");
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		does(escalated, QUESTION);
		weekTurns();
		assertThat(this.worker.open(escalated)).contains(QUESTION);
	}

	@Test
	void whoeverDoesntSayInAWorkingDayHasItNoMore() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		daysPass(1);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer2");
		assertThat(details(escalated, "shift.handed-over")).containsEntry("why", "undecided in time");
		assertThatCalled(escalated, "escalation").hasPassed("passed-on").isWaitingAtExactly(TASK);
		this.timers.passes(Duration.ofMinutes(1));
		assertThat(this.post.await("agent1@followthrough.example", "passed on in engineering")).isNotNull();
	}

	@Test
	void anAnswerOfEngineeringEndsTheQuestion() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		does(escalated, TASK);
		assertThatJourney(escalated).isWaitingAt("verification");
		assertThat(this.worker.open(escalated)).contains("verify-fix").doesNotContain(QUESTION);
	}

	@Test
	void whoGivesAnEscalationBackIsAskedNothing() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		TaskView task = this.worker.task(escalated, TASK);
		this.worker.as("engineer1", () -> this.tasks.unclaim(task.id()));
		assertThat(this.worker.open(escalated)).contains(TASK).doesNotContain(QUESTION);
		assertThat(this.worker.task(escalated, TASK).candidate()).isEqualTo("engineer2");
		assertThatCalled(escalated, "escalation").hasPassed("nothing-to-decide");
	}

	@Test
	void onlyWhoeverHasTheEscalationAnswersForIt() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		TaskView question = this.worker.task(escalated, QUESTION);
		this.worker.as("engineer1", () -> this.tasks.unclaim(question.id()));
		assertThatThrownBy(() -> this.worker.as("engineer2", () -> this.tasks.claim(question.id())))
			.isInstanceOf(Refusal.class)
			.hasMessageContaining("whoever has the escalation");
		takeTurns("engineer1");
		assertThatThrownBy(
				() -> this.worker.does("engineer1", question, Map.of("outcome", "hand-over", "message", "Take it.")))
			.isInstanceOf(Refusal.class);
	}

	@Test
	void whoHasItNoMoreDecidesNothing() {
		SupportCase escalated = heldBy("engineer1");
		weekTurns();
		String question = this.worker.task(escalated, QUESTION).id();
		assertThat(assigns("manager1", this.worker.task(escalated, TASK).id(), "engineer2")).isEqualTo(200);
		assertThat(this.api
			.post("engineer1", "/tasks/" + question + "/complete",
					Map.of("fields", Map.of("outcome", "keep", "message", "I am nearly done.")))
			.status()).isIn(403, 404, 409);
		assertThat(this.worker.task(escalated, TASK).assignee()).isEqualTo("engineer2");
		assertThat(this.timeline.of(escalated.number(), 0, 1000)).extracting(AuditEntry::action)
			.doesNotContain("shift.kept");
	}

	@Test
	void whoIsAwayHasNothingThatIsUrgent() {
		SupportCase held = heldBy("engineer1");
		SupportCase waiting = openAt("engineering");
		String today = today().toString();
		assertThat(this.api.post("engineer1", "/rota/absences", Map.of("first", today)).status()).isEqualTo(201);
		awaitDuty("engineer2");
		assertThat(this.worker.task(held, TASK).assignee()).isEqualTo("engineer2");
		assertThat(this.worker.task(waiting, TASK).candidate()).isEqualTo("engineer2");
		assertThat(details(held, "shift.handed-over")).containsEntry("why", "away");
		assertThat(this.worker.task(openAt("engineering"), TASK).candidate()).isEqualTo("engineer2");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whoIsNoEngineerAnyMoreLeavesNothingBehind(boolean deleted) {
		String account = deleted ? "engineer8" : "engineer9";
		this.people.add(new Person(account, "Leo Leaver", account + "@followthrough.example", Set.of(Groups.ENGINEERS)),
				"demo");
		takeTurns(account, "engineer1");
		SupportCase escalated = heldBy(account);
		SupportCase waiting = openAt("engineering");
		assertThat(this.worker.task(waiting, TASK).candidate()).isEqualTo(account);
		if (deleted) {
			this.transaction.executeWithoutResult((status) -> this.identities.deleteUser(account));
		}
		else {
			this.transaction
				.executeWithoutResult((status) -> this.identities.deleteMembership(account, Groups.ENGINEERS));
		}
		this.timers.advance(SETTLING);
		Awaitility.await("what they held is with somebody else")
			.atMost(Duration.ofSeconds(40))
			.until(() -> "engineer1".equals(this.worker.task(escalated, TASK).assignee())
					&& "engineer1".equals(this.worker.task(waiting, TASK).candidate()));
		assertThat(details(escalated, "shift.handed-over")).containsEntry("why", "no engineer any more");
	}

	@Test
	void withoutARotaAllEngineersAreOffered() {
		SupportCase escalated = openAt("engineering");
		nobodyTakesTurns();
		TaskView task = this.worker.task(escalated, TASK);
		assertThat(task.candidate()).isNull();
		assertThat(this.api.get("engineer2", "/tasks").text()).contains(task.id());
		this.worker.claims("engineer2", escalated, TASK);
	}

	private SupportCase heldBy(String engineer) {
		SupportCase escalated = openAt("engineering");
		this.worker.claims(engineer, escalated, TASK);
		return escalated;
	}

	private void takeTurns(String... engineers) {
		Api.Answer planned = this.api.post("manager1", "/rota/teams/support/weeks",
				Map.of("weeks", 12, "engineers", List.of(engineers)));
		assertThat(planned.status()).as(planned.text()).isEqualTo(200);
		awaitDuty(engineers[0]);
	}

	private void weekTurns() {
		this.worker.awaitDelivery();
		LocalDate monday = today().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
		this.timers.advance(Duration.between(this.timers.in(Duration.ZERO),
				monday.atStartOfDay(ZoneOffset.UTC).plusSeconds(1).toInstant()));
		String week = monday.toString();
		awaitDuty("the week has turned", "week = '" + week + "'");
	}

	private void awaitDuty(String engineer) {
		awaitDuty(engineer + " is on shift", "engineer = '" + engineer + "'");
	}

	/** What is open is gone through a moment after somebody noticed the change. */
	private void awaitDuty(String what, String who) {
		Awaitility.await(what).atMost(Duration.ofSeconds(30)).until(() -> isDuty(who));
		this.timers.advance(SETTLING);
		Awaitility.await(what + ", and all is seen to")
			.atMost(Duration.ofSeconds(30))
			.until(() -> isDuty("due_at IS NULL AND " + who));
	}

	private boolean isDuty(String which) {
		return this.database.queryForObject("SELECT COUNT(*) FROM duty WHERE team = 'support' AND " + which,
				Integer.class) == 1;
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.timers.in(Duration.ZERO), ZoneOffset.UTC);
	}

	private int assigns(String manager, String task, String to) {
		return this.api.post(manager, "/tasks/" + task + "/assign", Map.of("account", to)).status();
	}

	private static String shown(CamundaSession session, String name) {
		for (var filter : session.engine("/filter?resourceType=Task").json()) {
			if (filter.path("name").asText().equals(name)) {
				return session.engine("/filter/" + filter.path("id").asText() + "/list").text();
			}
		}
		throw new AssertionError("There is no filter " + name);
	}

	private Map<String, Object> details(SupportCase of, String action) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.map(AuditEntry::details)
			.reduce((first, second) -> second)
			.orElseThrow();
	}

}
