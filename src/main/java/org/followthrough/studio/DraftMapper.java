package org.followthrough.studio;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of drafts and of those who have had a hand in them.
 */
@Mapper
interface DraftMapper {

	String COLUMNS = "id, version, title, why, state, author, created_at, changed_at, approver, publish_at, "
			+ "published_at, deployment, returned, returned_by";

	@Select(value = """
			INSERT INTO draft (version, title, why, state, author, created_at, changed_at)
			VALUES (1, #{title}, #{why}, 'EDITING', #{author}, #{at}, #{at}) RETURNING id
			""", affectData = true)
	long insert(@Param("title") String title, @Param("why") String why, @Param("author") String author,
			@Param("at") Instant at);

	@Select("SELECT " + COLUMNS + " FROM draft WHERE id = #{id}")
	Optional<Draft> find(long id);

	@Select("SELECT " + COLUMNS + " FROM draft WHERE id = #{id} FOR UPDATE")
	Optional<Draft> lock(long id);

	/** Whatever state it was in; its row is locked. */
	@Update("""
			UPDATE draft SET version = version + 1, title = #{d.title}, why = #{d.why}, state = #{d.state},
			  changed_at = #{at}, approver = #{d.approver}, publish_at = #{d.publishAt},
			  published_at = #{d.publishedAt}, deployment = #{d.deployment}, returned = #{d.returned},
			  returned_by = #{d.returnedBy}
			WHERE id = #{d.id}
			""")
	void update(@Param("d") Draft draft, @Param("at") Instant at);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """

			FROM draft WHERE state IN
			<foreach collection="states" item="state" open="(" separator="," close=")">#{state}</foreach>
			ORDER BY changed_at DESC, id DESC LIMIT #{limit}
			</script>
			""")
	List<Draft> in(@Param("states") Collection<DraftState> states, @Param("limit") int limit);

	/**
	 * What a manager may approve, what came back to them, and what an upgrade brought and
	 * nobody has looked at.
	 */
	@Select("""
			SELECT d.id FROM draft d LEFT JOIN draft_editor e ON e.draft_id = d.id AND e.account = #{account}
			WHERE d.state IN ('IN_REVIEW', 'EDITING')
			  AND CASE d.state WHEN 'IN_REVIEW' THEN e.account IS NULL AND d.author != #{account}
			    ELSE (d.returned IS NOT NULL AND (e.account IS NOT NULL OR d.author = #{account}))
			      OR (EXISTS (SELECT 1 FROM draft_upgrade u WHERE u.draft_id = d.id)
			        AND NOT EXISTS (SELECT 1 FROM draft_editor o WHERE o.draft_id = d.id)) END
			ORDER BY d.id LIMIT #{limit}
			""")
	List<Long> atHand(@Param("account") String account, @Param("limit") int limit);

	/** The one whose time came first, unless another node has it in hand. */
	@Select("SELECT " + COLUMNS + """
			 FROM draft WHERE state = 'APPROVED' AND publish_at <= #{now}
			ORDER BY publish_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
			""")
	Optional<Draft> lockDue(Instant now);

	@Insert("INSERT IGNORE INTO draft_editor (draft_id, account) VALUES (#{draft}, #{account})")
	int addEditor(@Param("draft") long draft, @Param("account") String account);

	@Select("SELECT account FROM draft_editor WHERE draft_id = #{draft} ORDER BY account")
	List<String> editors(long draft);

	String FILE = "draft_id, name, made_from, revision, saved_by, saved_at, content";

	@Select("SELECT " + FILE + " FROM draft_file WHERE draft_id = #{draft} ORDER BY name")
	List<DraftFile> files(long draft);

	/** The files without what is in them. */
	@Select("""
			SELECT name, made_from, revision, saved_by, saved_at FROM draft_file WHERE draft_id = #{draft} ORDER BY name
			""")
	List<FileState> states(long draft);

	@Select("SELECT " + FILE + " FROM draft_file WHERE draft_id = #{draft} AND name = #{name}")
	Optional<DraftFile> file(@Param("draft") long draft, @Param("name") String name);

	@Insert("""
			INSERT IGNORE INTO draft_file (draft_id, name, made_from, revision, saved_by, saved_at, content)
			VALUES (#{f.draftId}, #{f.name}, #{f.madeFrom}, #{f.revision}, #{f.savedBy}, #{f.savedAt}, #{f.content})
			""")
	int addFile(@Param("f") DraftFile file);

	/** Unless somebody has saved another one since. */
	@Update("""
			UPDATE draft_file SET made_from = #{f.madeFrom}, revision = #{f.revision}, saved_by = #{f.savedBy},
			  saved_at = #{f.savedAt}, content = #{f.content}
			WHERE draft_id = #{f.draftId} AND name = #{f.name} AND revision = #{f.revision} - 1
			""")
	int saveFile(@Param("f") DraftFile file);

	@Delete("DELETE FROM draft_file WHERE draft_id = #{draft} AND name = #{name}")
	int removeFile(@Param("draft") long draft, @Param("name") String name);

	/**
	 * How far a file is.
	 *
	 * @param name the file
	 * @param madeFrom the published version that it was made from; 0 for a new file
	 * @param revision counts how often it was saved
	 * @param savedBy who saved it last
	 * @param savedAt when
	 */
	record FileState(String name, int madeFrom, int revision, String savedBy, Instant savedAt) {

		static FileState of(DraftFile file) {
			return new FileState(file.name(), file.madeFrom(), file.revision(), file.savedBy(), file.savedAt());
		}

	}

}
