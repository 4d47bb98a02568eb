package org.followthrough.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of the searches that somebody has saved.
 */
@Mapper
interface SavedSearchMapper {

	@Select("""
			SELECT id, name, criteria, saved_at FROM inquiry_search WHERE account = #{account} ORDER BY name LIMIT #{most}
			""")
	List<SavedSearch> of(@Param("account") String account, @Param("most") int most);

	@Select("SELECT id, name, criteria, saved_at FROM inquiry_search WHERE account = #{account} AND name = #{name}")
	Optional<SavedSearch> named(@Param("account") String account, @Param("name") String name);

	@Select("SELECT id, name, criteria, saved_at FROM inquiry_search WHERE account = #{account} AND id = #{id}")
	Optional<SavedSearch> find(@Param("account") String account, @Param("id") long id);

	@Insert("""
			INSERT INTO inquiry_search (account, name, criteria, saved_at)
			VALUES (#{account}, #{name}, #{criteria}, #{now})
			ON DUPLICATE KEY UPDATE criteria = VALUES(criteria), saved_at = VALUES(saved_at)
			""")
	void save(@Param("account") String account, @Param("name") String name, @Param("criteria") String criteria,
			@Param("now") Instant now);

	@Delete("DELETE FROM inquiry_search WHERE id = #{id}")
	void remove(long id);

}
