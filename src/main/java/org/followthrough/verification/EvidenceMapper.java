package org.followthrough.verification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.database.Files;

/**
 * SQL of the files that verifiers show.
 */
@Mapper
interface EvidenceMapper {

	String COLUMNS = """
			id, case_id, verification_id, file_id, name, media_type, size, sha256, uploaded_by, uploaded_at
			""";

	@Select(value = """
			INSERT INTO verification_evidence (case_id, file_id, name, media_type, size, sha256, uploaded_by, uploaded_at)
			VALUES (#{caseId}, #{f.id}, #{name}, #{mediaType}, #{f.size}, #{f.sha256}, #{by}, #{at})
			RETURNING
			"""
			+ COLUMNS, affectData = true)
	EvidenceFile insert(@Param("caseId") long caseId, @Param("f") Files.Kept file, @Param("name") String name,
			@Param("mediaType") String mediaType, @Param("by") String by, @Param("at") Instant at);

	@Select("SELECT COUNT(*) FROM verification_evidence WHERE case_id = #{caseId} AND verification_id IS NULL")
	int countPending(long caseId);

	@Update("""
			UPDATE verification_evidence SET verification_id = #{verificationId}
			WHERE case_id = #{caseId} AND verification_id IS NULL
			""")
	int attach(@Param("caseId") long caseId, @Param("verificationId") long verificationId);

	@Delete("""
			DELETE FROM verification_evidence WHERE id = #{id} AND case_id = #{caseId} AND verification_id IS NULL
			""")
	int deletePending(@Param("caseId") long caseId, @Param("id") long id);

	@Select("SELECT " + COLUMNS + " FROM verification_evidence WHERE case_id = #{caseId} AND id = #{id}")
	Optional<EvidenceFile> find(@Param("caseId") long caseId, @Param("id") long id);

	@Select("SELECT " + COLUMNS + " FROM verification_evidence WHERE case_id = #{caseId} ORDER BY id LIMIT 2000")
	List<EvidenceFile> ofCase(long caseId);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM verification_evidence WHERE verification_id IN
			<foreach collection="checks" item="check" open="(" separator="," close=")">#{check}</foreach>
			ORDER BY id LIMIT 10000
			</script>
			""")
	List<EvidenceFile> of(@Param("checks") Collection<Long> verificationIds);

}
