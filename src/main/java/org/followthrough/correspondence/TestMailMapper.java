package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the test mails.
 */
@Mapper
interface TestMailMapper {

	@Insert("""
			INSERT INTO test_mail (outgoing_id, mailbox, started_by, started_at)
			VALUES (#{outgoing}, #{mailbox}, #{by}, #{now})
			""")
	void insert(@Param("outgoing") long outgoing, @Param("mailbox") String mailbox, @Param("by") String by,
			@Param("now") Instant now);

	@Update("""
			UPDATE test_mail SET arrived_at = #{at}, arrived_in = #{place}
			WHERE outgoing_id = #{outgoing} AND arrived_at IS NULL
			""")
	int arrived(@Param("outgoing") long outgoing, @Param("place") String place, @Param("at") Instant at);

	/** The last one of each mailbox. */
	@Select("""
			SELECT t.outgoing_id, t.mailbox, t.started_by, t.started_at, o.sent_at, o.failed_at, o.attempts, o.last_error,
			  t.arrived_at, t.arrived_in
			FROM test_mail t JOIN outgoing_mail o ON o.id = t.outgoing_id
			WHERE t.outgoing_id IN (SELECT MAX(outgoing_id) FROM test_mail GROUP BY mailbox) LIMIT 500
			""")
	List<TestMail> latest();

}
