package org.followthrough.rota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the addresses for calendar programs.
 */
@Mapper
interface RotaFeedMapper {

	String COLUMNS = "id, team, engineer, made_by, made_at";

	@Select(value = """
			INSERT INTO rota_feed (hash, team, engineer, made_by, made_at)
			VALUES (#{hash}, #{team}, #{engineer}, #{by}, #{at}) RETURNING
			""" + COLUMNS, affectData = true)
	RotaFeed insert(@Param("hash") byte[] hash, @Param("team") @Nullable String team,
			@Param("engineer") @Nullable String engineer, @Param("by") String by, @Param("at") Instant at);

	@Select("SELECT " + COLUMNS + " FROM rota_feed WHERE hash = #{hash}")
	Optional<RotaFeed> find(byte[] hash);

	@Select("SELECT " + COLUMNS + " FROM rota_feed WHERE id = #{id}")
	Optional<RotaFeed> get(long id);

	@Select("SELECT " + COLUMNS + " FROM rota_feed WHERE made_by = #{account} ORDER BY id LIMIT 100")
	List<RotaFeed> of(String account);

	@Delete("DELETE FROM rota_feed WHERE id = #{id}")
	void delete(long id);

}
