package org.followthrough.testing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.Assertions;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Checks the promises of the design with SQL of its own, which trusts nothing in the
 * code. Each query yields what violates a promise; a database in order yields nothing.
 */
@TestComponent
public class PromiseCheck {

	/** Messages with what the audit says of them. */
	private static final String MESSAGES = """
			SELECT CONCAT('message ', m.id) FROM message m JOIN support_case c ON c.id = m.case_id
			LEFT JOIN (:entries) a ON a.stream = c.number AND a.message_id = m.id
			""";

	/** What is wrong, by the promise that it violates. */
	private static final Map<String, String> VIOLATIONS = Map.ofEntries(
			Map.entry("1 never silent: an open case has exactly one running promise", """
					SELECT c.number FROM support_case c LEFT JOIN promise p ON p.case_id = c.id AND p.ended_at IS NULL
					  AND p.kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF')
					WHERE c.closed_as IS NULL GROUP BY c.id, c.number HAVING COUNT(p.id) <> 1
					"""), Map.entry("1 never silent: a closed case owes nothing", """
					SELECT c.number FROM support_case c JOIN promise p ON p.case_id = c.id AND p.ended_at IS NULL
					WHERE c.closed_as IS NOT NULL
					"""),
			Map.entry("1 never silent: only a person's public message that was delivered in time keeps a promise",
					"""
							SELECT CONCAT('promise ', p.id) FROM promise p LEFT JOIN message m ON m.id = p.message_id
							WHERE p.ending = 'KEPT' AND p.kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF') AND (m.id IS NULL OR m.case_id <> p.case_id OR m.visibility <> 'PUBLIC'
							  OR m.author_kind <> 'person' OR m.delivery <> 'DELIVERED' OR m.delivered_at >= p.due_at
							  OR m.kind IN ('RECEIPT', 'REMINDER', 'NOTE', 'AUTOMATIC', 'CUSTOMER'))
							"""),
			Map.entry("1 never silent: what is called broken was late", """
					SELECT CONCAT('promise ', id) FROM promise WHERE ending = 'BROKEN' AND ended_at < due_at
					"""),
			Map.entry("1 never silent: what is called released ended with its case, in time",
					"""
							SELECT CONCAT('promise ', p.id) FROM promise p WHERE p.ending = 'RELEASED' AND (p.ended_at >= p.due_at
							  OR NOT EXISTS (SELECT 1 FROM audit_entry a JOIN support_case c ON c.number = a.stream
							    WHERE c.id = p.case_id AND a.action = 'case.closed'))
							"""),
			Map.entry("1 never silent: an overdue promise made somebody act, or word is on its way",
					"""
							SELECT c.number FROM support_case c JOIN promise p ON p.running_case = c.id
							WHERE p.due_at <= :now AND NOT EXISTS (
							  SELECT 1 FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
							  WHERE e.BUSINESS_KEY_ = c.number AND t.TASK_DEF_KEY_ IN ('overdue-promise', 'late-word', 'still-no-word'))
							AND NOT EXISTS (SELECT 1 FROM message m WHERE m.case_id = c.id AND m.author_kind = 'person'
							  AND m.visibility = 'PUBLIC' AND m.delivery = 'WAITING')
							"""),
			Map.entry("1 never silent: the word that ends a promise makes the next",
					"""
							SELECT CONCAT(e.stream, ' ', e.seq) FROM audit_entry e
							LEFT JOIN audit_entry n ON n.stream = e.stream AND n.seq = e.seq + 1
							WHERE e.action IN ('promise.kept', 'promise.broken')
							AND JSON_VALUE(e.content, '$.details.kind') IN ('acknowledgement', 'next-update', 'answer', 'sign-off')
							AND COALESCE(n.action, '') NOT IN ('promise.made', 'case.closed')
							"""),
			Map.entry("1 never silent: the next word is due when the last one said, or sooner",
					"""
							SELECT CONCAT('promise ', n.id) FROM promise p JOIN message m ON m.id = p.message_id
							JOIN promise n ON n.id = (SELECT MIN(x.id) FROM promise x WHERE x.case_id = p.case_id AND x.id > p.id
							  AND x.kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF')
							  AND COALESCE(x.ending, '') <> 'VOID')
							WHERE n.due_at > m.promised_next_at AND NOT EXISTS (SELECT 1 FROM audit_entry a JOIN support_case c
							  ON c.number = a.stream WHERE c.id = p.case_id AND a.action = 'promise.paused')
							"""),
			Map.entry("1 never silent: a promise is void only if the word that made it reached nobody", """
					SELECT CONCAT('promise ', p.id) FROM promise p JOIN support_case c ON c.id = p.case_id
					WHERE p.ending = 'VOID' AND NOT EXISTS (SELECT 1 FROM audit_entry a
					  WHERE a.stream = c.number AND a.action = 'message.bounced')
					"""),
			// A calendar that changes may bring it before a reminder that was in time for
			// the
			// time before.
			Map.entry("1 never silent: reminded before it is due, called when it is",
					"""
							SELECT CONCAT('promise ', p.id) FROM promise p JOIN support_case c ON c.id = p.case_id
							WHERE p.remind_at > p.due_at OR p.escalated_at < p.due_at
							OR (p.reminded_at >= p.due_at AND NOT EXISTS (SELECT 1 FROM audit_entry a
							  WHERE a.stream = c.number AND a.action = 'promise.moved'
							  AND CAST(REPLACE(REPLACE(JSON_VALUE(a.content, '$.details.before'), 'T', ' '), 'Z', '') AS DATETIME(3))
							    > p.reminded_at
							  AND CAST(REPLACE(REPLACE(JSON_VALUE(a.content, '$.at'), 'T', ' '), 'Z', '') AS DATETIME(3))
							    > p.reminded_at))
							"""),
			Map.entry("1 never silent: the clock of an open case is set to its promise",
					"""
							SELECT c.number FROM support_case c JOIN promise p ON p.running_case = c.id
							LEFT JOIN (SELECT e.BUSINESS_KEY_ AS number, j.DUEDATE_ AS rings_at FROM ACT_RU_JOB j
							    JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_ AND d.ACT_ID_ = 'promise-time-came'
							    JOIN ACT_RU_EXECUTION e ON e.ID_ = j.PROCESS_INSTANCE_ID_ WHERE j.RETRIES_ > 0) j ON j.number = c.number
							GROUP BY c.number, p.escalated_at, p.reminded_at, p.remind_at, p.due_at
							HAVING COUNT(j.number) > 1 OR (p.escalated_at IS NULL
							  AND COALESCE(MIN(j.rings_at), '9999-01-01') > IF(p.reminded_at IS NULL, p.remind_at, p.due_at))
							"""),
			Map.entry("1 never silent: a task shows when its customer was promised word", """
					SELECT CONCAT(t.TASK_DEF_KEY_, ' of ', c.number) FROM ACT_RU_TASK t
					JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_ JOIN support_case c ON c.number = e.BUSINESS_KEY_
					JOIN promise p ON p.case_id = c.id AND p.ended_at IS NULL
					  AND (p.kind IN ('ENGINEERING_ANSWER', 'ENGINEERING_REPORT', 'VERIFICATION'))
					    = (t.TASK_DEF_KEY_ IN ('reproduce-and-fix', 'verify-fix'))
					WHERE t.TASK_DEF_KEY_ NOT IN ('review-reply', 'rework-reply') AND NOT (t.DUE_DATE_ <=> p.due_at)
					"""),
			Map.entry("1 never silent: who has a case for a step owes its word, and nobody else does",
					"""
							SELECT c.number FROM support_case c
							LEFT JOIN (SELECT e.BUSINESS_KEY_ AS number, IF(t.TASK_DEF_KEY_ = 'verify-fix', 'VERIFICATION', 'ENGINEERING') AS step
							    FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
							    WHERE t.TASK_DEF_KEY_ IN ('reproduce-and-fix', 'verify-fix')) t ON t.number = c.number
							LEFT JOIN promise p ON p.case_id = c.id AND p.ended_at IS NULL
							  AND p.kind IN ('ENGINEERING_ANSWER', 'ENGINEERING_REPORT', 'VERIFICATION')
							WHERE NOT (t.step <=> IF(p.kind LIKE 'ENGINEERING%', 'ENGINEERING', p.kind))
							"""),
			Map.entry("1 never silent: a promise is paused only while the customer has an unanswered question", """
					SELECT c.number FROM promise p JOIN support_case c ON c.id = p.case_id
					WHERE p.paused_at IS NOT NULL AND (p.ended_at IS NOT NULL OR NOT EXISTS (
					  SELECT 1 FROM message q WHERE q.case_id = c.id AND q.kind IN ('QUESTION', 'ANSWER', 'EXPLANATION')
					  AND q.delivery = 'DELIVERED' AND q.id > COALESCE((SELECT MAX(x.id) FROM message x
					    WHERE x.case_id = c.id AND x.kind = 'CUSTOMER'), 0)))
					"""), Map.entry("1 never silent: the team and the owner on a promise are those of its case", """
					SELECT c.number FROM promise p JOIN support_case c ON c.id = p.case_id
					WHERE p.ended_at IS NULL AND NOT (p.team <=> c.team AND p.owner <=> c.owner)
					"""), Map.entry("1 never silent: a word later than usual has its reason", """
					SELECT CONCAT('message ', m.id) FROM message m WHERE m.promised_next_at IS NOT NULL
					AND m.promised_span IS NOT NULL AND m.later_because IS NOT NULL
					"""), Map.entry("1 never silent: an open case waits for somebody", """
					SELECT CONCAT(c.number, ' at ', c.stage) FROM support_case c
					WHERE c.closed_as IS NULL AND c.stage NOT IN ('wait-for-answer', 'sign-off') AND NOT EXISTS (
					  SELECT 1 FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
					  WHERE e.BUSINESS_KEY_ = c.number)
					AND NOT EXISTS (SELECT 1 FROM defect_case l JOIN defect_case o ON o.defect_id = l.defect_id
					    AND o.ended_at IS NULL AND o.case_id <> c.id
					  JOIN support_case w ON w.id = o.case_id JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = w.number
					  JOIN ACT_RU_TASK t ON t.PROC_INST_ID_ = e.ID_
					  WHERE l.case_id = c.id AND l.ended_at IS NULL
					  AND t.TASK_DEF_KEY_ = IF(c.stage = 'engineering', 'reproduce-and-fix', 'verify-fix'))
					AND NOT EXISTS (SELECT 1 FROM defect_news_case h WHERE h.case_id = c.id AND h.due_at IS NOT NULL)
					"""), Map.entry("2 acknowledged means that a person's acknowledgement was written", """
					SELECT c.number FROM support_case c WHERE (c.acknowledged_at IS NOT NULL) <> EXISTS (
					  SELECT 1 FROM message m WHERE m.case_id = c.id AND m.kind = 'ACKNOWLEDGEMENT'
					  AND m.author_kind = 'person' AND m.visibility = 'PUBLIC')
					"""),
			Map.entry("5 recorded: each reminder and each call has exactly one entry",
					"""
							SELECT c.number FROM support_case c
							JOIN (SELECT case_id, COUNT(reminded_at) AS reminded, COUNT(escalated_at) AS called
							  FROM promise GROUP BY case_id) p ON p.case_id = c.id
							JOIN (SELECT stream, SUM(action = 'promise.reminded') AS reminded, SUM(action = 'promise.overdue')
							  - SUM(action = 'promise.reopened' AND JSON_VALUE(content, '$.details.called') IN ('1', 'true')) AS called
							  FROM audit_entry GROUP BY stream) a ON a.stream = c.number
							WHERE a.reminded < p.reminded OR a.called <> p.called
							"""),
			Map.entry("2 acknowledged by a person before anything else is sent by one", """
					SELECT CONCAT('message ', m.id) FROM message m
					WHERE m.kind IN ('ANSWER', 'EXPLANATION', 'QUESTION') AND NOT EXISTS (
					  SELECT 1 FROM message a WHERE a.case_id = m.case_id AND a.kind = 'ACKNOWLEDGEMENT'
					  AND a.author_kind = 'person' AND a.id < m.id)
					AND NOT EXISTS (SELECT 1 FROM support_case c WHERE c.id = m.case_id AND c.reopened > 0)
					"""),
			Map.entry("2 acknowledged: the acknowledgement says when the next word comes",
					"""
							SELECT CONCAT('message ', id) FROM message WHERE kind = 'ACKNOWLEDGEMENT' AND promised_next_at IS NULL
							"""),
			Map.entry("3 verified: engineering was given all it needs, and says what it missed",
					"""
							SELECT CONCAT('hand-over ', e.id) FROM escalation e WHERE e.affected IS NULL OR '' IN (e.steps, e.expected,
							  e.seen, e.environment, e.how_badly, e.workaround, e.tried, e.customer_sees) OR EXISTS (
							  SELECT 1 FROM engineering_answer a WHERE a.escalation_id = e.id AND (a.explanation = ''
							  OR (a.build = '' AND a.outcome <> 'INCOMPLETE')))
							"""),
			Map.entry("3 verified: no fix is offered before somebody else passed it, or two others let it go without",
					"""
							SELECT CONCAT('message ', m.id) FROM message m JOIN engineering_answer f ON f.id = (
							  SELECT MAX(x.id) FROM engineering_answer x WHERE x.case_id = m.case_id AND x.answered_at <= m.written_at)
							WHERE m.kind = 'ANSWER' AND f.outcome = 'FIXED' AND NOT EXISTS (
							  SELECT 1 FROM verification v WHERE v.fix_id IN (f.id, f.same_as) AND v.outcome = 'PASSED' AND v.build <> ''
							  AND v.steps <> '' AND v.evidence <> '' AND v.verified_by <> f.answered_by
							  AND v.verified_at <= m.written_at)
							AND NOT EXISTS (
							  SELECT 1 FROM unverified_decision d JOIN unverified_decision s ON s.verification_id = d.verification_id
							  JOIN verification v ON v.id = d.verification_id
							  WHERE d.fix_id = f.id AND d.part = 'MANAGER' AND d.decision = 'OFFER' AND d.reason <> ''
							  AND s.part = 'SECOND' AND s.decision = 'OFFER' AND s.reason <> ''
							  AND v.outcome = 'CANNOT_VERIFY' AND v.fix_id = f.id AND v.cannot_verify <> ''
							  AND d.decided_by NOT IN (s.decided_by, v.verified_by, f.answered_by)
							  AND s.decided_by NOT IN (v.verified_by, f.answered_by) AND s.decided_at <= m.written_at)
							"""),
			Map.entry("3 verified: no fix is offered after somebody saw that it does not hold",
					"""
							SELECT CONCAT('message ', m.id) FROM message m JOIN engineering_answer f ON f.id = (
							  SELECT MAX(x.id) FROM engineering_answer x WHERE x.case_id = m.case_id AND x.answered_at <= m.written_at)
							JOIN defect_news a ON a.answer_id = COALESCE(f.same_as, f.id) AND a.kind = 'FIXED'
							JOIN defect_news r ON r.defect_id = a.defect_id AND r.kind = 'REGRESSED' AND r.answer_id >= a.answer_id
							WHERE m.kind = 'ANSWER' AND r.told_at < m.written_at
							"""),
			Map.entry("3 verified: a case that hangs on a defect has the same fix as was given there",
					"""
							SELECT CONCAT('answer ', s.id) FROM engineering_answer s JOIN engineering_answer g ON g.id = s.same_as
							WHERE s.outcome <> g.outcome OR s.build <> g.build OR s.answered_by <> g.answered_by
							  OR s.case_id = g.case_id OR g.same_as IS NOT NULL
							"""),
			Map.entry("3 verified: no case got the same answer of its defect twice", """
					SELECT CONCAT('case ', case_id) FROM engineering_answer WHERE same_as IS NOT NULL
					GROUP BY case_id, same_as HAVING COUNT(*) > 1
					"""),
			Map.entry("5 recorded: each answer that came through a defect has an entry",
					"""
							SELECT c.number FROM support_case c
							LEFT JOIN (SELECT case_id, COUNT(*) AS n FROM engineering_answer WHERE same_as IS NOT NULL GROUP BY case_id) f
							  ON f.case_id = c.id
							JOIN (SELECT stream, SUM(action = 'escalation.answered-same') AS answered FROM audit_entry GROUP BY stream) a
							  ON a.stream = c.number
							WHERE a.answered <> COALESCE(f.n, 0)
							"""),
			Map.entry("5 recorded: each link of a case to a defect has an entry",
					"""
							SELECT c.number FROM support_case c
							LEFT JOIN (SELECT case_id, COUNT(*) AS linked, COUNT(ended_at) AS ended FROM defect_case GROUP BY case_id) l
							  ON l.case_id = c.id
							JOIN (SELECT stream, SUM(action = 'defect.linked') AS linked, SUM(action = 'defect.unlinked') AS ended
							  FROM audit_entry GROUP BY stream) a ON a.stream = c.number
							WHERE a.linked <> COALESCE(l.linked, 0) OR a.ended <> COALESCE(l.ended, 0)
							"""),
			Map.entry("3 verified: nobody verifies a fix that they made, or gave to whoever made it",
					"""
							SELECT CONCAT('verification ', v.id) FROM verification v JOIN engineering_answer x ON x.id = v.fix_id
							JOIN engineering_answer f ON f.id = COALESCE(x.same_as, x.id)
							WHERE v.verified_by = f.answered_by OR EXISTS (SELECT 1 FROM engineering_assignment a
							  WHERE a.escalation_id = f.escalation_id AND a.assignee = f.answered_by AND a.assigned_by = v.verified_by)
							"""),
			Map.entry("3 verified: on another build than the fix's only with a reason",
					"""
							SELECT CONCAT('verification ', v.id) FROM verification v JOIN engineering_answer f ON f.id = v.fix_id
							WHERE (TRIM(v.build) <> TRIM(f.build)) <> (v.other_build IS NOT NULL) OR COALESCE(v.environment, '') = ''
							"""),
			Map.entry("3 verified: after three failures in a row those concerned have talked, or are about to", """
					SELECT CONCAT('verification ', v.id) FROM verification v
					WHERE v.outcome = 'FAILED' AND 3 <= (SELECT COUNT(*) FROM verification f
					  WHERE f.case_id = v.case_id AND f.outcome = 'FAILED' AND f.id <= v.id
					  AND f.id > COALESCE((SELECT MAX(p.id) FROM verification p
					    WHERE p.case_id = v.case_id AND p.outcome = 'PASSED' AND p.id < v.id), 0)
					  AND f.id > COALESCE((SELECT MAX(t.verification_id) FROM verification_talk t
					    WHERE t.case_id = v.case_id AND t.verification_id < v.id), 0))
					AND NOT EXISTS (SELECT 1 FROM verification_talk t WHERE t.verification_id = v.id)
					AND NOT EXISTS (SELECT 1 FROM support_case c JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
					  JOIN ACT_RU_TASK t ON t.PROC_INST_ID_ = e.ID_ AND t.TASK_DEF_KEY_ = 'talk-it-over'
					  WHERE c.id = v.case_id)
					AND NOT EXISTS (SELECT 1 FROM support_case c WHERE c.id = v.case_id AND c.closed_as IS NOT NULL)
					"""), Map.entry("3 verified: a fix that was out before it passed is flagged", """
					SELECT c.number FROM support_case c JOIN engineering_answer f ON f.id = (
					  SELECT MAX(x.id) FROM engineering_answer x WHERE x.case_id = c.id) AND f.outcome = 'FIXED'
					JOIN build_release r ON r.build = f.build
					WHERE c.closed_as IS NULL
					AND NOT EXISTS (SELECT 1 FROM early_release e WHERE e.fix_id = f.id)
					AND NOT EXISTS (SELECT 1 FROM unverified_decision d WHERE d.fix_id = f.id AND d.decision = 'OFFER')
					AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.fix_id IN (f.id, f.same_as)
					  AND v.outcome = 'PASSED' AND v.verified_at <= r.released_at)
					"""),
			Map.entry("3 verified: the flag of a fix that was out too early ends with a check that judges it", """
					SELECT CONCAT('early ', e.id) FROM early_release e JOIN engineering_answer f ON f.id = e.fix_id
					LEFT JOIN verification v ON v.id = e.verification_id
					WHERE v.id IS NULL AND EXISTS (SELECT 1 FROM verification o
					  WHERE o.fix_id = f.id AND o.outcome IN ('PASSED', 'FAILED'))
					OR v.id IS NOT NULL AND NOT (v.fix_id IN (f.id, COALESCE(f.same_as, f.id))
					  AND v.outcome IN ('PASSED', 'FAILED'))
					"""),
			Map.entry("3 verified: it ends for each case that has heard of the check of its defect's fix", """
					SELECT CONCAT('early ', e.id) FROM early_release e JOIN engineering_answer f ON f.id = e.fix_id
					JOIN defect_news n ON n.answer_id = f.same_as AND n.kind IN ('VERIFIED', 'FAILED')
					JOIN defect_news_case h ON h.news_id = n.id AND h.case_id = e.case_id AND h.heard_at IS NOT NULL
					WHERE e.verification_id IS NULL AND NOT EXISTS (SELECT 1 FROM defect_case l
					  WHERE l.case_id = e.case_id AND l.own_check_at IS NOT NULL)
					"""),
			Map.entry("5 recorded: each decision about an unverified fix, and each talk, has an entry",
					"""
							SELECT c.number FROM support_case c
							LEFT JOIN (SELECT case_id, COUNT(*) AS n FROM unverified_decision GROUP BY case_id) d ON d.case_id = c.id
							LEFT JOIN (SELECT case_id, COUNT(*) AS n FROM verification_talk GROUP BY case_id) t ON t.case_id = c.id
							JOIN (SELECT stream, SUM(action LIKE 'verification.decided-%') AS decided,
							    SUM(action = 'verification.talked-over') AS talked FROM audit_entry GROUP BY stream) a ON a.stream = c.number
							WHERE a.decided <> COALESCE(d.n, 0) OR a.talked <> COALESCE(t.n, 0)
							"""),
			Map.entry("4 signed off: confirmed means that the customer said yes",
					"""
							SELECT c.number FROM support_case c WHERE c.closed_as = 'CONFIRMED' AND NOT EXISTS (
							  SELECT 1 FROM sign_off s JOIN customer u ON u.id = c.customer_id WHERE s.case_id = c.id
							  AND s.answer = 'CONFIRMED' AND s.resolution = 'SOLVED' AND s.answered_by IN (u.email, CONCAT('customer-', u.id)))
							"""),
			Map.entry("4 signed off: unconfirmed means that reminders went unanswered and a person decided", """
					SELECT c.number FROM support_case c WHERE c.closed_as = 'UNCONFIRMED' AND NOT EXISTS (
					  SELECT 1 FROM sign_off s WHERE s.case_id = c.id AND s.answer = 'UNANSWERED'
					  AND s.decided_by IS NOT NULL AND s.reminders >= 2)
					"""), Map.entry("4 signed off: unsolved means that a person told the customer why", """
					SELECT c.number FROM support_case c WHERE c.closed_as = 'UNSOLVED' AND NOT EXISTS (
					  SELECT 1 FROM sign_off s JOIN message m ON m.id = s.message_id WHERE s.case_id = c.id
					  AND s.resolution = 'UNSOLVED' AND s.answer IN ('CONFIRMED', 'UNANSWERED')
					  AND m.kind = 'EXPLANATION' AND m.author_kind = 'person')
					"""), Map.entry("4 signed off: every other end was found by somebody", """
					SELECT c.number FROM support_case c WHERE c.closed_as IN ('DUPLICATE', 'WITHDRAWN', 'SPAM')
					AND NOT EXISTS (SELECT 1 FROM early_ending e WHERE e.case_id = c.id AND e.ended_as = c.closed_as)
					"""), Map.entry("4 signed off: closed is closed everywhere", """
					SELECT number FROM support_case WHERE (closed_as IS NULL) <> (closed_at IS NULL)
					"""), Map.entry("4 signed off: a case is open exactly while its journey runs", """
					SELECT c.number FROM support_case c LEFT JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
					  AND e.PARENT_ID_ IS NULL AND e.SUPER_EXEC_ IS NULL AND e.PROC_DEF_KEY_ = 'support-case'
					GROUP BY c.number, c.closed_as HAVING COUNT(e.ID_) <> IF(c.closed_as IS NULL, 1, 0)
					"""),
			Map.entry("5 recorded: the chain of each case is whole",
					"""
							SELECT CONCAT(e.stream, ' ', e.seq) FROM audit_entry e
							LEFT JOIN audit_entry p ON p.stream = e.stream AND p.seq = e.seq - 1
							WHERE (e.seq > 1 AND p.seq IS NULL) OR e.hash <> UNHEX(SHA2(CONCAT(X'01',
							  COALESCE(p.hash, REPEAT(X'00', 32)), UNHEX(SHA2(CONCAT(X'00', CAST(e.content AS BINARY)), 256))), 256))
							"""),
			Map.entry("5 recorded: what a case is can be told from its entries alone",
					"""
							SELECT c.number FROM support_case c JOIN customer k ON k.id = c.customer_id
							LEFT JOIN (SELECT stream, MIN(IF(action = 'case.opened', seq, NULL)) AS opened_as,
							    MAX(IF(action = 'case.opened', JSON_VALUE(content, '$.details.customer'), NULL)) AS customer,
							    SUM(action = 'case.acknowledged') AS acknowledged,
							    SUBSTR(MAX(IF(action = 'case.triaged', CONCAT(LPAD(seq, 9, '0'),
							      JSON_VALUE(content, '$.details.severity'), ' ', JSON_VALUE(content, '$.details.team')), NULL)), 10) AS triaged,
							    SUBSTR(MAX(IF(action = 'case.owner', CONCAT(LPAD(seq, 9, '0'),
							      JSON_VALUE(content, '$.details.after')), NULL)), 10) AS owner,
							    SUBSTR(MAX(IF(action IN ('case.closed', 'case.reopened'), CONCAT(LPAD(seq, 9, '0'),
							      COALESCE(JSON_VALUE(content, '$.details.as'), '')), NULL)), 10) AS closed_as
							  FROM audit_entry GROUP BY stream) a ON a.stream = c.number
							WHERE NOT (a.opened_as <=> 1 AND a.customer <=> CONCAT('customer-', k.id)
							  AND (a.acknowledged > 0) <=> (c.acknowledged_at IS NOT NULL)
							  AND a.triaged <=> CONCAT(c.severity, ' ', c.team) AND COALESCE(a.owner, '') <=> COALESCE(c.owner, '')
							  AND COALESCE(a.closed_as, '') <=> REPLACE(LOWER(COALESCE(c.closed_as, '')), '_', '-'))
							"""),
			Map.entry("5 recorded: the chain ends where its head says", """
					SELECT s.stream FROM audit_stream s LEFT JOIN audit_entry e ON e.stream = s.stream AND e.seq = s.seq
					WHERE s.hash <> COALESCE(e.hash, REPEAT(X'00', 32)) OR s.seq <> (
					  SELECT COALESCE(MAX(x.seq), 0) FROM audit_entry x WHERE x.stream = s.stream)
					"""),
			Map.entry("5 recorded: each opening has exactly one entry",
					"""
							SELECT c.number FROM support_case c LEFT JOIN audit_entry a ON a.stream = c.number AND a.action = 'case.opened'
							GROUP BY c.number HAVING COUNT(a.id) <> 1
							"""),
			Map.entry("5 recorded: each closing and reopening has exactly one entry", """
					SELECT c.number FROM support_case c LEFT JOIN audit_entry a ON a.stream = c.number
					  AND a.action IN ('case.closed', 'case.reopened')
					GROUP BY c.number, c.reopened, c.closed_as
					HAVING SUM(a.action = 'case.reopened') <> c.reopened
					  OR SUM(a.action = 'case.closed') <> c.reopened + IF(c.closed_as IS NULL, 0, 1)
					"""),
			Map.entry("5 recorded: each message has exactly one entry",
					MESSAGES.replace(":entries",
							"""
									SELECT stream, CAST(JSON_VALUE(content, '$.details.message') AS INTEGER) AS message_id, COUNT(*) AS n
									FROM audit_entry WHERE action IN ('message.received', 'message.sent', 'message.held', 'message.automatic',
									  'message.noted', 'message.automatic-received') GROUP BY stream, message_id
									""")
							+ "WHERE COALESCE(a.n, 0) <> 1"),
			Map.entry("5 recorded: each delivery has exactly one entry",
					MESSAGES.replace(":entries",
							"""
									SELECT stream, CAST(JSON_VALUE(content, '$.details.message') AS INTEGER) AS message_id,
									  SUM(IF(action = 'message.delivered', 1, -1)) AS n
									FROM audit_entry WHERE action IN ('message.delivered', 'message.bounced') GROUP BY stream, message_id
									""")
							+ "WHERE COALESCE(a.n, 0) <> IF(m.delivery = 'DELIVERED', 1, 0)"),
			Map.entry("5 recorded: each promise was made and ended with an entry", """
					SELECT c.number FROM support_case c
					JOIN (SELECT case_id, COUNT(*) AS made, COUNT(ended_at) AS ended FROM promise GROUP BY case_id) p
					  ON p.case_id = c.id
					JOIN (SELECT stream, SUM(action = 'promise.made') AS made,
					    SUM(action IN ('promise.kept', 'promise.broken', 'promise.released')) AS ended
					  FROM audit_entry GROUP BY stream) a ON a.stream = c.number
					WHERE a.made <> p.made OR a.ended <> p.ended
					"""),
			Map.entry("5 recorded: each engineering answer and verification has an entry",
					"""
							SELECT c.number FROM support_case c
							LEFT JOIN (SELECT case_id, COUNT(*) AS n FROM engineering_answer WHERE same_as IS NULL GROUP BY case_id) f ON f.case_id = c.id
							LEFT JOIN (SELECT case_id, COUNT(*) AS n FROM verification GROUP BY case_id) v ON v.case_id = c.id
							JOIN (SELECT stream, SUM(action IN ('escalation.answered', 'escalation.sent-back')) AS answered,
							    SUM(action IN ('verification.passed', 'verification.failed', 'verification.cannot-verify')) AS verified
							  FROM audit_entry GROUP BY stream) a ON a.stream = c.number
							WHERE a.answered <> COALESCE(f.n, 0) OR a.verified <> COALESCE(v.n, 0)
							"""),
			Map.entry("4 signed off: who looks afresh has not given the explanation", """
					SELECT CONCAT('sign-off ', s.id) FROM sign_off s JOIN message m ON m.id = s.message_id
					WHERE s.afresh AND m.author = (SELECT e.author FROM message e WHERE e.case_id = s.case_id
					  AND e.kind = 'EXPLANATION' AND e.visibility = 'PUBLIC' AND e.id < m.id ORDER BY e.id DESC LIMIT 1)
					"""), Map.entry("4 signed off: somebody else is asked for once each explanation", """
					SELECT CONCAT('sign-off ', s.id) FROM sign_off s
					WHERE s.to_somebody_else AND (s.answer <> 'SENT_BACK' OR s.resolution <> 'UNSOLVED' OR s.afresh)
					"""),
			Map.entry("4 signed off: won't fix is told before anything is said to solve it",
					"""
							SELECT CONCAT('sign-off ', s.id) FROM sign_off s JOIN engineering_answer f ON f.id = (
							  SELECT MAX(x.id) FROM engineering_answer x WHERE x.case_id = s.case_id AND x.answered_at <= s.asked_at)
							WHERE s.resolution = 'SOLVED' AND f.outcome = 'WONT_FIX' AND NOT EXISTS (SELECT 1 FROM sign_off e
							  WHERE e.case_id = s.case_id AND e.resolution = 'UNSOLVED' AND e.asked_at BETWEEN f.answered_at AND s.asked_at)
							"""),
			Map.entry("5 recorded: what was split off says so on both",
					"""
							SELECT c.number FROM support_case c LEFT JOIN message m ON m.id = c.split_message
							WHERE (c.split_from IS NULL) <> (c.split_message IS NULL)
							OR c.split_from IS NOT NULL AND (
							  NOT EXISTS (SELECT 1 FROM support_case o WHERE o.number = c.split_from AND o.id = m.case_id)
							  OR 1 <> (SELECT COUNT(*) FROM audit_entry a WHERE a.stream = c.number AND a.action = 'case.split-from')
							  OR 1 <> (SELECT COUNT(*) FROM audit_entry a WHERE a.stream = c.split_from
							    AND a.action = 'case.split-off' AND JSON_VALUE(a.content, '$.details.by') = c.number))
							"""),
			Map.entry("5 recorded: a duplicate says so on both",
					"""
							SELECT c.number FROM support_case c WHERE c.duplicate_of IS NOT NULL AND (
							  NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.stream = c.number AND a.action = 'case.merged-into'
							    AND JSON_VALUE(a.content, '$.details.into') = c.duplicate_of)
							  OR NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.stream = c.duplicate_of AND a.action = 'case.merged'
							    AND JSON_VALUE(a.content, '$.details.of') = c.number))
							"""),
			Map.entry("5 recorded: a case that continues another says so on both",
					"""
							SELECT c.number FROM support_case c WHERE c.continues IS NOT NULL AND (
							  NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.stream = c.number AND a.action = 'case.continues')
							  OR NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.stream = c.continues AND a.action = 'case.continued'
							    AND JSON_VALUE(a.content, '$.details.by') = c.number))
							"""),
			Map.entry("1 never silent: no reply is held past its time, nor so long that a promise needs it", """
					SELECT CONCAT('review ', r.id) FROM reply_review r JOIN message l ON l.id = r.message_id
					JOIN message m ON m.id = l.id OR m.sent_with = l.id
					LEFT JOIN promise p ON p.running_case = m.case_id
					WHERE m.delivery = 'HELD' AND (r.due_at <= :now OR r.due_at > p.due_at - INTERVAL 15 MINUTE
					  OR r.due_at > m.promised_next_at - INTERVAL 15 MINUTE)
					"""),
			Map.entry("1 never silent: no reply is held on a case that is closed, and each case knows of what is held",
					"""
							SELECT c.number FROM support_case c LEFT JOIN message m ON m.case_id = c.id AND m.delivery = 'HELD'
							GROUP BY c.id, c.number, c.held_replies, c.closed_as
							HAVING COUNT(m.id) <> c.held_replies OR (c.closed_as IS NOT NULL AND COUNT(m.id) > 0)
							"""),
			Map.entry("1 never silent: what is held has one open review, with one task and one clock", """
					SELECT CONCAT('message ', m.id) FROM message m
					LEFT JOIN reply_review r ON r.message_id = COALESCE(m.sent_with, m.id) AND r.ended_at IS NULL
					LEFT JOIN ACT_RU_VARIABLE v ON v.NAME_ = 'review' AND v.LONG_ = r.id
					WHERE (m.delivery = 'HELD') AND (r.id IS NULL OR (SELECT COUNT(*) FROM ACT_RU_TASK t
					    WHERE t.PROC_INST_ID_ = v.PROC_INST_ID_ AND t.TASK_DEF_KEY_ IN ('review-reply', 'rework-reply')
					    AND t.DUE_DATE_ = r.due_at) <> 1
					  OR (SELECT COUNT(*) FROM ACT_RU_JOB j WHERE j.PROCESS_INSTANCE_ID_ = v.PROC_INST_ID_
					    AND j.DUEDATE_ = r.due_at) <> 1)
					"""), Map.entry("1 never silent: a review runs exactly while its reply is held", """
					SELECT CONCAT('review ', r.id) FROM reply_review r JOIN message m ON m.id = r.message_id
					LEFT JOIN ACT_RU_VARIABLE v ON v.NAME_ = 'review' AND v.LONG_ = r.id
					GROUP BY r.id, m.delivery, r.ended_at
					HAVING (m.delivery = 'HELD') <> (r.ended_at IS NULL) OR COUNT(v.ID_) <> IF(r.ended_at IS NULL, 1, 0)
					"""),
			Map.entry("1 never silent: what is held, or was never sent, is nothing that the customer has",
					"""
							SELECT CONCAT('message ', m.id) FROM message m WHERE m.author_kind = 'person' AND m.kind <> 'NOTE'
							AND (m.delivery IN ('HELD', 'NONE')) <> (m.visibility = 'INTERNAL')
							OR m.delivery IN ('HELD', 'NONE') AND EXISTS (SELECT 1 FROM outgoing_mail o WHERE o.message_id = m.id)
							"""),
			Map.entry("2 acknowledged: nothing that was written later goes before a held acknowledgement",
					"""
							SELECT CONCAT('message ', m.id) FROM message a JOIN message m ON m.case_id = a.case_id AND m.id > a.id
							WHERE a.kind = 'ACKNOWLEDGEMENT' AND a.delivery = 'HELD' AND m.author_kind = 'person'
							AND m.visibility = 'PUBLIC'
							"""),
			Map.entry("4 signed off: the customer is asked when what asks them has gone, and not before",
					"""
							SELECT CONCAT('sign-off ', s.id) FROM sign_off s JOIN message m ON m.id = s.message_id
							WHERE (s.asked_at IS NULL) <> (m.visibility = 'INTERNAL') OR s.asked_at IS NULL AND s.answer IS NOT NULL
							"""),
			Map.entry("6 reviewed: nobody passed their own words", """
					SELECT CONCAT('review ', id) FROM reply_review
					WHERE ending = 'SENT' AND (reviewed_by IS NULL OR reviewed_by = author)
					"""), Map.entry("engine: no job has failed for good", """
					SELECT CONCAT('job ', ID_, ': ', COALESCE(EXCEPTION_MSG_, '')) FROM ACT_RU_JOB WHERE RETRIES_ = 0
					"""));

	private static final DateTimeFormatter SQL_TIME = DateTimeFormatter.ofPattern("''yyyy-MM-dd HH:mm:ss.SSS''")
		.withZone(ZoneOffset.UTC);

	private final JdbcTemplate database;

	private final Clock clock;

	/**
	 * Looks into a database.
	 * @param database connects to it
	 * @param clock what time it is for the application
	 */
	public PromiseCheck(JdbcTemplate database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/**
	 * What violates the promises now.
	 * @return a line for each violated promise, naming up to five places
	 */
	public List<String> violations() {
		List<String> violations = new ArrayList<>();
		String now = SQL_TIME.format(this.clock.instant());
		VIOLATIONS.forEach((promise, query) -> {
			List<String> found = this.database.queryForList(query.replace(":now", now), String.class);
			if (!found.isEmpty()) {
				violations.add(promise + ": " + found.size() + " violations, such as "
						+ found.subList(0, Math.min(found.size(), 5)));
			}
		});
		List<String> subjects = new ArrayList<>();
		this.database.query("""
				SELECT e.content, c.subject, k.secret, s.salt FROM support_case c
				JOIN audit_entry e ON e.stream = c.number AND e.action = 'case.opened'
				JOIN audit_stream s ON s.stream = c.number LEFT JOIN person_key k ON k.person = c.customer_id
				WHERE c.erased_at IS NULL""", (row) -> {
			String recorded = SealedWords.of(row.getString("content"), row.getBytes("secret"), row.getBytes("salt"))
				.path("subject")
				.asText();
			if (!recorded.equals(row.getString("subject"))) {
				subjects.add(row.getString("subject"));
			}
		});
		if (!subjects.isEmpty()) {
			violations.add("5 recorded: what a case is about can be told from its first entry: " + subjects.size()
					+ " violations, such as " + subjects.subList(0, Math.min(subjects.size(), 5)));
		}
		List<String> legible = this.database.queryForList(
				"""
						SELECT s.stream FROM audit_stream s JOIN support_case c ON c.number = s.stream
						WHERE (c.erased_at IS NULL) <> (s.erased_at IS NULL) OR (s.erased_at IS NOT NULL AND s.salt IS NOT NULL)
						UNION SELECT CONCAT('person ', person) FROM person_key WHERE (secret IS NULL) <> (destroyed_at IS NOT NULL)
						""",
				String.class);
		if (!legible.isEmpty()) {
			violations.add("erased: whose words went can't be read any more: " + legible);
		}
		return violations;
	}

	/**
	 * Fails if a promise is violated.
	 */
	public void allKept() {
		Assertions.assertThat(violations()).as("violated promises").isEmpty();
	}

}
