package org.followthrough.journey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectRounds;
import org.followthrough.defects.Defects;
import org.followthrough.defects.FixDoubts;
import org.followthrough.defects.NewsOfCases;
import org.followthrough.defects.NewsOfCases.Hearing;
import org.followthrough.escalation.Escalations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Very many cases on one defect: each goes on exactly once, in whatever order, by how
 * many threads and how often the news arrives, and when work breaks off in the middle.
 * <p>
 * The system property {@code followthrough.cases-of-defect} says how many.
 */
@Tag("thorough")
class ManyCasesOfOneDefectTests extends JourneyTest {

	private static final int CASES = Integer.getInteger("followthrough.cases-of-defect", 150);

	private static final int THREADS = 4;

	private static final int HAND = 7;

	private final Random random = new Random(4711);

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	@Autowired
	private DefectCourier courier;

	@Autowired
	private NewsOfCases news;

	@Autowired
	private Defects defects;

	@Autowired
	private DefectRounds rounds;

	@Autowired
	private FixDoubts doubts;

	@Autowired
	private Escalations escalations;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private JdbcTemplate database;

	@AfterEach
	void end() {
		this.threads.shutdownNow();
		if (!this.courier.isRunning()) {
			this.courier.start();
		}
		this.worker.awaitNews();
	}

	@Test
	void eachGoesOnExactlyOnceHoweverTheNewsArrives() throws Exception {
		SupportCase first = openAt("engineering");
		Defect defect = this.defects.ofCase(first.id()).orElseThrow();
		all(Collections.nCopies(CASES - 1, () -> openSameAs(first)));
		assertThat(this.defects.cases(defect.id(), 0, CASES + 1)).hasSize(CASES);
		assertThat(at(defect, "reproduce-and-fix")).hasSize(1);
		this.courier.stop();
		does(first, "reproduce-and-fix", "verify-fix");
		tellAgain(first);
		List<Hearing> due = this.news.due(10 * CASES);
		assertThat(due).hasSize(2 * CASES);
		long before = statements();
		arriveInAnyOrder(due);
		System.out.printf("%d cases: %.1f statements each to hear that their defect is fixed and verified%n", CASES,
				(statements() - before) / (double) CASES);
		assertThat(notExactlyOnce(defect, "support-case", "flow-passed")).isEmpty();
		assertThat(notExactlyOnce(defect, "support-case", "flow-fixed")).isEmpty();
		assertThat(at(defect, "answer")).hasSize(CASES).doesNotHaveDuplicates();
		assertThat(this.database.queryForObject("""
				SELECT COUNT(*) FROM engineering_answer WHERE same_as = ?""", Integer.class,
				this.escalations.currentFix(first.id()).orElseThrow().id()))
			.isEqualTo(CASES - 1);
		this.promises.allKept();
		this.courier.stop();
		regress(defect);
		regress(defect);
		arriveInAnyOrder(this.news.due(10 * CASES));
		assertThat(this.database.queryForList("""
				SELECT c.number FROM defect_case l JOIN support_case c ON c.id = l.case_id
				LEFT JOIN audit_entry a ON a.stream = c.number AND a.action = 'defect.sent-back'
				WHERE l.defect_id = ? AND l.ended_at IS NULL
				GROUP BY c.number HAVING COUNT(a.id) <> 1""", String.class, defect.id())).isEmpty();
		assertThat(notExactlyOnce(defect, "support-case", "flow-regressed-before-answer")).isEmpty();
		assertThat(at(defect, "answer")).isEmpty();
		assertThat(at(defect, "reproduce-and-fix")).hasSize(1);
	}

	/** The same news once more, as a program that repeats itself would have it told. */
	private void tellAgain(SupportCase by) {
		long fix = this.escalations.currentFix(by.id()).orElseThrow().id();
		this.worker.as("engineer1", () -> this.transaction.executeWithoutResult((status) -> {
			this.rounds.checked(by, fix, true);
			this.rounds.checked(by, fix, true);
		}));
	}

	private void regress(Defect defect) {
		this.worker.as("support2", () -> this.transaction
			.executeWithoutResult((status) -> this.doubts.regressed(defect, "It jams again.")));
	}

	/**
	 * Each row comes to two threads, in another order each, and some hands break off.
	 */
	private void arriveInAnyOrder(List<Hearing> due) throws Exception {
		List<Callable<Object>> works = new ArrayList<>();
		for (int thread = 0; thread < 2; thread++) {
			List<Hearing> shuffled = new ArrayList<>(due);
			Collections.shuffle(shuffled, this.random);
			for (int from = 0; from < shuffled.size(); from += HAND) {
				List<Hearing> hand = shuffled.subList(from, Math.min(from + HAND, shuffled.size()));
				boolean breaksOff = this.random.nextInt(5) == 0;
				works.add(() -> breaksOff ? breaksOff(hand) : this.courier.tell(hand));
			}
		}
		Collections.shuffle(works, this.random);
		all(works);
		this.courier.start();
		this.worker.awaitNews();
	}

	/** As on a node that dies before it has committed. */
	private Object breaksOff(List<Hearing> hand) {
		return this.transaction.execute((status) -> {
			int done = this.courier.tell(hand);
			status.setRollbackOnly();
			return done;
		});
	}

	private void all(List<? extends Callable<?>> works) throws Exception {
		List<Future<?>> running = new ArrayList<>();
		for (Callable<?> work : works) {
			running.add(this.threads.submit(work));
		}
		for (Future<?> one : running) {
			one.get();
		}
	}

	/** The cases that didn't take a flow of the diagram exactly once. */
	private List<Map<String, Object>> notExactlyOnce(Defect defect, String process, String flow) {
		return this.database.queryForList("""
				SELECT c.number, COUNT(f.flow) AS times FROM defect_case l JOIN support_case c ON c.id = l.case_id
				JOIN audit_entry a ON a.stream = c.number AND a.action = 'journey.moved'
				  AND JSON_VALUE(a.content, '$.details.process') = ?
				LEFT JOIN JSON_TABLE(a.content, '$.details.flows[*]' COLUMNS (flow VARCHAR(255) PATH '$')) f
				  ON f.flow = ?
				WHERE l.defect_id = ? AND l.ended_at IS NULL
				GROUP BY c.number HAVING COUNT(f.flow) <> 1""", process, flow, defect.id());
	}

	/** The cases of a defect that have a task, as often as they have it. */
	private List<String> at(Defect defect, String task) {
		return this.database.queryForList("""
				SELECT c.number FROM defect_case l JOIN support_case c ON c.id = l.case_id
				JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number JOIN ACT_RU_TASK t ON t.PROC_INST_ID_ = e.ID_
				WHERE l.defect_id = ? AND l.ended_at IS NULL AND t.TASK_DEF_KEY_ = ?""", String.class, defect.id(),
				task);
	}

	private long statements() {
		return Objects.requireNonNull(this.database.queryForObject("""
				SELECT CAST(VARIABLE_VALUE AS INTEGER) FROM information_schema.GLOBAL_STATUS
				WHERE VARIABLE_NAME = 'QUESTIONS'""", Long.class));
	}

}
