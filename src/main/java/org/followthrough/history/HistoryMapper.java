package org.followthrough.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads what is recorded of a case. Each statement reads one table, by the index
 * of its case, and ends.
 */
@Mapper
interface HistoryMapper {

	/**
	 * A page of a case's entries. The case's part of the index is gone through in order
	 * until the page is full.
	 */
	@Select("""
			<script>
			SELECT seq, content, hash FROM audit_entry
			WHERE stream = #{number} AND seq > #{after}
			<if test="where.actions != null">
			  AND (<foreach collection="where.actions" item="one" separator=" OR ">action LIKE #{one}</foreach>)
			  <foreach collection="where.except" item="one">AND action != #{one}</foreach>
			</if>
			<if test="where.person != null">AND actor = #{where.person}</if>
			<if test="where.door != null">AND JSON_VALUE(content, '$.door') = #{where.door}</if>
			<if test="where.since != null">
			  AND CAST(REPLACE(REPLACE(JSON_VALUE(content, '$.at'), 'T', ' '), 'Z', '') AS DATETIME(3)) >= #{where.since}
			</if>
			<if test="where.until != null">
			  AND CAST(REPLACE(REPLACE(JSON_VALUE(content, '$.at'), 'T', ' '), 'Z', '') AS DATETIME(3)) &lt; #{where.until}
			</if>
			<if test="where.pattern != null">
			  AND (JSON_SEARCH(LOWER(content), 'one', #{where.pattern}, '!', '$.details', '$.actor') IS NOT NULL
			  OR (action LIKE 'message.%' AND JSON_VALUE(content, '$.details.message') IN (
			    SELECT id FROM message WHERE case_id = #{caseId} AND LOWER(body) LIKE #{where.pattern} ESCAPE '!'))
			  <if test="!where.sealed.isEmpty()">
			    OR seq IN <foreach collection="where.sealed" item="one" open="(" separator="," close=")">#{one}</foreach>
			  </if>
			  <if test="!where.worded.isEmpty()">
			    OR action IN <foreach collection="where.worded" item="one" open="(" separator="," close=")">#{one}</foreach>
			  </if>)
			</if>
			ORDER BY seq LIMIT #{limit}
			</script>
			""")
	List<Row> entries(@Param("number") String number, @Param("caseId") long caseId, @Param("after") int after,
			@Param("where") Conditions where, @Param("limit") int limit);

	/** Entries in which something is sealed, or that a customer left. */
	@Select("""
			SELECT seq, content, hash FROM audit_entry WHERE stream = #{number}
			AND (content LIKE '%"sealed":{%' OR actor LIKE 'customer-%') ORDER BY seq LIMIT #{limit}
			""")
	List<Row> sealed(@Param("number") String number, @Param("limit") int limit);

	/** Who did something on a case, and by which doors they came. */
	@Select("""
			SELECT DISTINCT actor, JSON_VALUE(content, '$.door') AS door FROM audit_entry WHERE stream = #{number}
			LIMIT 500
			""")
	List<ActorRow> actors(String number);

	/** The moves of a case's journeys, in order. */
	@Select("""
			SELECT seq, content, hash FROM audit_entry WHERE stream = #{number} AND action = 'journey.moved'
			ORDER BY seq LIMIT #{limit}
			""")
	List<Row> moves(@Param("number") String number, @Param("limit") int limit);

	@Select("""
			<script>
			SELECT id, kind, visibility, delivery, delivered_at, LEFT(body, 2000) AS words,
			  CHAR_LENGTH(body) > 2000 AS longer,
			  EXISTS (SELECT 1 FROM message_html h WHERE h.message_id = message.id) AS looks FROM message WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	List<MessageRow> messages(@Param("ids") Collection<Long> ids);

	/** Entries that tell of messages and files being kept, in order. */
	@Select("""
			SELECT seq, content, hash FROM audit_entry WHERE stream = #{number} AND action IN ('message.received',
			  'message.sent', 'message.held', 'message.rewritten', 'message.automatic', 'message.automatic-received',
			  'message.noted', 'message.attached', 'verification.evidence-added', 'verification.evidence-taken-back')
			ORDER BY seq LIMIT #{limit}
			""")
	List<Row> ofContents(@Param("number") String number, @Param("limit") int limit);

	/** The hashes of what messages hold now. */
	@Select("""
			SELECT id, SHA2(body, 256) AS hash FROM message WHERE case_id = #{caseId} ORDER BY id LIMIT #{limit}
			""")
	List<HashRow> hashes(@Param("caseId") long caseId, @Param("limit") int limit);

	@Select("""
			SELECT a.id, a.file_id FROM attachment a JOIN message m ON m.id = a.message_id
			WHERE m.case_id = #{caseId} ORDER BY a.id LIMIT #{limit}
			""")
	List<FileRow> attachments(@Param("caseId") long caseId, @Param("limit") int limit);

	@Select("""
			SELECT id, file_id FROM verification_evidence WHERE case_id = #{caseId} ORDER BY id LIMIT #{limit}
			""")
	List<FileRow> evidenceFiles(@Param("caseId") long caseId, @Param("limit") int limit);

	@Select("""
			SELECT id, kind, made_at, due_at, paused_at, ended_at, ending FROM promise WHERE case_id = #{caseId}
			ORDER BY id LIMIT 1000
			""")
	List<PromiseRow> promises(long caseId);

	@Select("""
			SELECT id, verification_id, name, size, LOWER(HEX(sha256)) AS sha256, uploaded_by, uploaded_at
			FROM verification_evidence WHERE case_id = #{caseId} ORDER BY id LIMIT 1000
			""")
	List<EvidenceRow> evidence(long caseId);

	@Select("""
			SELECT id, outcome, build, environment, steps, evidence, verified_by, verified_at
			FROM verification WHERE case_id = #{caseId} ORDER BY id LIMIT 500
			""")
	List<CheckRow> checks(long caseId);

	/**
	 * The last entries that belong to no case, before one of them: a few thousand at the
	 * most are looked through for those that are about the process.
	 */
	@Select("""
			SELECT seq, content, hash FROM (
			  SELECT seq, content, hash, action FROM audit_entry WHERE stream = 'system' AND seq < #{before}
			  ORDER BY seq DESC LIMIT #{looked}) last
			WHERE action LIKE 'model.%' OR action LIKE 'draft.%' OR action LIKE 'rehearsal.%'
			  OR action LIKE 'upgrade.%' ORDER BY seq DESC
			""")
	List<Row> ofProcess(@Param("before") int before, @Param("looked") int looked);

	/** How far back that looked. */
	@Select("""
			SELECT MIN(seq) FROM (SELECT seq FROM audit_entry WHERE stream = 'system' AND seq < #{before}
			  ORDER BY seq DESC LIMIT #{looked}) last
			""")
	@Nullable Integer lookedTo(@Param("before") int before, @Param("looked") int looked);

	/**
	 * An entry as stored.
	 */
	record Row(int seq, String content, byte[] hash) {
	}

	/**
	 * Whose entries there are.
	 */
	record ActorRow(String actor, String door) {
	}

	/**
	 * Something written on a case, with the beginning of its words.
	 */
	record MessageRow(long id, String kind, String visibility, String delivery, @Nullable Instant deliveredAt,
			String words, boolean longer, boolean looks) {
	}

	/**
	 * What a message's words hash to.
	 */
	record HashRow(long id, String hash) {
	}

	/**
	 * Where a file's content lies.
	 */
	record FileRow(long id, long fileId) {
	}

	/**
	 * A promise and what became of it.
	 */
	record PromiseRow(long id, String kind, Instant madeAt, Instant dueAt, @Nullable Instant pausedAt,
			@Nullable Instant endedAt, @Nullable String ending) {
	}

	/**
	 * A file that a verifier showed.
	 */
	record EvidenceRow(long id, @Nullable Long verificationId, String name, long size, String sha256, String uploadedBy,
			Instant uploadedAt) {
	}

	/**
	 * A check of a fix.
	 */
	record CheckRow(long id, String outcome, String build, @Nullable String environment, String steps, String evidence,
			String verifiedBy, Instant verifiedAt) {
	}

	/**
	 * Which entries are wanted; null for what doesn't matter.
	 *
	 * @param actions actions, where {@code %} stands for anything
	 * @param except actions that are left out of these
	 * @param pattern what they hold, in lower case
	 * @param worded actions whose sentences hold that anyway
	 * @param sealed places of entries whose sealed words hold that
	 */
	record Conditions(@Nullable List<String> actions, List<String> except, @Nullable String person,
			@Nullable String door, @Nullable Instant since, @Nullable Instant until, @Nullable String pattern,
			List<String> worded, List<Integer> sealed) {
	}

}
