package org.followthrough.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases whose promises fall due together: made, set and judged by SQL of their own, which
 * trusts nothing in the code.
 */
final class StormCases {

	/** Far away until it is said when. */
	private static final String NOT_YET = "TIMESTAMP '2100-01-01 00:00:00'";

	/** Ours are told from others by it; no original has so high a row. */
	private static final int BASE = 1_000_000;

	private static final String KEY = "CONCAT('FT-2026-', 900000 + s.seq)";

	private static final String OURS = "p.case_id > " + BASE + " AND p.ended_at IS NULL";

	/** What must be so of each case whose promise was due; a count of those that hold. */
	private static final Map<String, String> HOLDS = new LinkedHashMap<>();
	static {
		HOLDS.put("promises acted on, the team's manager called", "SELECT COUNT(*) FROM promise p WHERE " + OURS
				+ " AND p.escalated_at >= p.due_at AND p.called = 1 AND p.due_at < UTC_TIMESTAMP(3)");
		HOLDS.put("cases with exactly one open task for a manager",
				"""
						SELECT COUNT(*) FROM (SELECT c.id FROM support_case c JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
						  JOIN ACT_RU_TASK t ON t.PROC_INST_ID_ = e.ID_ AND t.TASK_DEF_KEY_ = 'overdue-promise'
						WHERE c.id > %d GROUP BY c.id HAVING COUNT(*) = 1) x"""
					.formatted(BASE));
		HOLDS.put("cases whose task the team's manager has, and was told of once",
				"""
						SELECT COUNT(*) FROM (SELECT c.id FROM support_case c JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
						  JOIN ACT_RU_TASK t ON t.PROC_INST_ID_ = e.ID_ AND t.TASK_DEF_KEY_ = 'overdue-promise'
						  JOIN notice n ON n.case_id = c.id AND n.account = t.ASSIGNEE_ AND n.kind = 'WORD_OVERDUE'
						WHERE c.id > %d GROUP BY c.id HAVING COUNT(*) = 1) x"""
					.formatted(BASE));
		HOLDS.put("cases with exactly one audit entry that says so", """
				SELECT COUNT(*) FROM (SELECT c.id FROM support_case c JOIN audit_entry a ON a.stream = c.number
				WHERE c.id > %d AND a.action = 'promise.overdue' GROUP BY c.id HAVING COUNT(*) = 1) x"""
			.formatted(BASE));
		HOLDS.put("cases whose clock is set once, for the manager above",
				"""
						SELECT COUNT(*) FROM (SELECT c.id FROM support_case c JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
						  JOIN ACT_RU_JOB j ON j.PROCESS_INSTANCE_ID_ = e.ID_ JOIN promise p ON p.running_case = c.id
						WHERE c.id > %d GROUP BY c.id HAVING COUNT(*) = 1 AND MIN(j.DUEDATE_ > p.escalated_at) = 1) x"""
					.formatted(BASE));
		HOLDS.put("cases whose audit is one unbroken chain",
				"""
						SELECT COUNT(*) FROM (SELECT x.stream FROM (
						  SELECT a.stream, a.seq, a.hash, a.hash = UNHEX(SHA2(CONCAT(X'01',
						    COALESCE(LAG(a.hash) OVER w, REPEAT(X'00', 32)),
						    UNHEX(SHA2(CONCAT(X'00', CAST(a.content AS BINARY)), 256))), 256)) AS fits, a.seq = ROW_NUMBER() OVER w AS follows
						  FROM audit_entry a JOIN support_case c ON c.number = a.stream AND c.number > 'FT-2026-9' AND c.id > %d
						  WINDOW w AS (PARTITION BY a.stream ORDER BY a.seq)) x
						JOIN audit_stream s ON s.stream = x.stream
						GROUP BY x.stream, s.seq, s.hash
						HAVING MIN(x.fits) = 1 AND MIN(x.follows) = 1 AND MAX(x.seq) = s.seq AND MAX(x.hash = s.hash) = 1) y"""
					.formatted(BASE));
	}

	private final Connection connection;

	StormCases(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Makes cases in the likeness of one that somebody investigates.
	 * @param original its number
	 * @param first the number of the first copy
	 * @param last the number of the last
	 * @param within the time within which they will fall due
	 */
	void make(String original, int first, int last, Duration within) throws SQLException {
		long id = number("SELECT id FROM support_case WHERE number = '" + original + "'");
		String dueAt = "TIMESTAMPADD(MICROSECOND, (s.seq - " + first + ") * "
				+ within.toNanos() / 1000 / (last - first + 1) + ", " + NOT_YET + ")";
		Copies copies = new Copies(this.connection, first, last);
		String row = BASE + " + s.seq";
		String part = BASE + " + s.seq * 100 + r.id % 100";
		copies.of("customer", "r.id = (SELECT c.customer_id FROM support_case c WHERE c.id = " + id + ")",
				Map.of("id", row, "email", "CONCAT('storm', s.seq, '@example.org')"));
		copies.of("support_case", "r.id = " + id, Map.of("id", row, "number", KEY, "customer_id", row));
		copies.of("message", "r.case_id = " + id,
				Map.of("id", part, "case_id", row, "rfc_message_id", "CONCAT(s.seq, '-', r.rfc_message_id)"));
		copies.of("promise", "r.case_id = " + id + " AND r.ended_at IS NOT NULL",
				Map.of("id", part, "case_id", row, "message_id", BASE + " + s.seq * 100 + r.message_id % 100"));
		copies.of("promise", "r.case_id = " + id + " AND r.ended_at IS NULL",
				Map.of("id", part, "case_id", row, "due_at", dueAt, "told_at", dueAt, "remind_at",
						"DATE_SUB(" + dueAt + ", INTERVAL 6 HOUR)", "reminded_at",
						"DATE_SUB(" + dueAt + ", INTERVAL 6 HOUR)"));
		String content = "REPLACE(r.content, '" + original + "', " + KEY + ")";
		String hash = "UNHEX(SHA2(CONCAT(X'01', REPEAT(X'00', 32), UNHEX(SHA2(CONCAT(X'00', CAST(" + content
				+ " AS BINARY)), 256))), 256))";
		copies.of("audit_entry", "r.stream = '" + original + "' AND r.seq = 1",
				Map.of("id", "NULL", "stream", KEY, "content", content, "hash", hash));
		copies.of("audit_stream", "r.stream = '" + original + "'", Map.of("stream", KEY, "seq", "1", "hash",
				"(SELECT a.hash FROM audit_entry a WHERE a.stream = " + KEY + " AND a.seq = 1)"));
		copies.ofProcess(text("SELECT PROC_INST_ID_ FROM ACT_RU_EXECUTION WHERE BUSINESS_KEY_ = '" + original + "'"),
				KEY, dueAt);
	}

	/** From when on those that were made last fall due. */
	void fallDue(Instant from) throws SQLException {
		long earlier = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() - from.getEpochSecond();
		String moved = "%s = DATE_SUB(%<s, INTERVAL " + earlier + " SECOND)";
		execute("UPDATE promise SET " + moved.formatted("due_at") + ", " + moved.formatted("told_at") + ", "
				+ moved.formatted("remind_at") + ", " + moved.formatted("reminded_at") + " WHERE due_at >= " + NOT_YET);
		execute("UPDATE ACT_RU_JOB SET " + moved.formatted("DUEDATE_") + " WHERE DUEDATE_ >= " + NOT_YET);
	}

	/** How many of them were acted on. */
	long acted() throws SQLException {
		return number("SELECT COUNT(*) FROM promise p WHERE " + OURS + " AND p.escalated_at IS NOT NULL");
	}

	/** How late each was acted on that was due from a moment on, in milliseconds. */
	double[] lateness(Instant from) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery(
						"SELECT TIMESTAMPDIFF(MICROSECOND, p.due_at, p.escalated_at) / 1000 FROM promise p WHERE "
								+ OURS + " AND p.escalated_at IS NOT NULL AND p.due_at >= FROM_UNIXTIME("
								+ from.getEpochSecond() + ")")) {
			List<Double> late = new ArrayList<>();
			while (rows.next()) {
				late.add(rows.getDouble(1));
			}
			return late.stream().mapToDouble(Double::doubleValue).toArray();
		}
	}

	/** From the first due time to when the last was acted on. */
	Duration took(Instant from) throws SQLException {
		return Duration.ofMillis(number("SELECT TIMESTAMPDIFF(MICROSECOND, FROM_UNIXTIME(" + from.getEpochSecond()
				+ "), MAX(p.escalated_at)) DIV 1000 FROM promise p WHERE " + OURS));
	}

	/** Of how many cases each thing holds that must hold of all. */
	Map<String, Long> holds() throws SQLException {
		// Rows that came so fast may not be counted yet, and the plans for these are bad.
		execute("ANALYZE TABLE support_case, promise, notice, audit_entry, ACT_RU_EXECUTION, ACT_RU_TASK, ACT_RU_JOB");
		Map<String, Long> result = new LinkedHashMap<>();
		for (Map.Entry<String, String> one : HOLDS.entrySet()) {
			result.put(one.getKey(), number(one.getValue()));
		}
		return result;
	}

	/** What was told twice to somebody. */
	long toldTwice() throws SQLException {
		return number(
				"SELECT COUNT(*) FROM (SELECT 1 FROM notice GROUP BY account, case_id, kind HAVING COUNT(*) > 1) x");
	}

	/** Mails to those who work here. */
	long digests() throws SQLException {
		return number("SELECT COUNT(*) FROM outgoing_mail WHERE case_number IS NULL");
	}

	boolean waitsForNextWord(String number) throws SQLException {
		return number("SELECT COUNT(*) FROM promise p JOIN support_case c ON c.id = p.case_id WHERE c.number = '"
				+ number + "' AND p.kind = 'NEXT_UPDATE'") == 1;
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private long number(String sql) throws SQLException {
		return Long.parseLong(text(sql));
	}

	private String text(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

}
