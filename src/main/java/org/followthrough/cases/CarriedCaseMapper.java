package org.followthrough.cases;

import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.teams.CarriedCases.Carried;

/**
 * SQL that finds the cases of a team by an index.
 */
@Mapper
interface CarriedCaseMapper {

	@Select("SELECT team FROM support_case WHERE team IS NOT NULL GROUP BY team ORDER BY team")
	List<String> teams();

	@Select("SELECT COUNT(*) FROM support_case WHERE team = #{team} AND closed_as IS NULL")
	int count(String team);

	@Select("""
			SELECT id, number FROM support_case WHERE team = #{team} AND closed_as IS NULL AND id > #{after}
			ORDER BY id LIMIT #{limit}
			""")
	List<Carried> open(@Param("team") String team, @Param("after") long after, @Param("limit") int limit);

}
