package org.followthrough.promises;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the promises.
 */
@Mapper
interface PromiseMapper {

	String COLUMNS = """
			id, case_id, kind, made_at, said_at, remind_at, due_at, counted_from, span, told_at, reminded_at, escalated_at,
			called, paused_at, paused_left, ended_at, ending, message_id
			""";

	String TO_CUSTOMER = " kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF') ";

	@Insert("""
			INSERT INTO promise (case_id, team, owner, severity, kind, made_at, said_at, remind_at, due_at, counted_from, span,
			  told_at, round_the_clock)
			VALUES (#{of.id}, #{of.team}, #{of.owner}, #{of.severity}, #{kind}, #{madeAt}, #{saidAt}, #{remindAt}, #{due.at},
			  #{due.countedFrom}, #{due.span}, #{due.toldAt}, #{roundTheClock})
			""")
	void insert(@Param("of") SupportCase of, @Param("kind") Promise.Kind kind, @Param("madeAt") Instant madeAt,
			@Param("saidAt") Instant saidAt, @Param("remindAt") Instant remindAt, @Param("due") Due due,
			@Param("roundTheClock") boolean roundTheClock);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE running_case = #{caseId}")
	Optional<Promise> running(long caseId);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE running_case = #{caseId} FOR UPDATE")
	Optional<Promise> lockRunning(long caseId);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM promise WHERE running_case IN
			<foreach collection="caseIds" item="caseId" open="(" separator="," close=")">#{caseId}</foreach>
			FOR UPDATE
			</script>
			""")
	List<Promise> lockRunningOf(@Param("caseIds") Collection<Long> caseIds);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE running_step = #{caseId}")
	Optional<Promise> runningStep(long caseId);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE running_step = #{caseId} FOR UPDATE")
	Optional<Promise> lockRunningStep(long caseId);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM promise WHERE running_case IN
			<foreach collection="caseIds" item="caseId" open="(" separator="," close=")">#{caseId}</foreach>
			</script>
			""")
	List<Promise> runningOf(@Param("caseIds") Collection<Long> caseIds);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE case_id = #{caseId} ORDER BY id")
	List<Promise> ofCase(long caseId);

	@Update("""
			UPDATE promise SET ended_at = #{at}, ending = #{ending}, message_id = #{messageId}, paused_at = NULL,
			  paused_left = NULL
			WHERE id = #{id} AND ended_at IS NULL
			""")
	int end(@Param("id") long id, @Param("at") Instant at, @Param("ending") Promise.Ending ending,
			@Param("messageId") @Nullable Long messageId);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE message_id = #{messageId} FOR UPDATE")
	Optional<Promise> endedBy(long messageId);

	/** The promise that a promise's end made. */
	@Select("SELECT " + COLUMNS + " FROM promise WHERE case_id = #{caseId} AND id > #{id} AND" + TO_CUSTOMER + """
			AND COALESCE(ending, '') != 'VOID' ORDER BY id LIMIT 1 FOR UPDATE
			""")
	Optional<Promise> madeAfter(Promise ended);

	/** Those whose last promise to the customer before them was judged to be broken. */
	@Select("""
			<script>
			SELECT r.id FROM promise r WHERE r.id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			AND 'BROKEN' = (SELECT p.ending FROM promise p WHERE p.case_id = r.case_id AND p.id &lt; r.id AND
			""" + TO_CUSTOMER + """
			AND p.ending IN ('KEPT', 'BROKEN') ORDER BY p.id DESC LIMIT 1)
			</script>
			""")
	Set<Long> afterBroken(@Param("ids") Collection<Long> ids);

	@Update("""
			UPDATE promise SET ended_at = COALESCE(ended_at, #{at}), ending = 'VOID', message_id = NULL, paused_at = NULL,
			  paused_left = NULL
			WHERE id = #{id}
			""")
	void makeVoid(@Param("id") long id, @Param("at") Instant at);

	@Update("""
			UPDATE promise SET ended_at = NULL, ending = NULL, message_id = NULL, escalated_at = NULL, called = 0,
			  team = #{of.team}, owner = #{of.owner}
			WHERE id = #{id}
			""")
	void reopen(@Param("id") long id, @Param("of") SupportCase of);

	@Update("""
			UPDATE promise SET ended_at = #{at}, ending = #{ending}, message_id = #{messageId} WHERE id = #{id}
			""")
	void correct(@Param("id") long id, @Param("at") Instant at, @Param("ending") Promise.Ending ending,
			@Param("messageId") @Nullable Long messageId);

	/** Who was reminded of a time is reminded again only if it becomes a later one. */
	@Update("""
			UPDATE promise SET kind = #{kind}, said_at = #{saidAt}, remind_at = #{remindAt},
			  reminded_at = IF(#{due.at} > due_at, NULL, reminded_at),
			  due_at = #{due.at}, counted_from = #{due.countedFrom}, span = #{due.span}, told_at = #{due.toldAt},
			  paused_at = #{pausedAt}, paused_left = #{pausedLeft}
			WHERE id = #{id}
			""")
	void move(@Param("id") long id, @Param("kind") Promise.Kind kind, @Param("saidAt") Instant saidAt,
			@Param("remindAt") Instant remindAt, @Param("due") Due due, @Param("pausedAt") @Nullable Instant pausedAt,
			@Param("pausedLeft") @Nullable Span pausedLeft);

	@Update("""
			<script>
			UPDATE promise SET reminded_at = #{at} WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void reminded(@Param("ids") Collection<Long> ids, @Param("at") Instant at);

	@Update("""
			<script>
			UPDATE promise SET escalated_at = COALESCE(escalated_at, #{at}), called = #{called}, paused_at = NULL,
			  paused_left = NULL
			WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void called(@Param("ids") Collection<Long> ids, @Param("at") Instant at, @Param("called") int called);

	@Update("UPDATE promise SET owner = #{owner} WHERE case_id = #{id} AND ended_at IS NULL")
	void setOwner(SupportCase of);

}
