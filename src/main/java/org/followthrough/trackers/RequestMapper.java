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
 * SQL of what is to be made in trackers.
 */
@Mapper
interface RequestMapper {

	String COLUMNS = """
			id, tracker, issue_id, kind, marker, title, body, requested_by, requested_at, tried_since, attempts,
			next_attempt_at, doubtful_since, done_at, failed_at, last_error
			""";

	@Insert("""
			INSERT INTO tracker_request (tracker, issue_id, kind, marker, title, body, requested_by, requested_at,
			  tried_since, next_attempt_at)
			VALUES (#{tracker}, #{issueId}, #{kind}, #{marker}, #{title}, #{body}, #{by}, #{now}, #{now}, #{now})
			""")
	void insert(@Param("tracker") String tracker, @Param("issueId") long issueId, @Param("kind") IssueRequest.Kind kind,
			@Param("marker") String marker, @Param("title") @Nullable String title, @Param("body") String body,
			@Param("by") String by, @Param("now") Instant now);

	@Select("SELECT " + COLUMNS + " FROM tracker_request WHERE id = #{id}")
	Optional<IssueRequest> find(long id);

	@Select("SELECT " + COLUMNS + " FROM tracker_request WHERE marker = #{marker}")
	Optional<IssueRequest> findByMarker(String marker);

	@Select("SELECT " + COLUMNS + """
			FROM tracker_request WHERE tracker = #{tracker} AND next_attempt_at <= #{now}
			ORDER BY next_attempt_at, id LIMIT 1
			""")
	Optional<IssueRequest> due(@Param("tracker") String tracker, @Param("now") Instant now);

	/** It is about to be sent, and from then on may have been made. */
	@Update("""
			UPDATE tracker_request SET attempts = attempts + 1, doubtful_since = COALESCE(doubtful_since, #{now})
			WHERE id = #{id} AND next_attempt_at IS NOT NULL
			""")
	int sending(@Param("id") long id, @Param("now") Instant now);

	@Update("""
			UPDATE tracker_request SET done_at = #{now}, next_attempt_at = NULL, last_error = NULL WHERE id = #{id}
			""")
	void done(@Param("id") long id, @Param("now") Instant now);

	@Update("""
			UPDATE tracker_request SET next_attempt_at = #{next}, doubtful_since = #{doubtfulSince}, last_error = #{error}
			WHERE id = #{id} AND next_attempt_at IS NOT NULL
			""")
	void later(@Param("id") long id, @Param("next") Instant next,
			@Param("doubtfulSince") @Nullable Instant doubtfulSince, @Param("error") String error);

	@Update("""
			UPDATE tracker_request SET failed_at = #{now}, next_attempt_at = NULL, doubtful_since = #{doubtfulSince},
			  last_error = #{error}
			WHERE id = #{id} AND done_at IS NULL
			""")
	void giveUp(@Param("id") long id, @Param("now") Instant now,
			@Param("doubtfulSince") @Nullable Instant doubtfulSince, @Param("error") String error);

	/**
	 * Only what met an error: what met none is waiting for its first attempt or is in
	 * one.
	 */
	@Update("""
			UPDATE tracker_request SET next_attempt_at = #{now}, tried_since = #{now}, failed_at = NULL
			WHERE id = #{id} AND done_at IS NULL AND last_error IS NOT NULL
			""")
	int retry(@Param("id") long id, @Param("now") Instant now);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM tracker_request WHERE done_at IS NULL AND issue_id IN
			<foreach collection="issues" item="issue" open="(" separator="," close=")">#{issue}</foreach>
			ORDER BY id LIMIT 500
			</script>
			""")
	List<IssueRequest> undone(@Param("issues") Collection<Long> issues);

	@Select("SELECT " + COLUMNS + """
			FROM tracker_request WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT #{limit}
			""")
	List<IssueRequest> givenUp(int limit);

	@Select("SELECT " + COLUMNS + """
			FROM tracker_request WHERE tracker = #{tracker} AND next_attempt_at IS NOT NULL
			ORDER BY next_attempt_at LIMIT #{limit}
			""")
	List<IssueRequest> waiting(@Param("tracker") String tracker, @Param("limit") int limit);

	@Delete("DELETE FROM tracker_request WHERE id = #{id} AND failed_at IS NOT NULL")
	int drop(long id);

}
