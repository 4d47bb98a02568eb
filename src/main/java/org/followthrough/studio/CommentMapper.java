package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of what is said about drafts.
 */
@Mapper
interface CommentMapper {

	@Insert("""
			INSERT INTO draft_comment (draft_id, file, element, words, author, written_at)
			VALUES (#{draft}, #{file}, #{element}, #{words}, #{author}, #{at})
			""")
	void insert(@Param("draft") long draft, @Param("file") String file, @Param("element") String element,
			@Param("words") String words, @Param("author") String author, @Param("at") Instant at);

	@Select("""
			SELECT id, draft_id, file, element, words, author, written_at, resolved_by, resolved_at FROM draft_comment
			WHERE draft_id = #{draft} ORDER BY id LIMIT #{limit}
			""")
	List<DraftComment> of(@Param("draft") long draft, @Param("limit") int limit);

	@Select("SELECT COUNT(*) FROM draft_comment WHERE draft_id = #{draft}")
	int count(long draft);

	/** Unless it is settled already. */
	@Update("""
			UPDATE draft_comment SET resolved_by = #{account}, resolved_at = #{at}
			WHERE id = #{id} AND draft_id = #{draft} AND resolved_at IS NULL
			""")
	int resolve(@Param("draft") long draft, @Param("id") long id, @Param("account") String account,
			@Param("at") Instant at);

}
