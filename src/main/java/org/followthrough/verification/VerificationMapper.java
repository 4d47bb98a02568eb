package org.followthrough.verification;

import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

import java.time.Instant;

/**
 * SQL of the verifications.
 */
@Mapper
interface VerificationMapper {

	@Insert("""
			INSERT INTO verification (case_id, fix_id, outcome, build, steps, evidence, verified_by, verified_at)
			VALUES (#{caseId}, #{fixId}, #{outcome}, #{c.build}, #{c.steps}, #{c.evidence}, #{by}, #{at})
			""")
	void insert(@Param("caseId") long caseId, @Param("fixId") long fixId,
			@Param("outcome") Verification.Outcome outcome, @Param("c") Verifications.Check check,
			@Param("by") String by, @Param("at") Instant at);

	@Select("SELECT COUNT(*) FROM verification WHERE fix_id = #{fixId} AND outcome = 'PASSED'")
	int countPassed(long fixId);

	@Select("""
			SELECT id, case_id, fix_id, outcome, build, steps, evidence, verified_by, verified_at
			FROM verification WHERE case_id = #{caseId} ORDER BY id LIMIT 500
			""")
	List<Verification> ofCase(long caseId);

}
