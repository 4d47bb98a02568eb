package org.followthrough.identity;

import java.time.Instant;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

import org.springframework.transaction.annotation.Transactional;

/**
 * SQL of the links that make the first administrator.
 */
@Mapper
@Transactional
interface SetupLinkMapper {

	@Insert("INSERT INTO setup_link (hash, expires_at) VALUES (#{hash}, #{expiresAt})")
	void insert(@Param("hash") byte[] hash, @Param("expiresAt") Instant expiresAt);

	@Select("SELECT COUNT(*) FROM setup_link WHERE hash = #{hash} AND used_at IS NULL AND expires_at > #{now}")
	int countUsable(@Param("hash") byte[] hash, @Param("now") Instant now);

	@Update("UPDATE setup_link SET used_at = #{now} WHERE hash = #{hash} AND used_at IS NULL AND expires_at > #{now}")
	int use(@Param("hash") byte[] hash, @Param("now") Instant now);

}
