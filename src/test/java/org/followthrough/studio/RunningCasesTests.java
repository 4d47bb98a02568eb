package org.followthrough.studio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.running.DiagramPlan;
import org.followthrough.running.Fate;
import org.followthrough.running.Planned;
import org.followthrough.running.Trials;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Live cases in every state that the shipped models know go over to edited versions, with
 * a step more, steps that are called otherwise, and a step less; with a node that dies
 * again and again meanwhile. None is lost, no clock is changed, no promise is touched,
 * each has exactly one entry, and each can be worked to its end.
 * <p>
 * The system property {@code running.cases} says how many.
 */
@Tag("own-application")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningCasesTests {

	private static final String CASE = "support-case.bpmn";

	private static final Map<String, Map<String, String>> A_STEP_MORE = Map.of(CASE, Map.of(
			"<bpmn:sequenceFlow id=\"flow-acknowledged\" sourceRef=\"acknowledge\" targetRef=\"to-investigate\" />",
			"""
					<bpmn:userTask id="ask-sales" name="Ask Sales" camunda:formRef="ask-sales" camunda:formRefBinding="latest" camunda:candidateGroups="agents" />
					<bpmn:sequenceFlow id="flow-acknowledged" sourceRef="acknowledge" targetRef="ask-sales" />
					<bpmn:sequenceFlow id="flow-sales-asked" sourceRef="ask-sales" targetRef="to-investigate" />""",
			"name=\"Investigate\"", "name=\"Look into it\"", "name=\"Promise is overdue\"",
			"name=\"A customer waits\""), "verification.bpmn",
			Map.of("name=\"Verify the fix\"", "name=\"See it work\""), "escalation.bpmn",
			Map.of("name=\"Reproduce and fix\"", "name=\"Mend it\""), "sign-off.bpmn",
			Map.of("name=\"Decide on the silence\"", "name=\"They say nothing\""), "reply-review.bpmn",
			Map.of("name=\"Review the reply\"", "name=\"Read the reply\""));

	private static final RunningCasesWorld WORLD = new RunningCasesWorld();

	private static long draft;

	@BeforeAll
	static void casesWait() {
		WORLD.node.start();
		long start = System.nanoTime();
		WORLD.opensAll();
		System.out.printf("%d cases were brought to wait in %.0f s%n", cases(), seconds(start));
	}

	@AfterAll
	static void ends() {
		WORLD.node.end();
	}

	private static double seconds(long since) {
		return (System.nanoTime() - since) / 1e9;
	}

	private static int cases() {
		return WORLD.scenes.values().stream().mapToInt(List::size).sum();
	}

	@Test
	@Order(1)
	void whatBecomesOfEachIsPlannedAndTriedOnCopies() {
		draft = WORLD.drafts(A_STEP_MORE);
		Actor.person("manager1", Door.PAGE).runs(() -> WORLD.files.addForm(draft, "ask-sales"));
		long start = System.nanoTime();
		Trials.Status planned = WORLD.running.plan(draft);
		double planning = seconds(start);
		Set<String> waits = new TreeSet<>();
		planned.plans().forEach((plan) -> {
			assertThat(plan.cases(Fate.MOVES)).as(plan.file()).isPositive().isEqualTo(plan.cases());
			plan.planned().forEach((one) -> waits.addAll(one.cases().at().places()));
			assertThat(plan.planned()).allSatisfy((one) -> assertThat(one.cases().examples()).isNotEmpty());
		});
		assertThat(waits).contains("acknowledge", "investigate", "ask-customer", "wait-for-answer", "escalate",
				"engineering", "verification", "answer", "explain-unsolved", "sign-off", "look-afresh",
				"overdue-promise", "late-word", "still-no-word", "one-more-hour", "one-hour", "read-message",
				"talk-to-customer", "reproduce-and-fix", "defect-answered", "hand-over-or-keep", "verify-fix",
				"defect-verified", "decide-unverified", "second-opinion", "talk-it-over", "wait-for-word",
				"decide-unanswered", "read-answer", "review-reply", "rework-reply");
		start = System.nanoTime();
		Actor.person("manager1", Door.PAGE).runs(() -> WORLD.running.tryOut(draft));
		Awaitility.await("the trial").atMost(Duration.ofMinutes(2)).until(() -> plan().ended());
		System.out.printf("planned in %.3f s: %d cases, %d ways of standing; copies went over in %.1f s%n", planning,
				planned.plans().stream().mapToInt(DiagramPlan::cases).sum(),
				planned.plans().stream().mapToInt((plan) -> plan.planned().size()).sum(), seconds(start));
		assertThat(plan().problem()).isNull();
		assertThat(plan().plans().stream().flatMap((plan) -> plan.planned().stream()))
			.allSatisfy((one) -> assertThat(one.trial()).as("%s: %s", one.cases().at(), one.reason())
				.isEqualTo(Planned.Trial.PASSED));
	}

	private static Trials.Status plan() {
		return WORLD.running.plan(draft);
	}

	@Test
	@Order(2)
	void allGoOverThoughTheNodeDiesAgainAndAgain() {
		State before = State.now();
		long start = System.nanoTime();
		WORLD.publishes(draft);
		int deaths = 0;
		for (int commits : new int[] { 1, 4, 2, 6, 3 }) {
			if (left() == 0) {
				break;
			}
			WORLD.node.dies(commits, commits % 2 == 0, () -> WORLD.awaitMoved(draft));
			deaths++;
		}
		WORLD.awaitMoved(draft);
		System.out.printf("%d cases went over in %.1f s, with %d deaths%n", before.instances.size(), seconds(start),
				deaths);
		assertThat(deaths).isPositive();
		before.isStillSo();
		assertThat(WORLD.running.moves(draft)).allSatisfy((move) -> {
			assertThat(move.state()).isEqualTo("done");
			assertThat(move.left()).isEmpty();
			assertThat(move.moved()).isEqualTo(move.cases());
		});
		assertThat(State.versions()).as("versions that cases run by").containsOnly(2);
		State.eachHasOneEntry(draft, before.instances);
		WORLD.promises.allKept();
		assertThat(names("investigate")).containsOnly("Look into it");
		assertThat(names("verify-fix")).containsOnly("See it work");
	}

	private static int left() {
		return number("SELECT COUNT(*) FROM case_move WHERE ended_at IS NULL");
	}

	private static int number(String sql) {
		Integer number = WORLD.database.queryForObject(sql, Integer.class);
		return (number != null) ? number : 0;
	}

	private static Set<String> names(String task) {
		return new TreeSet<>(WORLD.database
			.queryForList("SELECT DISTINCT NAME_ FROM ACT_RU_TASK WHERE TASK_DEF_KEY_ = ?", String.class, task));
	}

	@Test
	@Order(3)
	void whoWaitsAtAStepThatIsGoneGoesOnWhereAManagerSays() {
		WORLD.node.mailServer().up();
		WORLD.worker.awaitDelivery();
		for (SupportCase one : WORLD.scenes.get("acknowledge")) {
			WORLD.worker.does(one, "acknowledge");
			assertThat(WORLD.worker.open(one)).contains("ask-sales");
		}
		WORLD.worker.awaitDelivery();
		long back = back();
		assertThat(WORLD.running.plan(back).plans()).singleElement().satisfies((plan) -> {
			assertThat(plan.cases(Fate.NEEDS_PERSON)).isEqualTo(WORLD.scenes.get("acknowledge").size());
			assertThat(plan.planned()).filteredOn((one) -> one.fate() == Fate.NEEDS_PERSON)
				.allSatisfy((one) -> assertThat(one.reason()).contains("Ask Sales", "isn't in the new diagram"));
		});
		Actor.person("manager1", Door.PAGE)
			.runs(() -> WORLD.places.choose(back, WORLD.drafts.get(back).version(), CASE, "ask-sales", "investigate"));
		assertThat(WORLD.running.plan(back).plans().get(0).cases(Fate.NEEDS_PERSON)).isZero();
		State before = State.now(CASE);
		long start = System.nanoTime();
		WORLD.publishes(back);
		WORLD.awaitMoved(back);
		System.out.printf("%d cases went back in %.1f s%n", before.instances.size(), seconds(start));
		before.isStillSo();
		State.eachHasOneEntry(back, before.instances);
		assertThat(WORLD.scenes.get("acknowledge")).allSatisfy((one) -> {
			assertThat(WORLD.worker.open(one)).contains("investigate").doesNotContain("ask-sales");
			assertThat(WORLD.worker.now(one).stage()).isEqualTo("investigate");
		});
		WORLD.promises.allKept();
	}

	private static long back() {
		long[] back = new long[1];
		Actor.person("manager1", Door.PAGE).runs(() -> {
			back[0] = WORLD.drafts.begin("Back", "It was better.").id();
			WORLD.files.take(back[0], CASE, 1);
		});
		return back[0];
	}

	/** One whose history does not take the entry, and one that somebody has in hand. */
	@Test
	@Order(4)
	void whatCanNotGoOverStaysAsItWasWithItsReasonAndIsTriedAgain() {
		SupportCase broken = WORLD.scenes.get("verification").get(0);
		SupportCase held = WORLD.scenes.get("second-opinion").get(0);
		long edited = WORLD.drafts(Map.of("verification.bpmn", Map.of("name=\"See it work\"", "name=\"Try the fix\"")));
		State before = State.now("verification.bpmn");
		WORLD.mover.stop();
		WORLD.publishes(edited);
		movesEndOfHistory(broken, -1);
		WORLD.transaction.executeWithoutResult((status) -> {
			WORLD.database.queryForList("SELECT id FROM support_case WHERE number = ? FOR UPDATE", held.number());
			WORLD.mover.start();
			Awaitility.await("all cases but the one in hand")
				.atMost(Duration.ofMinutes(1))
				.until(() -> number("SELECT COUNT(*) FROM case_move_item i JOIN case_move m ON m.id = i.move_id "
						+ "WHERE i.state = 'WAITING' AND m.state = 'MOVING' AND m.draft_id = " + edited) == 1);
		});
		WORLD.awaitMoved(edited);
		assertThat(WORLD.running.moves(edited)).singleElement().satisfies((move) -> {
			assertThat(move.failed()).isOne();
			assertThat(move.moved()).isEqualTo(move.cases() - 1);
			assertThat(move.left()).singleElement().satisfies((left) -> {
				assertThat(left.caseNumber()).isEqualTo(broken.number());
				assertThat(left.reason()).contains("Something went wrong on our side. Try it again");
			});
		});
		assertThat(version(broken)).isEqualTo(2);
		assertThat(version(held)).isEqualTo(3);
		before.isStillSo();
		movesEndOfHistory(broken, 1);
		SignedInPerson manager = new SignedInPerson(WORLD.api, "manager1");
		String page = "/studio/drafts/" + edited;
		assertThat(manager.page(page)).contains(broken.number(), "Something went wrong", "Try these again");
		manager.post(page, page + "/running/again", "");
		WORLD.awaitMoved(edited);
		assertThat(version(broken)).isEqualTo(3);
		assertThat(manager.page(page)).contains("Every case is settled.").doesNotContain("Try these again");
		before.isStillSo();
		State.eachHasOneEntry(edited, before.instances);
		WORLD.promises.allKept();
	}

	private static void movesEndOfHistory(SupportCase of, int by) {
		WORLD.transaction.executeWithoutResult((status) -> WORLD.database
			.update("UPDATE audit_stream SET seq = seq + ? WHERE stream = ?", by, of.number()));
	}

	private static int version(SupportCase of) {
		return number("SELECT d.VERSION_ FROM ACT_RU_EXECUTION e JOIN ACT_RE_PROCDEF d ON d.ID_ = e.PROC_DEF_ID_ "
				+ "WHERE e.PARENT_ID_ IS NULL AND d.KEY_ = 'verification' AND e.BUSINESS_KEY_ = '" + of.number() + "'");
	}

	@Test
	@Order(5)
	void eachCanBeWorkedToItsEnd() {
		List<SupportCase> sample = new ArrayList<>();
		WORLD.scenes.values().forEach((scene) -> sample.add(scene.get(0)));
		for (int round = 0; round < 60 && sample.stream().anyMatch((one) -> WORLD.worker.now(one).isOpen()); round++) {
			for (SupportCase one : sample) {
				if (WORLD.worker.now(one).isOpen()) {
					goesOn(one);
				}
			}
			WORLD.worker.awaitNews();
			WORLD.worker.awaitDelivery();
		}
		assertThat(sample).allSatisfy((one) -> assertThat(WORLD.worker.now(one).isOpen())
			.as("%s at %s with %s", one.number(), WORLD.worker.now(one).stage(), WORLD.worker.open(one))
			.isFalse());
		WORLD.promises.allKept();
	}

	private static void goesOn(SupportCase one) {
		List<String> tasks = WORLD.worker.open(one);
		if (!tasks.isEmpty()) {
			WORLD.worker.does(one, tasks.get(0),
					tasks.get(0).equals("ask-sales") ? Map.of("message", "They bought it.") : Map.of());
			WORLD.worker.awaitDelivery();
			return;
		}
		switch (WORLD.worker.now(one).stage()) {
			case "sign-off" ->
				WORLD.customer.sends(WORLD.customer.freshLink(one), "sign-off", Map.of("answer", "yes", "words", ""));
			case "wait-for-answer" ->
				WORLD.customer.sends(WORLD.customer.freshLink(one), "reply", Map.of("text", "Printer 7."));
			default -> {
				// Another case's task comes first.
			}
		}
	}

	/**
	 * What must not change.
	 *
	 * @param clocks when each clock rings, by its job
	 * @param promises each promise's row
	 * @param tasks who has each task, by its id
	 * @param instances the cases of the processes, by the engine's ids of these
	 */
	record State(Map<String, Object> clocks, Map<String, Object> promises, Map<String, Object> tasks,
			Map<String, String> instances) {

		static State now() {
			return now("%");
		}

		static State now(String file) {
			Map<String, String> instances = new TreeMap<>();
			WORLD.database.query("SELECT ID_, BUSINESS_KEY_ FROM ACT_RU_EXECUTION WHERE PARENT_ID_ IS NULL AND "
					+ "PROC_DEF_ID_ LIKE ?", (row) -> {
						instances.put(row.getString(1), row.getString(2));
					}, file.replace(".bpmn", "") + ":%");
			return new State(rows("SELECT ID_, CONCAT_WS(' ', DUEDATE_, RETRIES_, EXECUTION_ID_) FROM ACT_RU_JOB"),
					rows("SELECT id, CONCAT_WS(' ', kind, made_at, due_at, ended_at, ending, remind_at, told_at) FROM promise"),
					rows("SELECT ID_, CONCAT_WS(' ', ASSIGNEE_, TASK_STATE_, DUE_DATE_, FOLLOW_UP_DATE_) FROM ACT_RU_TASK"),
					instances);
		}

		private static Map<String, Object> rows(String sql) {
			Map<String, Object> rows = new TreeMap<>();
			WORLD.database.query(sql, (row) -> {
				rows.put(row.getString(1), row.getString(2));
			});
			return rows;
		}

		static Set<Integer> versions() {
			return new TreeSet<>(WORLD.database.queryForList("SELECT DISTINCT d.VERSION_ FROM ACT_RU_EXECUTION e "
					+ "JOIN ACT_RE_PROCDEF d ON d.ID_ = e.PROC_DEF_ID_", Integer.class));
		}

		void isStillSo() {
			State now = now();
			assertThat(now.clocks).as("clocks").isEqualTo(this.clocks);
			assertThat(now.promises).as("promises").isEqualTo(this.promises);
			assertThat(now.tasks).as("tasks").isEqualTo(this.tasks);
			assertThat(now.instances).as("processes").containsAllEntriesOf(this.instances);
		}

		static void eachHasOneEntry(long draft, Map<String, String> instances) {
			Map<String, Integer> entries = new TreeMap<>();
			WORLD.database.query("""
					SELECT stream, COUNT(*) FROM audit_entry WHERE action = 'journey.migrated'
					AND JSON_VALUE(content, '$.details.draft') = ? GROUP BY stream""", (row) -> {
				entries.put(row.getString(1), row.getInt(2));
			}, draft);
			Map<String, Integer> expected = new TreeMap<>();
			instances.values().forEach((number) -> expected.merge(number, 1, Integer::sum));
			assertThat(entries).as("entries by case, one a process").isEqualTo(expected);
		}

	}

}
