package org.followthrough.rota;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.teams.Teams;
import org.followthrough.testing.Api;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one database turn the week at the same moment, and go through the same
 * open escalations at the same time: one of them is so slow that its part is given to the
 * other. Each escalation passes on once, or is asked about once, and nobody is forgotten.
 * The application's own keeper rests meanwhile.
 */
@OwnApplication
@FollowthroughTest
@TestPropertySource(properties = "spring.application.name=two-nodes")
class TurnOnTwoNodesTests {

	private static final String TASK = "reproduce-and-fix";

	private static final String QUESTION = "hand-over-or-keep";

	private static final String ON_LEAVE = "engineer5";

	private static final Duration SETTLING = Duration.ofSeconds(4);

	/** Longer than a node may take for its part. */
	private static final Duration TOO_LONG = Duration.ofMinutes(3);

	@Autowired
	private DutyKeeper own;

	@Autowired
	private DutyMapper duties;

	@Autowired
	private RotaMapper rows;

	@Autowired
	private OpenEscalations escalations;

	@Autowired
	private Teams teams;

	@Autowired
	private People people;

	@Autowired
	private Audit audit;

	@Autowired
	private Transactions transactions;

	@Autowired
	private ApplicationEventPublisher events;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timers timers;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	private LocalDate week = LocalDate.EPOCH;

	@BeforeEach
	void engineersTakeTurns() {
		this.own.stop();
		this.people.add(
				new Person(ON_LEAVE, "Lea Leave", ON_LEAVE + "@followthrough.example", Set.of(Groups.ENGINEERS)),
				"demo");
		// A team is known once a case went to it.
		this.worker.open();
		assertThat(this.api
			.post("manager1", "/rota/teams/support/weeks",
					Map.of("weeks", 12, "engineers", List.of("engineer1", "engineer2")))
			.status()).isEqualTo(200);
		this.week = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC)
			.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
		assertThat(this.api
			.post("manager1", "/rota/absences",
					Map.of("engineer", ON_LEAVE, "first", this.week.toString(), "last",
							this.week.plusDays(4).toString()))
			.status()).isEqualTo(201);
		DutyKeeper before = new Node(new Meeting(1)).keeper;
		before.work();
		this.clock.advance(SETTLING);
		seesToAll(before);
	}

	@Test
	void eachEscalationPassesOnOnceOrIsAskedAboutOnce() {
		List<SupportCase> asked = Stream.generate(() -> heldBy("engineer1")).limit(4).toList();
		List<SupportCase> left = Stream.generate(() -> heldBy(ON_LEAVE)).limit(4).toList();
		List<SupportCase> free = Stream.generate(() -> this.worker.openAt("engineering")).limit(3).toList();
		this.worker.awaitDelivery();
		this.timers.advance(Duration.between(this.clock.instant(),
				this.week.atStartOfDay(ZoneOffset.UTC).plusSeconds(1).toInstant()));
		Meeting meeting = new Meeting(2);
		DutyKeeper one = new Node(meeting).keeper;
		DutyKeeper other = new Node(meeting).keeper;

		AtOnce.all(List.of((Callable<Boolean>) one::work, other::work));
		assertThat(began()).as("the shift began").isOne();
		this.clock.advance(SETTLING);
		AtOnce.all(List.of((Callable<Boolean>) () -> seesToAll(one), () -> seesToAll(other)));

		assertThat(asked).allSatisfy((of) -> {
			assertThat(this.worker.open(of)).containsOnlyOnce(QUESTION);
			assertThat(this.worker.task(of, TASK).assignee()).isEqualTo("engineer1");
			assertThat(told(of)).containsExactly("SHIFT_ENDED engineer1");
			assertThat(entries(of)).isEmpty();
		});
		assertThat(left).allSatisfy(this::passedOnOnce);
		assertThat(free).allSatisfy((of) -> {
			assertThat(this.worker.task(of, TASK).candidate()).isEqualTo("engineer2");
			assertThat(told(of)).isEmpty();
		});
		assertThat(began()).isOne();
		assertThat(forgotten()).isEmpty();

		this.worker.does(asked.get(0), QUESTION, Map.of("outcome", "keep", "message", "I am nearly done."));
		this.worker.does(asked.get(1), QUESTION, Map.of("outcome", "hand-over", "message", "It is the tray."));
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofDays(1));
		AtOnce.all(List.of((Callable<Boolean>) one::work, other::work));
		this.clock.advance(SETTLING);
		AtOnce.all(List.of((Callable<Boolean>) () -> seesToAll(one), () -> seesToAll(other)));
		assertThat(entries(asked.get(0))).containsExactly("shift.kept");
		assertThat(this.worker.task(asked.get(0), TASK).assignee()).isEqualTo("engineer1");
		assertThat(entries(asked.get(1))).containsExactly("shift.handed-over");
		assertThat(asked.subList(1, 4))
			.allSatisfy((of) -> assertThat(this.worker.task(of, TASK).assignee()).isEqualTo("engineer2"));
		assertThat(asked.subList(2, 4)).allSatisfy((of) -> {
			assertThat(entries(of)).containsExactly("shift.handed-over");
			assertThat(this.worker.open(of)).doesNotContain(QUESTION);
		});
		assertThat(left).allSatisfy(this::passedOnOnce);
		assertThat(began()).isOne();
		assertThat(forgotten()).isEmpty();
		this.promises.allKept();
	}

	private void passedOnOnce(SupportCase of) {
		assertThat(this.worker.task(of, TASK).assignee()).isEqualTo("engineer2");
		assertThat(this.worker.open(of)).doesNotContain(QUESTION);
		assertThat(entries(of)).containsExactly("shift.handed-over");
		assertThat(told(of)).hasSize(2)
			.contains("ESCALATION_HANDED_OVER engineer2")
			.anyMatch((one) -> one.startsWith("ESCALATION_PASSED_ON"));
	}

	private SupportCase heldBy(String engineer) {
		SupportCase escalated = this.worker.openAt("engineering");
		assertThat(this.api
			.post("manager1", "/tasks/" + this.worker.task(escalated, TASK).id() + "/assign",
					Map.of("account", engineer))
			.status()).isEqualTo(200);
		return escalated;
	}

	/** Goes through what is open as long as anything is left. */
	private boolean seesToAll(DutyKeeper node) {
		while (left() > 0) {
			node.work();
		}
		return true;
	}

	private int left() {
		return number("SELECT COUNT(*) FROM duty WHERE team = 'support' AND due_at IS NOT NULL");
	}

	private int began() {
		return number("SELECT COUNT(*) FROM audit_entry WHERE action = 'shift.began' AND "
				+ "JSON_VALUE(content, '$.details.team') = 'support' AND JSON_VALUE(content, '$.details.week') = ?",
				this.week.toString());
	}

	private int number(String sql, Object... values) {
		Integer number = this.database.queryForObject(sql, Integer.class, values);
		return (number != null) ? number : 0;
	}

	private List<String> entries(SupportCase of) {
		return this.database.queryForList("SELECT action FROM audit_entry WHERE stream = ? AND action IN "
				+ "('shift.handed-over', 'shift.kept') ORDER BY seq", String.class, of.number());
	}

	private List<String> told(SupportCase of) {
		return this.database.queryForList("SELECT CONCAT(kind, ' ', account) FROM notice WHERE case_id = ? AND (kind "
				+ "LIKE 'ESCALATION%' OR kind = 'SHIFT_ENDED') ORDER BY kind", String.class, of.id());
	}

	/** Escalations that nobody who is there has, and that nobody is offered. */
	private List<String> forgotten() {
		return this.database.queryForList("""
				SELECT e.BUSINESS_KEY_ FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
				WHERE t.TASK_DEF_KEY_ = 'reproduce-and-fix' AND COALESCE(t.ASSIGNEE_, (SELECT MAX(l.USER_ID_)
				  FROM ACT_RU_IDENTITYLINK l WHERE l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate'), '')
				  NOT IN ('engineer1', 'engineer2')
				""", String.class);
	}

	/**
	 * A node's keeper, with a memory of the rota of its own.
	 */
	private final class Node {

		private final DutyKeeper keeper;

		Node(Meeting meeting) {
			TurnOnTwoNodesTests test = TurnOnTwoNodesTests.this;
			Rota rota = new NoticedTogether(new RotaCache(test.rows, test.events, test.clock), test.teams, test.people,
					test.clock, meeting);
			this.keeper = new DutyKeeper(test.duties, rota, new Turnover(test.duties,
					new SeenTogether(test.escalations, test.clock, meeting), rota, test.transactions, test.clock),
					test.audit, test.transactions, test.clock);
		}

	}

	/**
	 * Both nodes have read who was on shift before either says who is.
	 */
	private static final class NoticedTogether extends Rota {

		private final Meeting meeting;

		private boolean noticed;

		NoticedTogether(RotaCache cache, Teams teams, People people, Clock clock, Meeting meeting) {
			super(cache, teams, people, clock);
			this.meeting = meeting;
		}

		@Override
		List<String> teams() {
			if (!this.noticed) {
				this.noticed = true;
				this.meeting.meet();
			}
			return super.teams();
		}

	}

	/**
	 * Both nodes read the same escalations, since the first one takes too long, and come
	 * to each of them at the same moment.
	 */
	private static final class SeenTogether implements OpenEscalations {

		private final OpenEscalations escalations;

		private final MovableClock clock;

		private final Meeting meeting;

		private final Set<String> seen = new HashSet<>();

		private int batches;

		SeenTogether(OpenEscalations escalations, MovableClock clock, Meeting meeting) {
			this.escalations = escalations;
			this.clock = clock;
			this.meeting = meeting;
		}

		@Override
		public List<Escalated> of(String team, long after, int limit) {
			List<Escalated> batch = this.escalations.of(team, after, limit);
			if (++this.batches == 1) {
				this.clock.advance(TOO_LONG);
				this.meeting.meet();
			}
			return batch;
		}

		@Override
		public List<String> heldBy(String account, int limit) {
			return this.escalations.heldBy(account, limit);
		}

		@Override
		public void dutyChanged(String caseNumber, Turn turn) {
			if (this.batches == 1 && this.seen.add(caseNumber)) {
				this.meeting.meet();
			}
			this.escalations.dutyChanged(caseNumber, turn);
		}

		@Override
		public void left(String caseNumber, String account) {
			this.escalations.left(caseNumber, account);
		}

	}

	/**
	 * Where nodes wait for each other.
	 */
	private static final class Meeting {

		private final CyclicBarrier all;

		Meeting(int nodes) {
			this.all = new CyclicBarrier(nodes);
		}

		void meet() {
			try {
				this.all.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			catch (BrokenBarrierException | TimeoutException ex) {
				throw new AssertionError("The other node never came here", ex);
			}
		}

	}

}
