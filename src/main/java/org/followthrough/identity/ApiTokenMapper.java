package org.followthrough.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of the API tokens.
 */
@Mapper
interface ApiTokenMapper {

	@Insert("""
			INSERT INTO api_token (account, name, hash, created_at, expires_at)
			VALUES (#{account}, #{name}, #{hash}, #{createdAt}, #{expiresAt})
			""")
	void insert(@Param("account") String account, @Param("name") String name, @Param("hash") byte[] hash,
			@Param("createdAt") Instant createdAt, @Param("expiresAt") Instant expiresAt);

	@Select("SELECT account FROM api_token WHERE hash = #{hash} AND expires_at > #{now}")
	Optional<String> accountOf(@Param("hash") byte[] hash, @Param("now") Instant now);

	@Select("""
			SELECT id, account, name, created_at, expires_at FROM api_token
			WHERE account = #{account} ORDER BY id LIMIT 100
			""")
	List<ApiToken> ofAccount(String account);

	@Delete("DELETE FROM api_token WHERE account = #{account}")
	void deleteAllOf(String account);

	@Delete("DELETE FROM api_token WHERE id = #{id} AND account = #{account}")
	int delete(@Param("id") long id, @Param("account") String account);

}
