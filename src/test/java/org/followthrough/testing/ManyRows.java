package org.followthrough.testing;

import java.util.List;
import java.util.stream.Stream;

import org.followthrough.time.Worker;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Rows by the thousand, so that the database chooses how to find some of them as it would
 * after years. No journey belongs to them: whatever works in the background rests from
 * then on, and the application is of no use to other tests.
 */
@TestComponent
public class ManyRows {

	private final List<Worker> workers;

	private final JdbcTemplate database;

	private final TransactionOperations transaction;

	ManyRows(List<Worker> workers, JdbcTemplate database, TransactionOperations transaction) {
		this.workers = workers;
		this.database = database;
		this.transaction = transaction;
	}

	/**
	 * Makes them.
	 */
	public void make() {
		this.workers.forEach(Worker::stop);
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION foreign_key_checks = 0, max_statement_time = 0");
			rows().forEach(this.database::execute);
			this.database.execute("SET SESSION foreign_key_checks = 1");
		});
		this.database.queryForList("ANALYZE TABLE shift, absence, shift_swap, rota_feed, shift_leaver, product_kind, "
				+ "product_question, product, product_component, tracker_issue, tracker_comment, tracker_request, "
				+ "tracker_delivery, tracker_report, support_case, sign_off, rating, early_ending, case_figure, "
				+ "escalation, engineering_answer, case_trial, case_move, case_move_item, ACT_RU_TASK, ACT_RU_EXECUTION, "
				+ "ACT_RU_JOB, ACT_RU_JOBDEF, ACT_RE_PROCDEF, incoming_mail, unfetched_mail, outgoing_mail, message, "
				+ "suppressed_sender, test_mail, undelivered_word");
	}

	private static Stream<String> rows() {
		return Stream.of("""
				INSERT INTO shift (team, week, engineer) SELECT CONCAT('team', s.seq MOD 30),
				  DATE '2020-01-06' + INTERVAL s.seq DIV 30 WEEK, CONCAT('engineer', s.seq MOD 40)
				FROM seq_0_to_14999 s""", """
				INSERT INTO absence (engineer, first_day, last_day) SELECT CONCAT('engineer', s.seq MOD 40),
				  DATE '2019-01-01' + INTERVAL s.seq DIV 7 DAY, DATE '2019-01-05' + INTERVAL s.seq DIV 7 DAY
				FROM seq_1_to_20000 s""", """
				INSERT INTO shift_swap (id, team, week, engineer, other, state, proposed_at)
				SELECT 1000000 + s.seq, 'team7', '2026-11-30', 'engineer7', 'engineer8',
				  IF(s.seq MOD 200 = 0, 'PROPOSED', 'ACCEPTED'), '2026-11-01' FROM seq_1_to_20000 s""",
				"""
						INSERT INTO rota_feed (id, hash, team, made_by, made_at)
						SELECT 1000000 + s.seq, UNHEX(SHA2(s.seq, 256)), 'team7', CONCAT('engineer', s.seq MOD 400), '2026-11-01'
						FROM seq_1_to_5000 s""",
				"""
						INSERT INTO shift_leaver (account, due_at) SELECT CONCAT('leaver', s.seq),
						  DATE '2026-11-28' + INTERVAL s.seq DAY FROM seq_1_to_2000 s""",
				"""
						INSERT INTO product_kind (name, version, changed_at) SELECT CONCAT('kind', s.seq), 1, '2026-11-01'
						FROM seq_1_to_900 s""",
				"""
						INSERT INTO product_question (kind, place, text, needed) SELECT CONCAT('kind', s.seq DIV 10),
						  s.seq MOD 10, 'Why?', TRUE FROM seq_10_to_9009 s""", """
						INSERT INTO product (id, name, kind, version, changed_at) SELECT 1000000 + s.seq,
						  CONCAT('Product ', s.seq), CONCAT('kind', s.seq), 1, '2026-11-01' FROM seq_1_to_900 s""",
				"""
						INSERT INTO product_component (product_id, place, name, kind) SELECT 1000000 + s.seq DIV 20, s.seq MOD 20,
						  CONCAT('Part ', s.seq), CONCAT('kind', s.seq MOD 900) FROM seq_20_to_18019 s""",
				"""
						INSERT INTO tracker_issue (id, tracker, issue_key, defect, title, read_due_at, linked_by, linked_at)
						SELECT 1000000 + s.seq, CONCAT('tracker', s.seq MOD 4), s.seq, CONCAT('DF-', s.seq DIV 3), 'Tray',
						  TIMESTAMP '2026-11-28 11:59:00' + INTERVAL s.seq MINUTE, 'agent1', '2026-11-01'
						FROM seq_1_to_20000 s""",
				"""
						INSERT INTO tracker_comment (issue_id, remote_id, author, body, written_at, changed_at)
						SELECT 1000000 + s.seq DIV 4, s.seq, 'somebody', 'Yes.', '2026-11-01', '2026-11-01'
						FROM seq_4_to_40000 s""",
				"""
						INSERT INTO tracker_request (tracker, issue_id, kind, marker, body, requested_by, requested_at,
						  tried_since, next_attempt_at, done_at, failed_at)
						SELECT CONCAT('tracker', s.seq MOD 4), 1000000 + s.seq, 'COMMENT', CONCAT('ft-', s.seq), 'Yes.', 'agent1',
						  '2026-11-01', '2026-11-01', IF(s.seq MOD 100 = 0, '2026-11-28', NULL),
						  IF(s.seq MOD 50 = 0, NULL, '2026-11-02'), IF(s.seq MOD 100 = 50, '2026-11-02', NULL)
						FROM seq_1_to_20000 s""",
				"""
						INSERT INTO tracker_delivery (tracker, digest, content, received_at, handled_at)
						SELECT CONCAT('tracker', s.seq MOD 4), SHA2(s.seq, 256), '{}', '2026-11-27' + INTERVAL s.seq SECOND,
						  IF(s.seq MOD 1000 = 0, NULL, TIMESTAMP '2026-11-27 00:00:00' + INTERVAL s.seq * 10 SECOND) FROM seq_1_to_20000 s""",
				"""
						INSERT INTO tracker_report (defect, account, written_at) SELECT 'DF-7', 'engineer7', '2026-11-28'
						FROM seq_1_to_2000 s""",
				"""
						INSERT INTO support_case (id, number, customer_id, subject, impact, door, severity, priority, team, stage,
						  opened_at, closed_at, closed_as, reopened)
						SELECT 1000000 + s.seq, CONCAT('MANY-', s.seq), s.seq MOD 500, 'Many', 'IMPAIRED', 'web-form', 'high', 50,
						  CONCAT('team', s.seq MOD 30), 'closed', '2026-01-01' + INTERVAL s.seq MINUTE,
						  IF(s.seq MOD 10 = 7, NULL, '2026-11-01'), IF(s.seq MOD 10 = 7, NULL, 'CONFIRMED'), 0
						FROM seq_1_to_20000 s""",
				"""
						INSERT INTO sign_off (id, case_id, resolution, message_id, asked_at) SELECT 1000000 + s.seq,
						  1000000 + s.seq DIV 2, 'UNSOLVED', s.seq, '2026-11-28' FROM seq_2_to_40000 s""",
				"""
						INSERT INTO rating (sign_off_id, case_id, points, given_at) SELECT 1000000 + s.seq, 1000000 + s.seq,
						  1 + s.seq MOD 5, '2026-11-28' FROM seq_1_to_20000 s WHERE s.seq MOD 3 = 0""",
				"""
						INSERT INTO early_ending (case_id, ended_as, found_by, found_at, reason)
						SELECT 1000000 + s.seq, 'SPAM', 'agent1', '2026-11-28', 'Junk.' FROM seq_1_to_20000 s
						WHERE s.seq MOD 7 = 0""",
				"""
						INSERT INTO ACT_RU_EXECUTION (ID_, REV_, PROC_INST_ID_, BUSINESS_KEY_)
						SELECT CONCAT('many-', s.seq), 1, CONCAT('many-', s.seq), CONCAT('MANY-', s.seq) FROM seq_1_to_20000 s
						WHERE s.seq MOD 10 = 7""",
				"""
						INSERT INTO ACT_RU_TASK (ID_, REV_, PROC_INST_ID_, EXECUTION_ID_, TASK_DEF_KEY_, ASSIGNEE_)
						SELECT CONCAT('many-', s.seq), 1, CONCAT('many-', s.seq), CONCAT('many-', s.seq),
						  IF(s.seq MOD 20 = 7, 'reproduce-and-fix', 'investigate'), CONCAT('engineer', s.seq MOD 40)
						FROM seq_1_to_20000 s WHERE s.seq MOD 10 = 7""",
				"""
						INSERT INTO case_figure (case_id, customer_id, team, severity, opened_at, closed_as, reopened, next_answers,
						  updates, silence, silence_working, waited, waited_working, promises, promises_running, seq, calendar)
						SELECT id, customer_id, team, severity, '2024-01-01' + INTERVAL id * 53 MOD 1000 DAY, closed_as, 0, '[]',
						  '[]', 1, 1, 1, 1, '[]', '[]', 1, '' FROM support_case WHERE id > 1000000""",
				"""
						INSERT INTO escalation (id, case_id, handed_over_by, handed_over_at, steps, expected, seen, environment,
						  customer_sees, how_badly, workaround, tried)
						SELECT id, id, 'agent1', '2026-11-01', '', '', '', '', '', '', '', '' FROM support_case
						WHERE id > 1000000 AND id MOD 2 = 0""",
				"""
						INSERT INTO ACT_RE_PROCDEF (ID_, REV_, KEY_, VERSION_, DEPLOYMENT_ID_)
						SELECT CONCAT('standing:', s.seq), 1, 'standing', s.seq, 'many' FROM seq_1_to_100 s""",
				"""
						INSERT INTO ACT_RU_EXECUTION (ID_, REV_, PROC_INST_ID_, PROC_DEF_ID_, BUSINESS_KEY_, PARENT_ID_, ACT_ID_)
						SELECT CONCAT('standing-', s.seq, '-', part.seq), 1, CONCAT('standing-', s.seq, '-0'),
						  CONCAT('standing:', 1 + s.seq MOD 100), IF(part.seq = 0, CONCAT('MANY-', s.seq), NULL),
						  IF(part.seq = 0, NULL, CONCAT('standing-', s.seq, '-0')),
						  IF(part.seq = 0, NULL, CONCAT('place-', s.seq MOD 30))
						FROM seq_1_to_10000 s, seq_0_to_1 part""",
				"""
						INSERT INTO ACT_RU_JOBDEF (ID_, REV_, PROC_DEF_ID_, ACT_ID_, JOB_TYPE_)
						SELECT CONCAT('standing-clock-', s.seq), 1, CONCAT('standing:', s.seq), 'clock', 'timer-start-event-subprocess'
						FROM seq_1_to_100 s""",
				"""
						INSERT INTO ACT_RU_JOB (ID_, REV_, TYPE_, PROCESS_INSTANCE_ID_, PROCESS_DEF_ID_, JOB_DEF_ID_, DUEDATE_)
						SELECT CONCAT('standing-', s.seq), 1, 'timer', CONCAT('standing-', s.seq, '-0'),
						  CONCAT('standing:', 1 + s.seq MOD 100), CONCAT('standing-clock-', 1 + s.seq MOD 100), '2036-11-01'
						FROM seq_1_to_10000 s""",
				"""
						INSERT INTO case_trial (id, draft_id, fingerprint, asked, status) SELECT 1000000 + s.seq, s.seq DIV 4,
						  SHA2(s.seq, 256), '', IF(s.seq MOD 1000 = 0, 'WAITING', 'DONE') FROM seq_1_to_5000 s""",
				"""
						INSERT INTO case_move (id, draft_id, file, process, definition, version, author, choices, state, verdicts, begun_at)
						SELECT 1000000 + s.seq, s.seq DIV 4, 'standing.bpmn', 'standing', 'standing:1', 1, 'manager1', '',
						  IF(s.seq = 1000, 'MOVING', 'OVERTAKEN'), '', '2026-11-01' FROM seq_1_to_1000 s""",
				"""
						INSERT INTO case_move_item (move_id, instance, case_number, from_version, state)
						SELECT 1000000 + 100 * (1 + s.seq MOD 10), CONCAT('standing-', s.seq, '-0'), CONCAT('MANY-', s.seq), 1,
						  IF(s.seq MOD 50 = 0, 'FAILED', IF(s.seq MOD 20 = 0, 'WAITING', 'MOVED')) FROM seq_1_to_40000 s""",
				"""
						INSERT INTO engineering_answer (escalation_id, case_id, outcome, build, explanation, answered_by, answered_at)
						SELECT id, case_id, IF(id MOD 3 = 0, 'INCOMPLETE', 'FIXED'), '', '', 'engineer7', '2026-11-02' FROM escalation
						WHERE id > 1000000""",
				"""
						INSERT INTO incoming_mail (id, mailbox, uid_validity, uid, fetched_at, file_id, size, sha256, canonical, state,
						  sender, case_number, message_id, next_attempt_at)
						SELECT 1000000 + s.seq, CONCAT('team', s.seq MOD 5 + 4, '@127.0.0.1/INBOX'), 1, s.seq, '2026-11-01', s.seq, 1000,
						  UNHEX(SHA2(s.seq, 256)), UNHEX(SHA2(s.seq DIV 2, 256)),
						  ELT(1 + s.seq MOD 20, 'STORED', 'QUARANTINED', 'AUTOMATIC', 'AUTOMATIC', 'JOINED', 'JOINED', 'JOINED', 'JOINED',
						    'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED', 'OPENED',
						    'OPENED'),
						  CONCAT('sender', s.seq MOD 4000, '@example.org'), CONCAT('MANY-', s.seq), 1000000 + s.seq,
						  IF(s.seq MOD 20 = 0, TIMESTAMP '2026-11-28 11:59:00' + INTERVAL s.seq SECOND, NULL)
						FROM seq_1_to_40000 s""",
				"""
						INSERT INTO unfetched_mail (mailbox, uid_validity, uid, noticed_at, attempts, next_attempt_at, last_error)
						SELECT CONCAT('team', s.seq MOD 5 + 4, '@127.0.0.1/INBOX'), 1, s.seq, '2026-11-28', 3,
						  TIMESTAMP '2026-11-28 11:59:00' + INTERVAL s.seq SECOND, 'No' FROM seq_1_to_500 s""",
				"""
						INSERT INTO message (id, case_id, kind, visibility, author_kind, author, door, body, written_at, delivery)
						SELECT 1000000 + s.seq, 1000000 + s.seq DIV 2, IF(s.seq MOD 2 = 0, 'CUSTOMER', 'ANSWER'), 'PUBLIC', 'person',
						  'agent1', 'page', 'Words', '2026-11-01', 'DELIVERED' FROM seq_2_to_40000 s""",
				"""
						INSERT INTO outgoing_mail (id, message_id, case_number, recipient, subject, body, automatic, created_at,
						  next_attempt_at, sent_at, failed_at)
						SELECT 1000000 + s.seq, 1000000 + s.seq, CONCAT('MANY-', s.seq DIV 2), 'a@example.org', 'Many', 'Words', FALSE,
						  '2026-11-01', IF(s.seq MOD 20 = 0, TIMESTAMP '2026-11-28 11:59:00' + INTERVAL s.seq SECOND, NULL),
						  IF(s.seq MOD 20 < 2, NULL, '2026-11-01'), IF(s.seq MOD 20 = 1, '2026-11-02', NULL)
						FROM seq_2_to_40000 s""",
				"""
						INSERT INTO undelivered_word (id, mail_id, message_id, case_id, customer_id, since, told, settled_at, outcome)
						SELECT 1000000 + s.seq, 1000000 + s.seq, 1000000 + s.seq, 1000000 + s.seq DIV 2, 1000000 + s.seq MOD 4000,
						  '2026-11-01', IF(s.seq MOD 50 = 0, NULL, CONCAT('engineer', s.seq MOD 40)),
						  IF(s.seq MOD 20 = 0, NULL, '2026-11-02'), IF(s.seq MOD 20 = 0, NULL, 'REACHED')
						FROM seq_2_to_40000 s""",
				"""
						INSERT INTO suppressed_sender (sender, since, last_at, held_back)
						SELECT CONCAT('sender', s.seq, '@example.org'), '2026-11-01', TIMESTAMP '2026-11-01 00:00:00' + INTERVAL s.seq MINUTE, 3
						FROM seq_1_to_5000 s""",
				"""
						INSERT INTO test_mail (outgoing_id, mailbox, started_by, started_at)
						SELECT 1000000 + s.seq, CONCAT('team', s.seq MOD 5), 'admin1', '2026-11-01' FROM seq_2_to_5000 s""");
	}

}
