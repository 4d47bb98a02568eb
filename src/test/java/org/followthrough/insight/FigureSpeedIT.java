package org.followthrough.insight;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long figures of many cases take, and to count them all anew. Prints milliseconds.
 */
@Tag("bench")
@FollowthroughTest
@TestPropertySource(properties = "followthrough.figures.every=PT24H")
class FigureSpeedIT {

	private static final int CASES = Integer.getInteger("bench.cases", 100_000);

	private static final int TIMES = 30;

	@Autowired
	private Api api;

	@Autowired
	private Clock clock;

	@Autowired
	private FactKeeper keeper;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@BeforeEach
	void manyCases() {
		String now = "'" + this.clock.instant().toString().replace('T', ' ').replace("Z", "") + "'";
		update("INSERT INTO customer (email, name, kind, created_at) SELECT CONCAT('many', seq, '@example.org'), "
				+ "CONCAT('Many ', seq), 'customer', NOW(3) FROM seq_1_to_5000");
		// Spread over eleven months; one in ten is open; each has eight messages and five
		// promises.
		update("""
				INSERT INTO support_case (id, number, customer_id, subject, impact, door, severity, priority, team, stage,
				  opened_at, acknowledged_at, closed_at, closed_as, reopened)
				SELECT 1000000 + s.seq, CONCAT('MANY-', s.seq), (SELECT MIN(id) FROM customer WHERE email LIKE 'many%')
				  + s.seq MOD 5000, 'Many', 'IMPAIRED', 'web-form', ELT(1 + s.seq MOD 4, 'critical', 'high', 'normal',
				  'low'), 50, CONCAT('team', s.seq MOD 7), 'closed',
				  :now - INTERVAL (s.seq * 7919 MOD 28000000) SECOND, NULL, IF(s.seq MOD 10 = 0, NULL, :now),
				  IF(s.seq MOD 10 = 0, NULL, ELT(1 + s.seq MOD 6, 'CONFIRMED', 'UNCONFIRMED', 'UNSOLVED', 'DUPLICATE',
				  'WITHDRAWN', 'SPAM')), 0
				FROM seq_1_to_:cases s
				"""
			.replace(":now", now)
			.replace(":cases", String.valueOf(CASES)));
		update("""
				INSERT INTO message (case_id, kind, visibility, author_kind, author, door, body, written_at, delivery,
				  delivered_at)
				SELECT c.id, ELT(m.seq, 'CUSTOMER', 'RECEIPT', 'ACKNOWLEDGEMENT', 'UPDATE', 'QUESTION', 'CUSTOMER', 'UPDATE',
				  'ANSWER'), 'PUBLIC', ELT(m.seq, 'customer', 'system', 'person', 'person', 'person', 'customer', 'person',
				  'person'), 'somebody', 'page', REPEAT('Words. ', 40), c.opened_at + INTERVAL (m.seq * m.seq * 1000
				  + c.id * 31 MOD 5000) SECOND, IF(m.seq IN (1, 6), 'NONE', 'DELIVERED'),
				  IF(m.seq IN (1, 6), NULL, c.opened_at + INTERVAL (m.seq * m.seq * 1000 + c.id * 31 MOD 5000) SECOND)
				FROM support_case c JOIN seq_1_to_8 m WHERE c.id > 1000000 ORDER BY c.id, m.seq
				""");
		update("""
				INSERT INTO promise (case_id, kind, made_at, said_at, remind_at, due_at, ended_at, ending)
				SELECT c.id, IF(p.seq = 1, 'ACKNOWLEDGEMENT', 'NEXT_UPDATE'), c.opened_at, c.opened_at, c.opened_at,
				  c.opened_at + INTERVAL p.seq DAY, IF(p.seq = 5 AND c.closed_as IS NULL, NULL, c.opened_at),
				  IF(p.seq = 5 AND c.closed_as IS NULL, NULL, IF((p.seq + c.id) MOD 9 = 0, 'BROKEN', 'KEPT'))
				FROM support_case c JOIN seq_1_to_5 p WHERE c.id > 1000000
				""");
		update("INSERT INTO audit_stream (stream, seq, hash) SELECT number, 40, REPEAT(X'00', 32) FROM support_case "
				+ "WHERE id > 1000000");
	}

	private void update(String sql) {
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION max_statement_time = 0");
			this.database.update(sql);
		});
	}

	@Test
	void firstPagesOfManyCasesTakeLessThanASecond() {
		// What SQL made has no entries, which only a count of everything finds.
		this.keeper.recount();
		long begin = System.nanoTime();
		this.keeper.catchUp();
		System.out.printf("Counting %d cases took %.1f s%n", CASES, (System.nanoTime() - begin) / 1e9);
		String many = Arrays.toString(milliseconds("/figures?by=month", 1));
		System.out.println("The very first report, ms: " + many);
		for (String path : List.of("/figures?by=month", "/figures?by=team", "/figures?by=severity",
				"/figures?by=customer", "/figures?by=month&team=team3", "/figures/csv?by=team", "/figures/silences")) {
			double[] took = milliseconds(path, TIMES);
			double median = took[TIMES / 2];
			System.out.printf("%-32s p50 %4.0f ms, p95 %4.0f ms, longest %4.0f ms%n", path, median,
					took[TIMES * 95 / 100], took[TIMES - 1]);
			assertThat(median).as(path).isLessThan(1000);
		}
		assertThat(this.api.get("manager1", "/figures").json().at("/total/cases").asInt()).isEqualTo(CASES);
	}

	private double[] milliseconds(String path, int times) {
		double[] took = new double[times];
		for (int i = 0; i < times; i++) {
			long begin = System.nanoTime();
			assertThat(this.api.get("manager1", path).status()).isEqualTo(200);
			took[i] = (System.nanoTime() - begin) / 1e6;
		}
		Arrays.sort(took);
		return took;
	}

}
