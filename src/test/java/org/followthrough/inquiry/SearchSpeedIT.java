package org.followthrough.inquiry;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.time.Worker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long searches and the pages of cases take when there are many closed ones: 10,000,
 * or as many as {@code -Dbench.cases} says. Each has four messages, twenty entries, three
 * promises and the marks of a case that went the usual way; what is searched by is made
 * by SQL, and a part of the cases is read by the application besides. Prints
 * milliseconds.
 */
@Tag("bench")
@FollowthroughTest
class SearchSpeedIT {

	private static final int CASES = Integer.getInteger("bench.cases", 10_000);

	private static final int STEP = 50_000;

	private static final int READ = Math.min(CASES, 10_000);

	private static final int TIMES = 20;

	private static final long BASE = 1_000_000;

	private static final int SOON_ENOUGH = 300;

	/** Words by how seldom they are. */
	private static final String TEXT = "CONCAT('We have about ', s.seq, ' orders and the word', s.seq MOD 20000, "
			+ "' topic', s.seq MOD 500, ' matter', s.seq MOD 50, ' stops after the update, see the log below. ', "
			+ "'It happened again this morning, and nobody could work. Please help.')";

	private static final Map<String, String> SEARCHES = new LinkedHashMap<>();
	static {
		SEARCHES.put("everything", "");
		SEARCHES.put("a number", "number=FT-2025-00001234");
		SEARCHES.put("a customer", "customer=many77@example.org");
		SEARCHES.put("a domain of customers", "customer=@example.org");
		SEARCHES.put("team, severity and outcome", "team=team3&severity=critical&outcome=unsolved");
		SEARCHES.put("last quarter's escalated", "step=escalate&closedFrom=2025-10-01&closedTo=2025-12-31");
		SEARCHES.put("an old quarter's, one team", "team=team2&closedFrom=2023-04-01&closedTo=2023-06-30");
		SEARCHES.put("something happened in a week", "activeFrom=2024-05-06&activeTo=2024-05-12");
		SEARCHES.put("who acted, broken promise", "person=agent7&broken=answer");
		SEARCHES.put("skipped, repeated, version", "skipped=escalate&repeated=investigate&version=support-case/2");
		SEARCHES.put("seldom pair of frequent", "owner=agent11&team=team3&product=product4&severity=low");
		SEARCHES.put("a seldom word", "text=word1234");
		SEARCHES.put("a frequent word", "text=topic77");
		SEARCHES.put("two words, a team", "text=topic77%20matter27&team=team3");
		SEARCHES.put("a word in the subject", "subject=word1234");
		SEARCHES.put("a word, a customer", "text=matter27&customer=many77@example.org");
	}

	@Autowired
	private Api api;

	@Autowired
	private InquiryKeeper keeper;

	@Autowired
	private List<Worker> workers;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@BeforeEach
	void manyCases() {
		this.workers.forEach(Worker::stop);
		long begin = System.nanoTime();
		update("INSERT INTO customer (email, name, kind, created_at) SELECT CONCAT('many', seq, '@example.org'), "
				+ "CONCAT('Many ', seq), 'customer', '2020-01-01' FROM seq_0_to_19999");
		for (int from = 1; from <= CASES; from += STEP) {
			String range = "seq_" + from + "_to_" + Math.min(CASES, from + STEP - 1);
			rows().forEach((sql) -> update(sql.replace(":range", range).replace(":base", String.valueOf(BASE))));
			System.out.printf("%d cases after %.0f s%n", Math.min(CASES, from + STEP - 1),
					(System.nanoTime() - begin) / 1e9);
		}
		update("UPDATE inquiry_word w JOIN (SELECT word_id, COUNT(*) AS cases FROM inquiry_mark GROUP BY word_id) m "
				+ "ON m.word_id = w.id SET w.cases = m.cases");
		this.transaction.executeWithoutResult((status) -> this.database.queryForList(
				"ANALYZE TABLE support_case, message, audit_entry, audit_stream, promise, inquiry_case, inquiry_mark, "
						+ "inquiry_day, inquiry_word"));
	}

	/** What a part of the cases is made of, and what they are found by. */
	private static Stream<String> rows() {
		String opened = "(TIMESTAMP '2022-01-01 00:00:00' + INTERVAL s.seq * (126230400 DIV " + CASES + ") SECOND)";
		String number = "CONCAT('FT-2025-', LPAD(s.seq, 8, '0'))";
		return Stream.of(
				"""
						INSERT INTO support_case (id, number, customer_id, subject, product, component, impact, door, severity,
						  priority, team, stage, owner, opened_at, acknowledged_at, closed_at, closed_as)
						SELECT :base + s.seq, %s, (SELECT MIN(id) FROM customer WHERE email LIKE 'many%%')
						  + s.seq MOD 20000, CONCAT('Matter of word', s.seq MOD 20000), CONCAT('product', s.seq MOD 5), NULL,
						  'IMPAIRED', 'mail', ELT(1 + s.seq * 7 MOD 4, 'critical', 'high', 'normal', 'low'), 50,
						  CONCAT('team', s.seq * 31 MOD 7), 'closed', CONCAT('agent', s.seq * 17 MOD 40), %s, %s + INTERVAL 1 HOUR,
						  %s + INTERVAL (1 + s.seq MOD 20) DAY, ELT(1 + s.seq * 13 MOD 6, 'CONFIRMED', 'UNCONFIRMED', 'UNSOLVED',
						  'DUPLICATE', 'WITHDRAWN', 'SPAM')
						FROM :range s"""
					.formatted(number, opened, opened, opened),
				"""
						INSERT INTO message (case_id, kind, visibility, author_kind, author, door, body, written_at, delivery)
						SELECT :base + s.seq, ELT(m.seq, 'CUSTOMER', 'ACKNOWLEDGEMENT', 'UPDATE', 'ANSWER'), 'PUBLIC',
						  IF(m.seq = 1, 'customer', 'person'), 'somebody', 'mail', IF(m.seq = 1, %s, REPEAT('We look into it. ', 20)),
						  %s + INTERVAL m.seq HOUR, 'NONE' FROM :range s JOIN seq_1_to_4 m"""
					.formatted(TEXT, opened),
				"""
						INSERT INTO promise (case_id, team, kind, made_at, said_at, remind_at, due_at, ended_at, ending)
						SELECT :base + s.seq, CONCAT('team', s.seq * 31 MOD 7), ELT(p.seq, 'ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER'),
						  %s, %s, %s, %s + INTERVAL p.seq DAY, %s + INTERVAL p.seq DAY, IF((p.seq + s.seq) MOD 9 = 0, 'BROKEN', 'KEPT')
						FROM :range s JOIN seq_1_to_3 p"""
					.formatted(opened, opened, opened, opened, opened),
				"""
						INSERT INTO audit_entry (stream, seq, content, hash)
						SELECT %s, e.seq, JSON_OBJECT('action', ELT(1 + e.seq MOD 5, 'case.seen', 'message.noted', 'promise.made',
						  'task.claimed', 'task.completed'), 'actor', CONCAT('agent', (s.seq + e.seq) MOD 40), 'actorKind', 'person', 'at',
						  DATE_FORMAT(%s + INTERVAL e.seq * 3 HOUR, '%%Y-%%m-%%dT%%H:%%i:%%s.000Z'), 'details', JSON_OBJECT('kind',
						  'answer', 'due', '2025-01-01T00:00:00Z', 'task', 'investigate'), 'door', 'page', 'seq', e.seq, 'stream', %s),
						  REPEAT(X'00', 32) FROM :range s JOIN seq_1_to_20 e"""
					.formatted(number, opened, number),
				"""
						INSERT INTO audit_stream (stream, seq, hash, logged_seq, inquired_seq)
						SELECT %s, 20, REPEAT(X'00', 32), 20, 20 FROM :range s""".formatted(number),
				"""
						INSERT INTO inquiry_case (case_id, number, opened_at, closed_at, last_at)
						SELECT :base + s.seq, %s, %s, %s + INTERVAL (1 + s.seq MOD 20) DAY, %s + INTERVAL 20 DAY FROM :range s"""
					.formatted(number, opened, opened, opened),
				"""
						INSERT INTO inquiry_day (case_id, day)
						SELECT :base + s.seq, DATE(%s) + INTERVAL d.seq * (1 + s.seq MOD 3) DAY FROM :range s JOIN seq_0_to_3 d"""
					.formatted(opened),
				"""
						INSERT INTO inquiry_text (case_id, message_id, words)
						SELECT :base + s.seq, m.seq, ELT(1 + m.seq, CONCAT('Matter of word', s.seq MOD 20000), %s,
						  REPEAT('We look into it. ', 20)) FROM :range s JOIN seq_0_to_2 m""".formatted(TEXT),
				"INSERT IGNORE INTO inquiry_word (kind, word, cases) SELECT DISTINCT kind, word, 0 FROM (" + words()
						+ ") w",
				"INSERT INTO inquiry_mark (word_id, opened_at, case_id) SELECT x.id, w.opened_at, w.case_id FROM ("
						+ words() + ") w JOIN inquiry_word x ON x.kind = w.kind AND x.word = w.word");
	}

	/** Some thirty of each case. */
	private static String words() {
		String opened = "(TIMESTAMP '2022-01-01 00:00:00' + INTERVAL s.seq * (126230400 DIV " + CASES + ") SECOND)";
		Map<String, String> words = new LinkedHashMap<>();
		words.put("customer", "CONCAT('many', s.seq MOD 20000, '@example.org')");
		words.put("customer ", "'@example.org'");
		words.put("product", "CONCAT('product', s.seq MOD 5)");
		words.put("severity", "ELT(1 + s.seq * 7 MOD 4, 'critical', 'high', 'normal', 'low')");
		words.put("plan", "'standard'");
		words.put("team", "CONCAT('team', s.seq * 31 MOD 7)");
		words.put("owner", "CONCAT('agent', s.seq * 17 MOD 40)");
		words.put("outcome", "'closed'");
		words.put("outcome ",
				"ELT(1 + s.seq * 13 MOD 6, 'confirmed', 'unconfirmed', 'unsolved', 'duplicate', 'withdrawn', 'spam')");
		words.put("person", "CONCAT('agent', s.seq MOD 40)");
		words.put("person ", "CONCAT('agent', (s.seq + 3) MOD 40)");
		words.put("person  ", "CONCAT('many', s.seq MOD 20000, '@example.org')");
		words.put("version", "CONCAT('support-case/', 1 + s.seq MOD 3)");
		words.put("version ", "CONCAT('sign-off/', 1 + s.seq MOD 2)");
		words.put("broken", "IF(s.seq MOD 9 = 6, 'answer', NULL)");
		words.put("step", "'acknowledge'");
		words.put("step ", "'investigate'");
		words.put("step  ", "'answer'");
		words.put("step   ", "'sign-off'");
		words.put("step    ", "IF(s.seq MOD 4 = 0, 'escalate', NULL)");
		words.put("repeated", "IF(s.seq MOD 10 = 0, 'investigate', NULL)");
		for (String step : List.of("ask-customer", "explain-unsolved", "look-afresh", "overdue-promise", "late-word",
				"still-no-word", "read-message", "talk-to-customer", "decide-unanswered", "read-answer")) {
			words.put("skipped" + " ".repeat(words.size()), "'" + step + "'");
		}
		words.put("skipped ", "IF(s.seq MOD 4 = 0, NULL, 'escalate')");
		StringBuilder all = new StringBuilder();
		words.forEach((kind, word) -> all.append(all.isEmpty() ? "" : " UNION ALL ")
			.append("SELECT '" + kind.strip() + "' AS kind, " + word + " AS word, " + opened
					+ " AS opened_at, :base + s.seq AS case_id FROM :range s"));
		return "SELECT kind, word, opened_at, case_id FROM (" + all + ") some WHERE word IS NOT NULL";
	}

	private void update(String sql) {
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION max_statement_time = 0, foreign_key_checks = 0");
			this.database.update(sql);
			this.database.execute("SET SESSION foreign_key_checks = 1");
		});
	}

	@Test
	void searchesOfManyCasesTakeLessThanThreeHundredMilliseconds() {
		SEARCHES.values().forEach((query) -> milliseconds("/audit/search?" + query, 2));
		double[] all = {};
		System.out.printf("%n%d closed cases, %d entries%n%-34s %6s %8s %8s  ms%n", CASES, CASES * 20L, "Search",
				"found", "p50", "p95");
		for (Map.Entry<String, String> search : SEARCHES.entrySet()) {
			String path = "/audit/search?" + search.getValue();
			double[] took = milliseconds(path, TIMES);
			print(search.getKey(), this.api.get("auditor1", path + "&limit=200").json().path("items").size(), took);
			all = Stream.of(all, took).flatMapToDouble(Arrays::stream).toArray();
		}
		Arrays.sort(all);
		print("all searches", SEARCHES.size(), all);
		String number = "FT-2025-" + String.format("%08d", CASES / 2);
		print("a case's history", 20, milliseconds("/audit/cases/" + number + "/entries", TIMES * 5));
		print("a case", 1, milliseconds("/cases/" + number, TIMES * 5));
		long begin = System.nanoTime();
		update("UPDATE audit_stream SET inquired_seq = 0 WHERE stream LIKE 'FT-2025-%' LIMIT " + READ);
		this.keeper.catchUp();
		System.out.printf("Reading %d histories anew: %.1f s%n", READ, (System.nanoTime() - begin) / 1e9);
		assertThat(at(all, 95)).as("p95 of all searches, ms").isLessThan(SOON_ENOUGH);
	}

	private static void print(String what, int found, double[] took) {
		System.out.printf("%-34s %6d %8.1f %8.1f%n", what, found, at(took, 50), at(took, 95));
	}

	private static double at(double[] sorted, int percent) {
		return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
	}

	private double[] milliseconds(String path, int times) {
		double[] took = new double[times];
		for (int i = 0; i < times; i++) {
			long begin = System.nanoTime();
			Api.Answer answer = this.api.get("auditor1", path);
			took[i] = (System.nanoTime() - begin) / 1e6;
			assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
		}
		Arrays.sort(took);
		return took;
	}

}
