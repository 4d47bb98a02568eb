package org.followthrough.defects;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of what cases have to hear.
 */
@Mapper
interface NewsOfCasesMapper {

	@Insert("""
			<script>
			INSERT INTO defect_news_case (news_id, case_id, due_at) VALUES
			<foreach collection="cases" item="one" separator=",">(#{newsId}, #{one}, #{at})</foreach>
			</script>
			""")
	void insert(@Param("newsId") long newsId, @Param("cases") Collection<Long> cases, @Param("at") Instant at);

	@Select("""
			SELECT h.news_id, n.kind, h.case_id, c.number AS case_number, h.attempts
			FROM defect_news_case h FORCE INDEX (defect_news_case_due)
			JOIN defect_news n ON n.id = h.news_id JOIN support_case c ON c.id = h.case_id
			WHERE h.due_at <= #{now} ORDER BY h.due_at, h.news_id, h.case_id LIMIT #{limit}
			""")
	List<NewsOfCases.Hearing> due(@Param("now") Instant now, @Param("limit") int limit);

	@Update("""
			UPDATE defect_news_case SET heard_at = #{at}, due_at = NULL
			WHERE news_id = #{newsId} AND case_id = #{caseId} AND heard_at IS NULL
			""")
	int heard(@Param("newsId") long newsId, @Param("caseId") long caseId, @Param("at") Instant at);

	@Update("""
			UPDATE defect_news_case SET attempts = attempts + 1, due_at = #{next}
			WHERE news_id = #{newsId} AND case_id = #{caseId} AND heard_at IS NULL
			""")
	void putOff(@Param("newsId") long newsId, @Param("caseId") long caseId, @Param("next") Instant next);

}
