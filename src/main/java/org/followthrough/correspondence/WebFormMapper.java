package org.followthrough.correspondence;

import java.time.Instant;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of the uses of the public form. Senders and sources stand there as signatures that
 * tell nobody who they are.
 */
@Mapper
interface WebFormMapper {

	@Insert("INSERT INTO web_form_use (sender, source, used_at) VALUES (#{sender}, #{source}, #{at})")
	void used(@Param("sender") byte[] sender, @Param("source") byte[] source, @Param("at") Instant at);

	@Select("SELECT COUNT(*) FROM web_form_use WHERE sender = #{sender} AND used_at > #{since}")
	int bySender(@Param("sender") byte[] sender, @Param("since") Instant since);

	@Select("SELECT COUNT(*) FROM web_form_use WHERE source = #{source} AND used_at > #{since}")
	int bySource(@Param("source") byte[] source, @Param("since") Instant since);

	@Delete("DELETE FROM web_form_use WHERE used_at <= #{before} ORDER BY used_at LIMIT 20")
	void forget(@Param("before") Instant before);

}
