package org.followthrough.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL of what was decided about fixes that could not be verified.
 */
@Mapper
interface UnverifiedFixMapper {

	String COLUMNS = """
			d.id, d.case_id, d.fix_id, d.verification_id, d.part, d.decision, d.reason, d.decided_by, d.decided_at
			""";

	@Insert("""
			INSERT INTO unverified_decision (case_id, fix_id, verification_id, part, decision, reason, decided_by,
			  decided_at)
			VALUES (#{v.caseId}, #{v.fixId}, #{v.id}, #{part}, #{decision}, #{reason}, #{by}, #{at})
			""")
	void insert(@Param("v") Verification about, @Param("part") UnverifiedDecision.Part part,
			@Param("decision") UnverifiedDecision.Decision decision, @Param("reason") String reason,
			@Param("by") String by, @Param("at") Instant at);

	@Select("""
			SELECT EXISTS (SELECT 1 FROM unverified_decision m
			  JOIN unverified_decision s ON s.verification_id = m.verification_id AND s.part = 'SECOND'
			    AND s.decision = 'OFFER' AND s.decided_by <> m.decided_by
			  WHERE m.fix_id = #{fixId} AND m.part = 'MANAGER' AND m.decision = 'OFFER')
			""")
	boolean isAccepted(long fixId);

	@Select("SELECT " + COLUMNS
			+ " FROM unverified_decision d WHERE d.verification_id = #{verificationId} AND d.part = 'MANAGER'")
	Optional<UnverifiedDecision> ofManager(long verificationId);

	@Select("SELECT " + COLUMNS + " FROM unverified_decision d WHERE d.case_id = #{caseId} ORDER BY d.id LIMIT 500")
	List<UnverifiedDecision> ofCase(long caseId);

	@Select("""
			<script>
			SELECT d.id, c.number AS case_number, v.build, v.cannot_verify, v.verified_by, d.part, d.decision, d.reason,
			  d.decided_by, d.decided_at
			FROM unverified_decision d JOIN verification v ON v.id = d.verification_id
			JOIN support_case c ON c.id = d.case_id
			<if test="before != null">WHERE d.id &lt; #{before}</if>
			ORDER BY d.id DESC LIMIT #{limit}
			</script>
			""")
	List<UnverifiedFixes.Listed> page(@Param("before") @Nullable Long before, @Param("limit") int limit);

}
