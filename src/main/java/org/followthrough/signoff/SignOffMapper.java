package org.followthrough.signoff;

import java.time.Instant;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the sign-offs.
 */
@Mapper
interface SignOffMapper {

	String COLUMNS = """
			id, case_id, resolution, message_id, asked_at, reminders, answer, answered_at, answered_by, words, decided_by,
			to_somebody_else, afresh
			""";

	@Insert("""
			INSERT INTO sign_off (case_id, resolution, message_id, asked_at, afresh)
			VALUES (#{caseId}, #{resolution}, #{messageId}, #{askedAt}, #{afresh})
			""")
	void insert(@Param("caseId") long caseId, @Param("resolution") SignOff.Resolution resolution,
			@Param("messageId") long messageId, @Param("askedAt") @Nullable Instant askedAt,
			@Param("afresh") boolean afresh);

	/** One whose message hasn't gone yet is no question. */
	@Select("SELECT " + COLUMNS
			+ " FROM sign_off WHERE case_id = #{caseId} AND asked_at IS NOT NULL ORDER BY id DESC LIMIT 1")
	Optional<SignOff> latest(long caseId);

	@Update("""
			UPDATE sign_off SET answer = #{answer}, answered_at = #{at}, answered_by = #{by}, words = #{words},
			  decided_by = #{decidedBy}
			WHERE id = #{id} AND answer IS NULL
			""")
	int answer(@Param("id") long id, @Param("answer") SignOff.Answer answer, @Param("at") Instant at,
			@Param("by") String by, @Param("words") @Nullable String words,
			@Param("decidedBy") @Nullable String decidedBy);

	@Select("SELECT " + COLUMNS
			+ " FROM sign_off WHERE case_id = #{caseId} AND message_id = #{messageId} AND asked_at IS NULL")
	Optional<SignOff> unasked(@Param("caseId") long caseId, @Param("messageId") long messageId);

	@Update("UPDATE sign_off SET asked_at = #{at} WHERE id = #{id}")
	void asked(@Param("id") long id, @Param("at") Instant at);

	@Update("UPDATE sign_off SET to_somebody_else = TRUE WHERE id = #{id}")
	void goesToSomebodyElse(long id);

	@Select("""
			SELECT COUNT(*) FROM sign_off WHERE case_id = #{caseId} AND resolution = 'UNSOLVED' AND asked_at >= #{since}
			""")
	int countExplained(@Param("caseId") long caseId, @Param("since") Instant since);

	@Update("UPDATE sign_off SET reminders = reminders + 1 WHERE id = #{id}")
	void reminded(long id);

	@Insert("""
			INSERT INTO early_ending (case_id, ended_as, found_by, found_at, reason)
			VALUES (#{caseId}, #{as}, #{by}, #{at}, #{reason})
			""")
	void insertEarlyEnding(@Param("caseId") long caseId, @Param("as") Closing as, @Param("by") String by,
			@Param("at") Instant at, @Param("reason") String reason);

	@Select("""
			SELECT COUNT(*) FROM early_ending e JOIN support_case c ON c.id = e.case_id
			WHERE e.case_id = #{caseId} AND e.ended_as = #{as} AND c.closed_as IS NULL
			""")
	int countEarlyEndings(@Param("caseId") long caseId, @Param("as") Closing as);

}
