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
			id, case_id, kind, made_at, remind_at, due_at, reminded_at, escalated_at, ended_at, ending, message_id
			""";

	@Insert("""
			INSERT INTO promise (case_id, kind, made_at, remind_at, due_at)
			VALUES (#{caseId}, #{kind}, #{madeAt}, #{remindAt}, #{dueAt})
			""")
	void insert(@Param("caseId") long caseId, @Param("kind") Promise.Kind kind, @Param("madeAt") Instant madeAt,
			@Param("remindAt") Instant remindAt, @Param("dueAt") Instant dueAt);

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

	@Update("UPDATE promise SET remind_at = #{remindAt}, due_at = #{dueAt} WHERE id = #{id}")
	void move(@Param("id") long id, @Param("remindAt") Instant remindAt, @Param("dueAt") Instant dueAt);

	@Update("UPDATE promise SET reminded_at = #{at} WHERE id = #{id}")
	void reminded(@Param("id") long id, @Param("at") Instant at);

	@Update("UPDATE promise SET escalated_at = #{at} WHERE id = #{id}")
	void escalated(@Param("id") long id, @Param("at") Instant at);

}
