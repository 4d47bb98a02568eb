package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of who has drafts open.
 */
@Mapper
interface PresenceMapper {

	@Insert("""
			INSERT INTO draft_presence (draft_id, account, file, seen_at) VALUES (#{draft}, #{account}, #{file}, #{at})
			ON DUPLICATE KEY UPDATE file = #{file}, seen_at = #{at}
			""")
	void here(@Param("draft") long draft, @Param("account") String account, @Param("file") String file,
			@Param("at") Instant at);

	@Select("""
			SELECT account, file FROM draft_presence
			WHERE draft_id = #{draft} AND account != #{account} AND seen_at > #{since} ORDER BY account
			""")
	List<Presence> others(@Param("draft") long draft, @Param("account") String account, @Param("since") Instant since);

	@Delete("DELETE FROM draft_presence WHERE draft_id = #{draft} AND seen_at <= #{before}")
	void forget(@Param("draft") long draft, @Param("before") Instant before);

	/**
	 * Somebody who has a draft open.
	 *
	 * @param account who
	 * @param file the file that they look at
	 */
	record Presence(String account, String file) {
	}

}
