package org.followthrough.inquiry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.promises.Promise;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads histories, and keeps what cases are found by.
 */
@Mapper
interface KeeperMapper {

	/** Nothing if another node reads right now. */
	@Select("SELECT 1 FROM inquiry_progress FOR UPDATE SKIP LOCKED")
	Optional<Integer> lock();

	@Update("UPDATE inquiry_progress SET read_at = #{at}")
	void setReadAt(Instant at);

	@Select("SELECT read_at FROM inquiry_progress")
	@Nullable Instant readAt();

	/** Streams that have gone on since they were read. */
	@Select("""
			SELECT stream, inquired_seq AS done, seq AS last FROM audit_stream WHERE uninquired = TRUE
			ORDER BY stream LIMIT #{limit}
			""")
	List<Unread> unread(int limit);

	@Select("""
			<script>
			SELECT c.id, c.number, c.customer_id, u.email, u.plan, c.product, c.component, c.severity, c.team, c.owner,
			  c.opened_at, c.closed_at, c.closed_as
			FROM support_case c JOIN customer u ON u.id = c.customer_id WHERE c.number IN
			<foreach collection="numbers" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<CaseRow> cases(@Param("numbers") Collection<String> numbers);

	@Select("""
			<script>
			SELECT stream, seq, content FROM audit_entry WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY stream, seq
			</script>
			""")
	List<EntryRow> entries(@Param("streams") Collection<String> streams);

	/** Some of a stream that may be long. */
	@Select("""
			SELECT stream, seq, content FROM audit_entry WHERE stream = #{stream} AND seq >= #{from} AND seq <= #{to}
			ORDER BY seq
			""")
	List<EntryRow> some(@Param("stream") String stream, @Param("from") int from, @Param("to") int to);

	/** What was promised and not given in time. */
	@Select("""
			<script>
			SELECT id, case_id, kind, due_at FROM promise
			WHERE (ending = 'BROKEN' OR (ended_at IS NULL AND escalated_at IS NOT NULL)) AND case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY id
			</script>
			""")
	List<BrokenRow> broken(@Param("cases") Collection<Long> cases);

	@Select("""
			<script>
			SELECT v.id, v.case_id, v.verified_by, v.verified_at, a.answered_by, a.answered_at, e.handed_over_by, c.owner,
			  EXISTS (SELECT 1 FROM engineering_assignment g WHERE g.escalation_id = a.escalation_id
			    AND v.verified_by IN (g.assignee, g.assigned_by)) AS assigned,
			  EXISTS (SELECT 1 FROM shift s WHERE s.team = c.team AND s.engineer = v.verified_by) AS on_rota
			FROM verification v JOIN engineering_answer a ON a.id = v.fix_id JOIN escalation e ON e.id = a.escalation_id
			JOIN support_case c ON c.id = v.case_id WHERE v.case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY v.id
			</script>
			""")
	List<CheckRow> checks(@Param("cases") Collection<Long> cases);

	@Insert("""
			<script>
			INSERT INTO inquiry_case (case_id, number, opened_at, closed_at, last_at) VALUES
			<foreach collection="cases" item="one" separator=",">
			  (#{one.of.id}, #{one.of.number}, #{one.of.openedAt}, #{one.of.closedAt}, #{one.lastAt})
			</foreach>
			ON DUPLICATE KEY UPDATE closed_at = VALUES(closed_at), last_at = VALUES(last_at)
			</script>
			""")
	void keep(@Param("cases") Collection<PastCase> cases);

	@Insert("""
			<script>
			INSERT IGNORE INTO inquiry_day (case_id, day) VALUES
			<foreach collection="days" item="one" separator=",">(#{one.caseId}, #{one.day})</foreach>
			</script>
			""")
	void keepDays(@Param("days") Collection<Day> days);

	/** What isn't known yet of what was written, and what was reworked before it went. */
	@Insert("""
			<script>
			INSERT INTO inquiry_text (case_id, message_id, words)
			SELECT w.case_id, w.message_id, w.words FROM (
			  SELECT c.id AS case_id, 0 AS message_id, c.subject AS words FROM support_case c WHERE c.id IN
			  <foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			  UNION ALL
			  SELECT m.case_id, m.id, LEFT(m.body, #{longest}) FROM message m WHERE m.case_id IN
			  <foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			) w LEFT JOIN inquiry_text t ON t.case_id = w.case_id AND t.message_id = w.message_id
			WHERE t.id IS NULL OR t.words COLLATE utf8mb4_bin != w.words
			ON DUPLICATE KEY UPDATE words = VALUES(words)
			</script>
			""")
	void keepTexts(@Param("cases") Collection<Long> cases, @Param("longest") int longest);

	@Select("""
			<script>
			SELECT question, at, stream, seq, customer_id, note FROM inquiry_answer WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Answer> answers(@Param("streams") Collection<String> streams);

	@Insert("""
			<script>
			INSERT INTO inquiry_answer (question, at, stream, seq, customer_id, note) VALUES
			<foreach collection="answers" item="one" separator=",">
			  (#{one.question}, #{one.at}, #{one.stream}, #{one.seq}, #{one.customerId}, #{one.note})
			</foreach>
			ON DUPLICATE KEY UPDATE customer_id = VALUES(customer_id), note = VALUES(note)
			</script>
			""")
	void answer(@Param("answers") Collection<Answer> answers);

	@Delete("""
			<script>
			DELETE FROM inquiry_answer WHERE
			<foreach collection="answers" item="one" separator=" OR ">
			  (question = #{one.question} AND at = #{one.at} AND stream = #{one.stream} AND seq = #{one.seq})
			</foreach>
			</script>
			""")
	void takeBack(@Param("answers") Collection<Answer> answers);

	/** Has the cases of customers read again. */
	@Update("""
			<script>
			UPDATE audit_stream s JOIN support_case c ON c.number = s.stream JOIN customer u ON u.id = c.customer_id
			SET s.inquired_seq = 0 WHERE u.email IN
			<foreach collection="emails" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void readAgain(@Param("emails") Collection<String> emails);

	@Select("""
			<script>
			SELECT number, customer_id FROM support_case WHERE number IN
			<foreach collection="numbers" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Whose> whose(@Param("numbers") Collection<String> numbers);

	/** Notes how far streams were read; the last thing, since writers wait for it. */
	@Update("""
			<script>
			UPDATE audit_stream SET inquired_seq = CASE stream
			<foreach collection="read" item="one">WHEN #{one.stream} THEN #{one.last} </foreach> END
			WHERE stream IN
			<foreach collection="read" item="one" open="(" separator="," close=")">#{one.stream}</foreach>
			</script>
			""")
	void read(@Param("read") Collection<Unread> read);

	/**
	 * A stream, how far it was read, and how far it goes.
	 */
	record Unread(String stream, int done, int last) {
	}

	/**
	 * A case as it is now.
	 */
	record CaseRow(long id, String number, long customerId, String email, String plan, @Nullable String product,
			@Nullable String component, @Nullable String severity, @Nullable String team, @Nullable String owner,
			Instant openedAt, @Nullable Instant closedAt, @Nullable String closedAs) {
	}

	/**
	 * An entry as stored.
	 */
	record EntryRow(String stream, int seq, String content) {
	}

	/**
	 * A promise that was not kept in time.
	 */
	record BrokenRow(long id, long caseId, Promise.Kind kind, Instant dueAt) {
	}

	/**
	 * A check of a fix, and who had to do with the fix.
	 */
	record CheckRow(long id, long caseId, String verifiedBy, Instant verifiedAt, String answeredBy, Instant answeredAt,
			String handedOverBy, @Nullable String owner, boolean assigned, boolean onRota) {
	}

	/**
	 * A day on which something happened to a case.
	 */
	record Day(long caseId, LocalDate day) {
	}

	/**
	 * Whose a case is.
	 */
	record Whose(String number, long customerId) {
	}

}
