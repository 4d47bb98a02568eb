package org.followthrough.teams;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of what is counted anew.
 */
@Mapper
interface RecountMapper {

	String COLUMNS = "team, wanted, wanted_at, due_at, after_case, total, done, failed, finished_at";

	@Insert("""
			INSERT INTO recount (team, wanted, wanted_at, due_at, after_case, done, failed)
			VALUES (#{team}, 1, #{now}, #{due}, 0, 0, 0)
			ON DUPLICATE KEY UPDATE wanted = wanted + 1, wanted_at = #{now}, due_at = #{due}, after_case = 0,
			  total = NULL, done = 0, failed = 0, finished_at = NULL
			""")
	void want(@Param("team") String team, @Param("now") Instant now, @Param("due") Instant due);

	@Select("SELECT " + COLUMNS + " FROM recount ORDER BY team")
	List<Recount> all();

	@Select("SELECT " + COLUMNS + " FROM recount WHERE due_at <= #{now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
	Optional<Recount> lockDue(Instant now);

	@Update("UPDATE recount SET due_at = #{until}, total = COALESCE(total, #{total}) WHERE team = #{team}")
	void lease(@Param("team") String team, @Param("total") int total, @Param("until") Instant until);

	/**
	 * Notes how far it is, unless it began again meanwhile or another node is further.
	 */
	@Update("""
			UPDATE recount SET after_case = #{last}, done = done + #{done}, failed = failed + #{failed}, due_at = #{now}
			WHERE team = #{r.team} AND wanted = #{r.wanted} AND after_case = #{r.afterCase}
			""")
	int advance(@Param("r") Recount recount, @Param("last") long last, @Param("done") int done,
			@Param("failed") int failed, @Param("now") Instant now);

	@Update("""
			UPDATE recount SET due_at = NULL, finished_at = #{now}
			WHERE team = #{r.team} AND wanted = #{r.wanted} AND after_case = #{r.afterCase}
			""")
	int finish(@Param("r") Recount recount, @Param("now") Instant now);

	@Update("""
			UPDATE recount SET after_case = 0, total = NULL, done = 0, failed = 0, due_at = #{due}
			WHERE team = #{r.team} AND wanted = #{r.wanted} AND after_case = #{r.afterCase}
			""")
	int again(@Param("r") Recount recount, @Param("due") Instant due);

}
