package org.followthrough.promises;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the promises.
 */
@Mapper
interface PromiseMapper {

	String COLUMNS = """
			id, case_id, kind, made_at, said_at, remind_at, due_at, reminded_at, escalated_at, ended_at, ending, message_id
			""";

	@Insert("""
			INSERT INTO promise (case_id, kind, made_at, said_at, remind_at, due_at)
			VALUES (#{caseId}, #{kind}, #{madeAt}, #{saidAt}, #{remindAt}, #{dueAt})
			""")
	void insert(@Param("caseId") long caseId, @Param("kind") Promise.Kind kind, @Param("madeAt") Instant madeAt,
			@Param("saidAt") Instant saidAt, @Param("remindAt") Instant remindAt, @Param("dueAt") Instant dueAt);

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
			</script>
			""")
	List<Promise> runningOf(@Param("caseIds") Collection<Long> caseIds);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE case_id = #{caseId} ORDER BY id")
	List<Promise> ofCase(long caseId);

	@Update("""
			UPDATE promise SET ended_at = #{at}, ending = #{ending}, message_id = #{messageId}
			WHERE id = #{id} AND ended_at IS NULL
			""")
	int end(@Param("id") long id, @Param("at") Instant at, @Param("ending") Promise.Ending ending,
			@Param("messageId") @Nullable Long messageId);

	@Select("SELECT " + COLUMNS + " FROM promise WHERE message_id = #{messageId} FOR UPDATE")
	Optional<Promise> endedBy(long messageId);

	/** The promise that a promise's end made. */
	@Select("SELECT " + COLUMNS + """
			FROM promise WHERE case_id = #{caseId} AND id > #{id} AND COALESCE(ending, '') != 'VOID'
			ORDER BY id LIMIT 1 FOR UPDATE
			""")
	Optional<Promise> madeAfter(Promise ended);

	@Update("""
			UPDATE promise SET ended_at = COALESCE(ended_at, #{at}), ending = 'VOID', message_id = NULL WHERE id = #{id}
			""")
	void makeVoid(@Param("id") long id, @Param("at") Instant at);

	@Update("""
			UPDATE promise SET ended_at = NULL, ending = NULL, message_id = NULL, escalated_at = NULL WHERE id = #{id}
			""")
	void reopen(long id);

	@Update("""
			UPDATE promise SET ended_at = #{at}, ending = #{ending}, message_id = #{messageId} WHERE id = #{id}
			""")
	void correct(@Param("id") long id, @Param("at") Instant at, @Param("ending") Promise.Ending ending,
			@Param("messageId") @Nullable Long messageId);

	@Update("UPDATE promise SET remind_at = #{remindAt}, due_at = #{dueAt} WHERE id = #{id}")
	void move(@Param("id") long id, @Param("remindAt") Instant remindAt, @Param("dueAt") Instant dueAt);

	@Update("UPDATE promise SET reminded_at = #{at} WHERE id = #{id}")
	void reminded(@Param("id") long id, @Param("at") Instant at);

	@Update("UPDATE promise SET escalated_at = #{at} WHERE id = #{id}")
	void escalated(@Param("id") long id, @Param("at") Instant at);

}
