package org.followthrough.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the releases, and of the fixes that were in one too early.
 */
@Mapper
interface ReleaseMapper {

	String RELEASE = " id, build, released_at, recorded_by, recorded_at ";

	String EARLY = """
			SELECT e.id, c.number AS case_number, e.fix_id, r.build, r.released_at, e.verification_id
			FROM early_release e JOIN build_release r ON r.id = e.release_id JOIN support_case c ON c.id = e.case_id
			""";

	/** None when it is known already. */
	@Insert("""
			INSERT IGNORE INTO build_release (build, released_at, recorded_by, recorded_at)
			VALUES (#{build}, #{releasedAt}, #{by}, #{at})
			""")
	int insertUnlessKnown(@Param("build") String build, @Param("releasedAt") Instant releasedAt, @Param("by") String by,
			@Param("at") Instant at);

	@Select("SELECT" + RELEASE + "FROM build_release WHERE build = #{build}")
	Optional<Release> find(String build);

	@Select("""
			<script>
			SELECT
			""" + RELEASE + """
			FROM build_release <if test="before != null">WHERE id &lt; #{before}</if> ORDER BY id DESC LIMIT #{limit}
			</script>
			""")
	List<Release> page(@Param("before") @Nullable Long before, @Param("limit") int limit);

	/** The check that a fix passed by a moment. */
	@Select("""
			SELECT EXISTS (SELECT 1 FROM verification
			WHERE fix_id IN (#{fixId}, #{checkedAs}) AND outcome = 'PASSED' AND verified_at <= #{by})
			""")
	boolean hadPassed(@Param("fixId") long fixId, @Param("checkedAs") long checkedAs, @Param("by") Instant by);

	/** A fix that passed since then is on record at once as verified late. */
	@Insert("""
			INSERT INTO early_release (fix_id, case_id, release_id, flagged_at, verification_id)
			VALUES (#{fixId}, #{caseId}, #{releaseId}, #{at}, #{verificationId})
			""")
	void insertEarly(@Param("fixId") long fixId, @Param("caseId") long caseId, @Param("releaseId") long releaseId,
			@Param("at") Instant at, @Param("verificationId") @Nullable Long verificationId);

	@Select("SELECT EXISTS (SELECT 1 FROM early_release WHERE fix_id = #{fixId})")
	boolean isFlagged(long fixId);

	@Select("""
			SELECT id FROM verification WHERE fix_id IN (#{fixId}, #{checkedAs}) AND outcome IN ('PASSED', 'FAILED')
			ORDER BY id DESC LIMIT 1
			""")
	Optional<Long> judgedBy(@Param("fixId") long fixId, @Param("checkedAs") long checkedAs);

	@Update("UPDATE early_release SET verification_id = #{verificationId} WHERE fix_id = #{fixId} AND verification_id IS NULL")
	int settle(@Param("fixId") long fixId, @Param("verificationId") long verificationId);

	@Select(EARLY + "WHERE e.case_id = #{caseId} ORDER BY e.id LIMIT 500")
	List<EarlyRelease> ofCase(long caseId);

	@Select("""
			<script>
			""" + EARLY + """
			WHERE e.verification_id IS NULL AND c.closed_as IS NULL
			<if test="after != null">AND e.id &gt; #{after}</if> ORDER BY e.id LIMIT #{limit}
			</script>
			""")
	List<EarlyRelease> open(@Param("after") @Nullable Long after, @Param("limit") int limit);

}
