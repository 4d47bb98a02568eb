package org.followthrough.defects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the rounds that a defect goes between engineering and Support, and of the news
 * of them.
 */
@Mapper
interface RoundMapper {

	String STANDING = """
			SELECT d.id AS defect_id, d.number, d.state, d.answer_id, d.engineering_case, d.verifying_case,
			  l.own_check_at IS NOT NULL AS own_check
			FROM defect_case l JOIN defect d ON d.id = l.defect_id WHERE l.running_case = #{caseId}
			""";

	String NEWS = """
			id, defect_id, kind, answer_id, told_by, told_at, words
			""";

	@Select(STANDING)
	Optional<Standing> standing(long caseId);

	@Select(STANDING + " FOR UPDATE")
	Optional<Standing> lock(long caseId);

	@Select("""
			SELECT id AS defect_id, number, state, answer_id, engineering_case, verifying_case, FALSE AS own_check
			FROM defect WHERE id = #{defectId} FOR UPDATE
			""")
	Standing lockDefect(long defectId);

	/** What was told of a fix of a defect, or of a later one that took this one along. */
	@Select("""
			SELECT kind FROM defect_news WHERE defect_id = #{defectId} AND answer_id = #{fix}
			UNION SELECT kind FROM defect_news WHERE defect_id = #{defectId} AND kind = 'REGRESSED' AND answer_id >= #{fix}
			""")
	Set<DefectNews.Kind> told(@Param("defectId") long defectId, @Param("fix") long fix);

	/** The first news that a fix, or a later one of its defect, does not hold. */
	@Select("""
			SELECT MIN(r.id) FROM defect_news f JOIN defect_news r ON r.defect_id = f.defect_id
			WHERE f.answer_id = #{fix} AND f.kind = 'FIXED' AND r.kind = 'REGRESSED' AND r.answer_id >= #{fix}
			""")
	Optional<Long> regression(long fix);

	@Update("UPDATE defect SET engineering_case = #{caseId} WHERE id = #{id}")
	void setEngineering(@Param("id") long defectId, @Param("caseId") @Nullable Long caseId);

	@Update("UPDATE defect SET verifying_case = #{caseId} WHERE id = #{id}")
	void setVerifying(@Param("id") long defectId, @Param("caseId") @Nullable Long caseId);

	@Update("UPDATE defect SET state = #{state}, answer_id = #{answerId} WHERE id = #{id}")
	void setState(@Param("id") long defectId, @Param("state") Defect.State state, @Param("answerId") Long answerId);

	/** Told again, it is the same news and changes nothing. */
	@Select(value = """
			INSERT IGNORE INTO defect_news (defect_id, kind, answer_id, told_by, told_at, words)
			VALUES (#{defectId}, #{kind}, #{answerId}, #{by}, #{at}, #{words})
			RETURNING
			""" + NEWS, affectData = true)
	Optional<DefectNews> insertNews(@Param("defectId") long defectId, @Param("kind") DefectNews.Kind kind,
			@Param("answerId") @Nullable Long answerId, @Param("by") String by, @Param("at") Instant at,
			@Param("words") @Nullable String words);

	@Select("SELECT " + NEWS + " FROM defect_news WHERE defect_id = #{defectId} ORDER BY id DESC LIMIT #{limit}")
	List<DefectNews> news(@Param("defectId") long defectId, @Param("limit") int limit);

	/** Who has to hear of it: all that hang on the defect. */
	@Select("SELECT case_id FROM defect_case WHERE defect_id = #{defectId} AND ended_at IS NULL")
	List<Long> caseIds(long defectId);

	@Update("""
			UPDATE defect_case SET own_check_by = #{by}, own_check_at = #{at}, own_check_because = #{because}
			WHERE running_case = #{caseId} AND own_check_at IS NULL
			""")
	int askOwnCheck(@Param("caseId") long caseId, @Param("by") String by, @Param("at") Instant at,
			@Param("because") String because);

	/**
	 * How a defect stands, as one of its cases finds it.
	 *
	 * @param defectId the defect
	 * @param number what people call it
	 * @param state how far it is
	 * @param answerId engineering's last answer
	 * @param engineeringCase the case by which engineering has it
	 * @param verifyingCase the case by which Support checks its fix
	 * @param ownCheck whether the fix must be checked for this case by itself
	 */
	record Standing(long defectId, String number, Defect.State state, @Nullable Long answerId,
			@Nullable Long engineeringCase, @Nullable Long verifyingCase, boolean ownCheck) {
	}

}
