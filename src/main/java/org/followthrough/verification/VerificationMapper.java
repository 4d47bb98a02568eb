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

	@Select("""
			SELECT EXISTS (SELECT 1 FROM verification
			  WHERE fix_id IN (#{fixId}, #{checkedAs}) AND outcome = 'PASSED')
			""")
	boolean hasPassed(@Param("fixId") long fixId, @Param("checkedAs") long checkedAs);

	/** The checks of a defect's fixes, but for those of single cases. */
	@Select("""
			SELECT v.id, v.case_id, v.fix_id, v.outcome, v.build, v.environment, v.other_build, v.steps, v.evidence,
			  v.cannot_verify, v.verified_by, v.verified_at
			FROM defect_news n JOIN verification v ON v.fix_id = n.answer_id AND v.outcome <> 'CANNOT_VERIFY'
			WHERE n.defect_id = #{defectId} AND n.kind = 'FIXED' ORDER BY v.id LIMIT 500
			""")
	List<Verification> ofDefect(long defectId);

	@Select("SELECT " + COLUMNS + " FROM verification WHERE case_id = #{caseId} ORDER BY id LIMIT 500")
	List<Verification> ofCase(long caseId);

	/**
	 * Its own, and those that another case of its defect had made of a fix they share.
	 */
	@Select("(SELECT " + COLUMNS + """
			FROM verification WHERE case_id = #{caseId})
			UNION (SELECT v.id, v.case_id, v.fix_id, v.outcome, v.build, v.environment, v.other_build, v.steps,
			    v.evidence, v.cannot_verify, v.verified_by, v.verified_at
			  FROM engineering_answer a JOIN verification v ON v.fix_id = a.same_as AND v.outcome <> 'CANNOT_VERIFY'
			  WHERE a.case_id = #{caseId} AND a.same_as IS NOT NULL)
			ORDER BY id LIMIT 500
			""")
	List<Verification> serving(long caseId);

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
