package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.Api;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Each role at each door of each step: who may takes the task and completes it, everybody
 * else is refused and leaves all as it was. The steps are read from the shipped models,
 * so that a new one is in the matrix before anybody thinks of it.
 */
@Tag("thorough")
@FollowthroughTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleDoorStepTests {

	/** One account of each group, which is in no other. */
	private static final Map<String, String> ROLES = new LinkedHashMap<>();
	static {
		ROLES.put("agents", "agent1");
		ROLES.put("support-engineers", "support1");
		ROLES.put("engineers", "engineer1");
		ROLES.put("managers", "manager1");
		ROLES.put("auditors", "auditor1");
		ROLES.put("admins", "admin1");
	}

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private Tasks tasks;

	@Autowired
	private TaskService engineTasks;

	@Autowired
	private IdentityService identities;

	private final Map<String, CamundaSession> sessions = new ConcurrentHashMap<>();

	/** The ways in by which a task is taken. */
	private enum Taking {

		REST, PAGE, TASKLIST, TASKLIST_ASSIGNS, ENGINE

	}

	/** The ways in by which a task is completed. */
	private enum Completing {

		REST, TASKLIST_FORM, TASKLIST_WITHOUT_FORM, ENGINE

	}

	/** How a case comes to a step. A new step needs its way here. */
	private Map<String, Supplier<SupportCase>> ways() {
		Map<String, Supplier<SupportCase>> ways = new TreeMap<>();
		for (String stage : List.of("acknowledge", "investigate", "ask-customer", "escalate", "answer",
				"explain-unsolved")) {
			ways.put(stage, () -> this.worker.openAt(stage));
		}
		ways.put("reproduce-and-fix", () -> this.worker.openAt("engineering"));
		ways.put("verify-fix", () -> this.worker.openAt("verification"));
		ways.put("read-message", () -> {
			SupportCase of = this.worker.openAt("investigate");
			this.customer.writes(of, "It happens in the evening only.");
			return of;
		});
		ways.put("talk-to-customer", () -> {
			SupportCase of = this.worker.openAt("investigate");
			this.customer.asksToTalk(of);
			return of;
		});
		ways.put("overdue-promise", this::overdue);
		ways.put("still-no-word", () -> {
			SupportCase of = overdue();
			pass(Duration.ofDays(1));
			return of;
		});
		ways.put("late-word", () -> {
			SupportCase of = overdue();
			this.worker.does(of, "overdue-promise",
					Map.of("outcome", "reassign", "message", "I am away.", "newOwner", "agent2"));
			return of;
		});
		ways.put("decide-unanswered", () -> {
			SupportCase of = this.worker.openAt("sign-off");
			for (int reminder = 0; reminder < 3; reminder++) {
				pass(Duration.ofDays(2));
			}
			return of;
		});
		ways.put("read-answer", () -> {
			SupportCase of = this.worker.openAt("sign-off");
			this.customer.saysYes(of, "It still does not print.");
			return of;
		});
		ways.put("look-afresh", () -> {
			SupportCase of = this.worker.open();
			doneByOthers("agent2", of, "acknowledge", Map.of());
			doneByOthers("agent2", of, "investigate", Map.of("outcome", "unsolved"));
			doneByOthers("agent2", of, "explain-unsolved", Map.of());
			this.customer.asksForSomebodyElse(of);
			return of;
		});
		ways.put("review-reply", this::held);
		ways.put("rework-reply", () -> {
			SupportCase of = held();
			this.worker.does(of, "review-reply", Map.of("outcome", "rework"));
			TaskView back = this.worker.task(of, "rework-reply");
			this.worker.as("agent2", () -> this.tasks.unclaim(back.id()));
			return of;
		});
		ways.put("decide-unverified", this::unverified);
		ways.put("second-opinion", () -> {
			SupportCase of = unverified();
			this.worker.does(of, "decide-unverified");
			return of;
		});
		ways.put("talk-it-over", () -> {
			SupportCase of = this.worker.openAt("verification");
			for (int failure = 1; failure < 3; failure++) {
				this.worker.does(of, "verify-fix", Map.of("outcome", "failed"));
				this.worker.does(of, "reproduce-and-fix");
			}
			this.worker.does(of, "verify-fix", Map.of("outcome", "failed"));
			return of;
		});
		return ways;
	}

	/** By somebody whose part it was, so that it may be the others'. */
	private void doneByOthers(String account, SupportCase of, String task, Map<String, ?> answers) {
		this.worker.does(account, this.worker.task(of, task), answers);
	}

	/** A reply of somebody who has no other part here, held until the tests go on. */
	private SupportCase held() {
		SupportCase of = this.worker.openAt("investigate");
		reviewed(100);
		this.api.post("agent2", "/cases/" + of.number() + "/messages", Map.of("text", "We are on it."));
		reviewed(0);
		return of;
	}

	@AfterAll
	void nothingStaysHeld() {
		this.timers.ringAllNow("review-time-came");
		this.worker.awaitDelivery();
		this.timers.ring();
	}

	private void reviewed(int sample) {
		int version = 0;
		for (JsonNode rule : this.api.get("manager1", "/review-rules").json()) {
			version = rule.path("team").asText().equals("support") ? rule.path("version").asInt() : version;
		}
		this.api.send("PUT", "manager1", "/review-rules/support",
				Map.of("version", version, "sample", sample, "span", "P5D"), Map.of());
	}

	private SupportCase unverified() {
		SupportCase of = this.worker.openAt("verification");
		doneByOthers("support2", of, "verify-fix", Map.of("outcome", "cannot-verify"));
		return of;
	}

	private SupportCase overdue() {
		SupportCase of = this.worker.openAt("investigate");
		pass(Duration.ofDays(1));
		return of;
	}

	private void pass(Duration time) {
		this.worker.awaitDelivery();
		this.timers.advance(time);
	}

	@Test
	void everyStepOfEveryModelIsInTheMatrix() {
		Set<String> steps = new TreeSet<>(groups().keySet());
		// It needs a rota, which the tests that share this application know nothing of;
		// ShiftTests has its doors.
		steps.remove(ModelWords.HAND_OVER_OR_KEEP);
		assertThat(ways().keySet()).isEqualTo(steps);
	}

	@TestFactory
	Stream<DynamicContainer> whoMayAndWhoMayNot() {
		Map<String, List<String>> groups = groups();
		return ways().entrySet()
			.stream()
			.map((way) -> dynamicContainer(way.getKey(),
					cells(way.getKey(), groups.getOrDefault(way.getKey(), List.of()), way.getValue())));
	}

	/** All of a step. Nothing that is refused changes the case, so they share one. */
	private Stream<DynamicTest> cells(String step, List<String> groups, Supplier<SupportCase> way) {
		Shared shared = new Shared(step, way);
		List<DynamicTest> cells = new ArrayList<>();
		ROLES.forEach((role, account) -> {
			boolean may = groups.contains(role);
			for (Taking door : Taking.values()) {
				cells.add(dynamicTest(role + (may ? " may take it, by " : " may not take it, by ") + door,
						() -> takes(shared, account, may, door)));
			}
			for (Completing door : Completing.values()) {
				cells.add(dynamicTest(role + (may ? " may complete it, by " : " may not complete it, by ") + door,
						() -> completes(may ? new Shared(step, way) : shared, account, may, door)));
			}
		});
		return cells.stream();
	}

	private void takes(Shared shared, String account, boolean may, Taking door) {
		TaskView task = shared.task();
		if (task.assignee() != null) {
			// Somebody was given it, and whoever else may take such tasks may not this.
			assertThat(take(account, task, door)).as("took it from " + task.assignee())
				.isEqualTo(account.equals(task.assignee()) && door != Taking.TASKLIST_ASSIGNS);
			assertThat(shared.task().assignee()).isEqualTo(task.assignee());
			return;
		}
		// Who may take it takes it; giving tasks away is for those who may give.
		boolean expected = may && door != Taking.TASKLIST_ASSIGNS;
		assertThat(take(account, task, door)).isEqualTo(expected);
		assertThat(shared.task().assignee()).isEqualTo(expected ? account : null);
		if (expected) {
			this.worker.as(account, () -> this.tasks.unclaim(task.id()));
		}
	}

	private boolean take(String account, TaskView task, Taking door) {
		String id = task.id();
		return switch (door) {
			case REST -> succeeded(this.api.post(account, "/tasks/" + id + "/claim", Map.of()));
			case PAGE -> done(() -> Actor.person(account, Door.PAGE).runs(() -> this.tasks.claim(id)));
			case TASKLIST -> succeeded(as(account).engine("POST", "/task/" + id + "/claim", Map.of("userId", account)));
			case TASKLIST_ASSIGNS ->
				succeeded(as(account).engine("POST", "/task/" + id + "/assignee", Map.of("userId", account)));
			case ENGINE -> done(() -> signedIn(account, () -> this.engineTasks.claim(id, account)));
		};
	}

	private void completes(Shared shared, String account, boolean may, Completing door) {
		TaskView task = shared.task();
		boolean has = may && (task.assignee() == null || account.equals(task.assignee()));
		if (has) {
			this.worker.as(account, () -> this.tasks.claim(task.id()));
		}
		// Without its form nobody completes a task whose form asks for something.
		boolean expected = has && door != Completing.TASKLIST_WITHOUT_FORM;
		String stage = this.worker.now(shared.of()).stage();
		assertThat(complete(account, task, door)).isEqualTo(expected);
		assertThat(this.tasks.ofCase(shared.of().number()).stream().map(TaskView::id).anyMatch(task.id()::equals))
			.as("the task is still open")
			.isEqualTo(!expected);
		if (!expected) {
			assertThat(this.worker.now(shared.of()).stage()).isEqualTo(stage);
		}
	}

	private boolean complete(String account, TaskView task, Completing door) {
		String id = task.id();
		Map<String, Object> answers = CaseWorker.usualAnswers(task.key());
		return switch (door) {
			case REST -> succeeded(this.api.post(account, "/tasks/" + id + "/complete", Map.of("fields", answers)));
			case TASKLIST_FORM ->
				succeeded(as(account).engine("POST", "/task/" + id + "/submit-form", variables(answers)));
			case TASKLIST_WITHOUT_FORM -> succeeded(as(account).engine("POST", "/task/" + id + "/complete",
					variables(Map.of("signOff", "confirmed", "verification", "passed"))));
			case ENGINE -> done(() -> signedIn(account,
					() -> this.engineTasks.complete(id, Variables.fromMap(new HashMap<>(answers)))));
		};
	}

	private static Map<String, Object> variables(Map<String, Object> values) {
		return Map.of("variables",
				values.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> Map.of("value", entry.getValue()))));
	}

	private CamundaSession as(String account) {
		return this.sessions.computeIfAbsent(account, (who) -> CamundaSession.of(this.api, who));
	}

	/** As code of an extension would call the engine for somebody who is signed in. */
	private void signedIn(String account, Runnable call) {
		this.identities.setAuthenticatedUserId(account);
		try {
			Actor.person(account, Door.TASKLIST).runs(call);
		}
		finally {
			this.identities.clearAuthentication();
		}
	}

	/** Whether somebody was let through; whoever isn't is told so in our words. */
	private static boolean succeeded(Api.Answer answer) {
		// Camunda's REST answers 500 where a task is another's, with our sentence.
		assertThat(answer.status()).as(answer.text()).isBetween(200, 500);
		if (answer.status() >= 400) {
			assertThat(answer.text()).doesNotContain("ENGINE-").doesNotContain("org.camunda");
		}
		return answer.status() < 300;
	}

	private static boolean done(Runnable work) {
		try {
			work.run();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** The groups of each step, as the models say. */
	private static Map<String, List<String>> groups() {
		Map<String, List<String>> groups = new TreeMap<>();
		Models.shipped().files().forEach((name, content) -> {
			if (name.endsWith(".bpmn")) {
				Bpmn.readModelFromStream(new ByteArrayInputStream(content))
					.getModelElementsByType(UserTask.class)
					.forEach((task) -> groups.put(task.getId(), task.getCamundaCandidateGroupsList()));
			}
		});
		return groups;
	}

	/**
	 * A case that waits at a step, made when it is needed.
	 */
	private final class Shared {

		private final String step;

		private final Supplier<SupportCase> way;

		private SupportCase made;

		Shared(String step, Supplier<SupportCase> way) {
			this.step = step;
			this.way = way;
		}

		SupportCase of() {
			if (this.made == null) {
				this.made = this.way.get();
			}
			return this.made;
		}

		TaskView task() {
			return RoleDoorStepTests.this.worker.task(of(), this.step);
		}

	}

}
