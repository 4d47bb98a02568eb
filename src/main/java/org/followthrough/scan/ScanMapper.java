package org.followthrough.scan;

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
 * SQL of what was looked through.
 */
@Mapper
interface ScanMapper {

	String COLUMNS = "SELECT file_id, state, virus, problem, kept_at FROM file_scan ";

	@Insert("""
			INSERT INTO file_scan (file_id, state, kept_at, next_attempt_at) VALUES (#{fileId}, 'WAITING', #{at}, #{at})
			""")
	void insert(@Param("fileId") long fileId, @Param("at") Instant at);

	@Select(COLUMNS + "WHERE file_id = #{fileId}")
	Optional<FileScan> find(long fileId);

	@Select("<script>" + COLUMNS + """
			WHERE state != 'CLEAN' AND file_id IN
			<foreach collection="files" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<FileScan> held(@Param("files") Collection<Long> files);

	@Select("""
			SELECT file_id, attempts FROM file_scan WHERE next_attempt_at <= #{now}
			ORDER BY next_attempt_at, file_id LIMIT #{limit} FOR UPDATE SKIP LOCKED
			""")
	List<Due> lockDue(@Param("now") Instant now, @Param("limit") int limit);

	@Update("""
			<script>
			UPDATE file_scan SET next_attempt_at = #{until}, attempts = attempts + 1 WHERE file_id IN
			<foreach collection="files" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void lease(@Param("files") Collection<Long> files, @Param("until") Instant until);

	@Update("""
			UPDATE file_scan SET state = IF(#{virus} IS NULL, 'CLEAN', 'FOUND'), virus = #{virus}, problem = NULL,
			  decided_at = #{at}, next_attempt_at = NULL WHERE file_id = #{fileId} AND state = 'WAITING'
			""")
	int decide(@Param("fileId") long fileId, @Param("virus") @Nullable String virus, @Param("at") Instant at);

	@Update("""
			UPDATE file_scan SET problem = #{problem}, next_attempt_at = #{next}
			WHERE file_id = #{fileId} AND state = 'WAITING'
			""")
	void later(@Param("fileId") long fileId, @Param("problem") String problem, @Param("next") Instant next);

	/** The cases that have a file. */
	@Select("""
			SELECT c.number FROM attachment a JOIN message m ON m.id = a.message_id
			JOIN support_case c ON c.id = m.case_id WHERE a.file_id = #{fileId}
			UNION SELECT c.number FROM verification_evidence v JOIN support_case c ON c.id = v.case_id
			WHERE v.file_id = #{fileId}
			UNION SELECT i.case_number FROM incoming_mail i WHERE i.file_id = #{fileId} AND i.case_number IS NOT NULL
			""")
	List<String> casesWith(long fileId);

	/** How many wait, since when, and why they do. */
	@Select("""
			SELECT COUNT(*) AS waiting, MIN(kept_at) AS since, MAX(problem) AS problem,
			  (SELECT COUNT(*) FROM file_scan WHERE state = 'FOUND') AS found FROM file_scan WHERE state = 'WAITING'
			""")
	ScanHealth health();

	/**
	 * A file to be looked through.
	 */
	record Due(long fileId, int attempts) {
	}

}
