package org.followthrough.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of the verifications.
 */
@Mapper
interface VerificationMapper {

	String COLUMNS = """
			id, case_id, fix_id, outcome, build, environment, other_build, steps, evidence, cannot_verify, verified_by,
			verified_at
			""";

	@Select(value = """
			INSERT INTO verification (case_id, fix_id, outcome, build, environment, other_build, steps, evidence,
			  cannot_verify, verified_by, verified_at)
			VALUES (#{caseId}, #{fixId}, #{outcome}, #{c.build}, #{c.environment}, #{c.otherBuild}, #{c.steps},
			  #{c.evidence}, #{c.cannotVerify}, #{by}, #{at})
			RETURNING
			""" + COLUMNS, affectData = true)
	Verification insert(@Param("caseId") long caseId, @Param("fixId") long fixId,
			@Param("outcome") Verification.Outcome outcome, @Param("c") Verifications.Check check,
			@Param("by") String by, @Param("at") Instant at);

	@Select("SELECT EXISTS (SELECT 1 FROM verification WHERE fix_id = #{fixId} AND outcome = 'PASSED')")
	boolean hasPassed(long fixId);

	@Select("SELECT " + COLUMNS + " FROM verification WHERE case_id = #{caseId} ORDER BY id LIMIT 500")
	List<Verification> ofCase(long caseId);

	@Select("SELECT " + COLUMNS + " FROM verification WHERE case_id = #{caseId} ORDER BY id DESC LIMIT 1")
	Optional<Verification> latest(long caseId);

	/** Since a fix passed, and since those concerned talked. */
	@Select("""
			SELECT COUNT(*) FROM verification WHERE case_id = #{caseId} AND outcome = 'FAILED' AND id > GREATEST(
			  COALESCE((SELECT MAX(p.id) FROM verification p WHERE p.case_id = #{caseId} AND p.outcome = 'PASSED'), 0),
			  COALESCE((SELECT MAX(t.verification_id) FROM verification_talk t WHERE t.case_id = #{caseId}), 0))
			""")
	int failuresInARow(long caseId);

	@Insert("""
			INSERT INTO verification_talk (case_id, verification_id, message_id, held_by, held_at)
			VALUES (#{caseId}, #{verificationId}, #{messageId}, #{by}, #{at})
			""")
	void insertTalk(@Param("caseId") long caseId, @Param("verificationId") long verificationId,
			@Param("messageId") long messageId, @Param("by") String by, @Param("at") Instant at);

	@Select("""
			SELECT message_id, held_by, held_at FROM verification_talk
			WHERE case_id = #{caseId} AND verification_id = #{verificationId}
			""")
	Optional<Verifications.Talk> talkAfter(@Param("caseId") long caseId, @Param("verificationId") long verificationId);

}
