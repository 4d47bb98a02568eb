package org.followthrough.guide;

import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the jargon.
 */
@Mapper
interface JargonMapper {

	@Select("SELECT version FROM jargon_list WHERE team = #{team}")
	@Nullable Integer version(String team);

	@Select("SELECT word, instead FROM jargon WHERE team = #{team} ORDER BY word LIMIT 1000")
	List<JargonWord> words(String team);

	/** What a team avoids, with what everybody does. Its own word comes last. */
	@Select("""
			SELECT word, instead FROM jargon WHERE team IN ('', #{team}) ORDER BY team, word LIMIT 2000
			""")
	List<JargonWord> avoidedBy(String team);

	@Select("SELECT team FROM jargon_list WHERE team != '' ORDER BY team LIMIT 500")
	List<String> teams();

	/** Whoever is first. */
	@Insert("INSERT IGNORE INTO jargon_list (team, version) VALUES (#{team}, 1)")
	int begin(String team);

	/** Whoever knows the version that they replace. */
	@Update("UPDATE jargon_list SET version = version + 1 WHERE team = #{team} AND version = #{version}")
	int replace(@Param("team") String team, @Param("version") int version);

	@Delete("DELETE FROM jargon WHERE team = #{team}")
	void clear(String team);

	@Insert("""
			<script>
			INSERT INTO jargon (team, word, instead) VALUES
			<foreach collection="words" item="one" separator=",">(#{team}, #{one.word}, #{one.instead})</foreach>
			</script>
			""")
	void insert(@Param("team") String team, @Param("words") List<JargonWord> words);

}
