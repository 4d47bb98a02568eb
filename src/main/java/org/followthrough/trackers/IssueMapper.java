package org.followthrough.trackers;

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
import org.jspecify.annotations.Nullable;

/**
 * SQL of the issues and their comments.
 */
@Mapper
interface IssueMapper {

	String ISSUE = """
			id, tracker, issue_key, defect, title, status, closed, closed_at, gone, assignee, labels, changed_at, read_at,
			wants, read_due_at, attempts, last_error, linked_by, linked_at
			""";

	String COMMENT = """
			id, issue_id, remote_id, author, account, body, written_at, changed_at
			""";

	/** One with a key is to be read right away. */
	@Select(value = """
			INSERT INTO tracker_issue (tracker, issue_key, defect, title, read_due_at, linked_by, linked_at)
			VALUES (#{tracker}, #{key}, #{defect}, #{title}, IF(#{key} IS NULL, NULL, #{now}), #{by}, #{now})
			RETURNING
			""" + ISSUE, affectData = true)
	LinkedIssue insert(@Param("tracker") String tracker, @Param("key") @Nullable String key,
			@Param("defect") String defect, @Param("title") String title, @Param("by") String by,
			@Param("now") Instant now);

	@Select("SELECT " + ISSUE + " FROM tracker_issue WHERE id = #{id}")
	Optional<LinkedIssue> find(long id);

	@Select("SELECT " + ISSUE + " FROM tracker_issue WHERE id = #{id} FOR UPDATE")
	Optional<LinkedIssue> lock(long id);

	@Select("SELECT " + ISSUE + " FROM tracker_issue WHERE tracker = #{tracker} AND issue_key = #{key}")
	Optional<LinkedIssue> findByKey(@Param("tracker") String tracker, @Param("key") String key);

	@Select("SELECT " + ISSUE + " FROM tracker_issue WHERE defect = #{defect} ORDER BY id LIMIT #{limit}")
	List<LinkedIssue> ofDefect(@Param("defect") String defect, @Param("limit") int limit);

	@Select("""
			<script>
			SELECT
			""" + ISSUE + """
			FROM tracker_issue WHERE tracker = #{tracker} AND issue_key IN
			<foreach collection="keys" item="key" open="(" separator="," close=")">#{key}</foreach>
			</script>
			""")
	List<LinkedIssue> withKeys(@Param("tracker") String tracker, @Param("keys") Collection<String> keys);

	@Delete("DELETE FROM tracker_issue WHERE id = #{id}")
	int delete(long id);

	@Update("""
			UPDATE tracker_issue SET wants = wants + 1, read_due_at = LEAST(COALESCE(read_due_at, #{now}), #{now}),
			  attempts = 0
			WHERE tracker = #{tracker} AND issue_key = #{key}
			""")
	int want(@Param("tracker") String tracker, @Param("key") String key, @Param("now") Instant now);

	@Update("""
			<script>
			UPDATE tracker_issue SET wants = wants + 1, read_due_at = LEAST(COALESCE(read_due_at, #{now}), #{now})
			WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void wantAll(@Param("ids") Collection<Long> ids, @Param("now") Instant now);

	@Select("SELECT " + ISSUE + """
			FROM tracker_issue WHERE tracker = #{tracker} AND read_due_at <= #{now} ORDER BY read_due_at LIMIT 1
			""")
	Optional<LinkedIssue> due(@Param("tracker") String tracker, @Param("now") Instant now);

	/** The tracker has made it. */
	@Update("""
			UPDATE tracker_issue SET issue_key = #{key}, wants = wants + 1, read_due_at = #{now} WHERE id = #{id}
			""")
	void made(@Param("id") long id, @Param("key") String key, @Param("now") Instant now);

	/** Who wanted it read meanwhile wants it read once more. */
	@Update("""
			UPDATE tracker_issue SET issue_key = #{r.key}, title = #{r.title}, status = #{r.status}, closed = #{r.closed},
			  closed_at = #{closedAt}, gone = FALSE, assignee = #{r.assignee}, labels = #{labels},
			  changed_at = #{r.changedAt}, read_at = #{now}, attempts = 0, last_error = NULL,
			  read_due_at = IF(wants = #{wants}, #{next}, read_due_at)
			WHERE id = #{id}
			""")
	void read(@Param("id") long id, @Param("r") IssueApi.RemoteIssue read, @Param("labels") @Nullable String labels,
			@Param("closedAt") @Nullable Instant closedAt, @Param("wants") int wants, @Param("now") Instant now,
			@Param("next") Instant next);

	@Update("""
			UPDATE tracker_issue SET attempts = attempts + 1, last_error = #{error}, gone = #{gone},
			  read_due_at = IF(wants = #{wants}, #{next}, read_due_at)
			WHERE id = #{id}
			""")
	void unread(@Param("id") long id, @Param("error") String error, @Param("gone") boolean gone,
			@Param("wants") int wants, @Param("next") Instant next);

	@Select("""
			SELECT COUNT(*) FROM tracker_issue WHERE tracker = #{tracker}
			""")
	int count(String tracker);

	@Select("SELECT " + COMMENT + """
			FROM tracker_comment WHERE issue_id = #{issueId} ORDER BY written_at, id LIMIT #{limit}
			""")
	List<IssueComment> comments(@Param("issueId") long issueId, @Param("limit") int limit);

	/** The newest ones of several issues, oldest first. */
	@Select("""
			<script>
			SELECT * FROM (
			<foreach collection="issues" item="issue" separator=" UNION ALL ">
			  (SELECT
			""" + COMMENT + """
			  FROM tracker_comment WHERE issue_id = #{issue} ORDER BY written_at DESC, id DESC LIMIT #{limit})
			</foreach>
			) newest ORDER BY written_at, id
			</script>
			""")
	List<IssueComment> newestComments(@Param("issues") Collection<Long> issues, @Param("limit") int limit);

	@Insert("""
			<script>
			INSERT INTO tracker_comment (issue_id, remote_id, author, account, body, written_at, changed_at) VALUES
			<foreach collection="comments" item="c" separator=",">
			  (#{c.issueId}, #{c.remoteId}, #{c.author}, #{c.account}, #{c.body}, #{c.writtenAt}, #{c.changedAt})
			</foreach>
			ON DUPLICATE KEY UPDATE author = VALUES(author), account = VALUES(account), body = VALUES(body),
			  written_at = VALUES(written_at), changed_at = VALUES(changed_at)
			</script>
			""")
	void keep(@Param("comments") List<IssueComment> comments);

	@Delete("""
			<script>
			DELETE FROM tracker_comment WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void forget(@Param("ids") Collection<Long> ids);

}
