package org.followthrough.studio;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of drafts that upgrades began.
 */
@Mapper
interface UpgradeMapper {

	/**
	 * Those that may still come to something, the newest first; their drafts are locked.
	 */
	@Select("""
			SELECT d.id FROM draft d JOIN draft_upgrade u ON u.draft_id = d.id
			WHERE d.state IN ('EDITING', 'IN_REVIEW', 'APPROVED') ORDER BY d.id DESC FOR UPDATE
			""")
	List<Long> lockOpen();

	@Insert("INSERT INTO draft_upgrade (draft_id, product, notes) VALUES (#{u.draftId}, #{u.product}, #{u.notes})")
	void insert(@Param("u") Upgrade upgrade);

	@Insert("""
			INSERT INTO draft_upgrade_file (draft_id, name, base, ours, shipped, came, problem)
			VALUES (#{f.draftId}, #{f.name}, #{f.base}, #{f.ours}, #{f.shipped}, #{f.came}, #{f.problem})
			""")
	void insertFile(@Param("f") FileRow file);

	@Insert("""
			INSERT INTO draft_conflict (draft_id, file, element, elements, shipped_words, our_words, why, comment_id)
			VALUES (#{c.draftId}, #{c.file}, #{c.element}, #{c.elements}, #{c.shippedWords}, #{c.ourWords}, #{c.why},
			  #{c.commentId})
			""")
	void insertConflict(@Param("c") ConflictRow conflict);

	@Select(value = """
			INSERT INTO draft_comment (draft_id, file, element, words, author, written_at)
			VALUES (#{draft}, #{file}, #{element}, #{words}, #{author}, #{at}) RETURNING id
			""", affectData = true)
	long comment(@Param("draft") long draft, @Param("file") String file, @Param("element") String element,
			@Param("words") String words, @Param("author") String author, @Param("at") Instant at);

	@Select("SELECT draft_id, product, notes FROM draft_upgrade WHERE draft_id = #{draft}")
	Optional<Upgrade> find(long draft);

	@Select("""
			SELECT draft_id, name, base, ours, shipped, came, problem FROM draft_upgrade_file
			WHERE draft_id = #{draft} ORDER BY name
			""")
	List<FileRow> files(long draft);

	@Select("""
			SELECT id, draft_id, file, element, elements, shipped_words, our_words, why, comment_id, choice, settled_by,
			  settled_at FROM draft_conflict WHERE draft_id = #{draft} ORDER BY id
			""")
	List<ConflictRow> conflicts(long draft);

	@Update("""
			UPDATE draft_conflict SET choice = #{choice}, settled_by = #{account}, settled_at = #{at} WHERE id = #{id}
			""")
	void settle(@Param("id") long id, @Param("choice") String choice, @Param("account") String account,
			@Param("at") Instant at);

	/** What was merged, to be merged anew. What people said stays. */
	@Delete("DELETE FROM draft_comment WHERE id IN (SELECT comment_id FROM draft_conflict WHERE draft_id = #{draft})")
	void forgetComments(long draft);

	@Delete("DELETE FROM draft_conflict WHERE draft_id = #{draft}")
	void forgetConflicts(long draft);

	@Delete("DELETE FROM draft_upgrade_file WHERE draft_id = #{draft}")
	void forgetFiles(long draft);

	@Delete("DELETE FROM draft_upgrade WHERE draft_id = #{draft}")
	void forget(long draft);

	/**
	 * A draft that an upgrade began.
	 *
	 * @param draftId the draft
	 * @param product the version of the product
	 * @param notes what there is to say about all, a sentence a line
	 */
	record Upgrade(long draftId, String product, String notes) {
	}

	/**
	 * A file that was merged.
	 */
	record FileRow(long draftId, String name, byte @Nullable [] base, byte[] ours, byte[] shipped, String came,
			String problem) {
	}

	/**
	 * What both have changed.
	 */
	record ConflictRow(long id, long draftId, String file, String element, String elements, String shippedWords,
			String ourWords, String why, long commentId, @Nullable String choice, @Nullable String settledBy,
			@Nullable Instant settledAt) {
	}

}
