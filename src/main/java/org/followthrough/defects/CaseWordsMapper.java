package org.followthrough.defects;

import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the words by which cases are found that are alike.
 */
@Mapper
interface CaseWordsMapper {

	String SOURCE = """
			c.id AS case_id, c.subject, c.product, (SELECT LEFT(m.body, 50000) FROM message m
			  WHERE m.case_id = c.id AND m.kind = 'CUSTOMER' ORDER BY m.id LIMIT 1) AS first_words
			""";

	/** Cases may show in the table later than others with higher numbers. */
	@Select("SELECT COALESCE(MAX(case_id), 0) FROM case_words")
	long last();

	@Select("SELECT " + SOURCE + """
			FROM support_case c LEFT JOIN case_words w ON w.case_id = c.id
			WHERE c.id > #{after} AND w.case_id IS NULL ORDER BY c.id LIMIT #{limit}
			""")
	List<Source> without(@Param("after") long after, @Param("limit") int limit);

	@Select("SELECT " + SOURCE + " FROM support_case c WHERE c.id = #{caseId}")
	Source source(long caseId);

	@Insert("""
			<script>
			INSERT IGNORE INTO case_words (case_id, words) VALUES
			<foreach collection="rows" item="row" separator=",">(#{row.caseId}, #{row.words})</foreach>
			</script>
			""")
	void insert(@Param("rows") List<Words> rows);

	@Update("UPDATE case_words SET words = #{words} WHERE case_id = #{caseId}")
	void change(Words row);

	@Select("SELECT words FROM case_words WHERE case_id = #{caseId}")
	Optional<String> words(long caseId);

	/** Those that have most of some words in common, the seldom ones counting more. */
	@Select("""
			SELECT s.score, c.id AS case_id, c.number, c.subject, c.closed_as IS NULL AS open, d.number AS defect,
			  d.title, d.state, d.customers
			FROM (SELECT w.case_id, MATCH (w.words) AGAINST (#{words}) AS score FROM case_words w
			    WHERE MATCH (w.words) AGAINST (#{words}) AND w.case_id <> #{caseId} ORDER BY score DESC LIMIT #{limit}) s
			JOIN support_case c ON c.id = s.case_id
			LEFT JOIN defect_case l ON l.running_case = c.id LEFT JOIN defect d ON d.id = l.defect_id
			ORDER BY s.score DESC, c.id DESC
			""")
	List<Alike> alike(@Param("words") String words, @Param("caseId") long caseId, @Param("limit") int limit);

	/**
	 * What the words of a case are made of.
	 */
	record Source(long caseId, String subject, @Nullable String product, @Nullable String firstWords) {
	}

	/**
	 * The words of a case.
	 */
	record Words(long caseId, String words) {
	}

	/**
	 * A case that has words in common with another.
	 */
	record Alike(double score, long caseId, String number, String subject, boolean open, @Nullable String defect,
			@Nullable String title, Defect.@Nullable State state, @Nullable Integer customers) {
	}

}
