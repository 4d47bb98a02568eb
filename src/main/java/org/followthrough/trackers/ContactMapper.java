package org.followthrough.trackers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the contact with trackers.
 */
@Mapper
interface ContactMapper {

	String COLUMNS = """
			name, holds, quiet_until, failures, failing_since, last_error, contact_at, changes_since, poll_etag,
			next_poll_at, polled_at, refused
			""";

	@Insert("""
			INSERT IGNORE INTO tracker (name, changes_since, next_poll_at) VALUES (#{name}, #{now}, #{now})
			""")
	void begin(@Param("name") String name, @Param("now") Instant now);

	@Select("SELECT " + COLUMNS + " FROM tracker WHERE name = #{name}")
	Optional<Contact> find(String name);

	@Select("SELECT " + COLUMNS + " FROM tracker ORDER BY name")
	List<Contact> all();

	/** Whether there is something to do at a tracker, and nobody is at it. */
	@Select("""
			SELECT EXISTS (SELECT 1 FROM tracker t WHERE t.name = #{name}
			  AND (t.held_until IS NULL OR t.held_until <= #{now}) AND (t.quiet_until IS NULL OR t.quiet_until <= #{now})
			  AND (t.next_poll_at <= #{now}
			    OR EXISTS (SELECT 1 FROM tracker_request r WHERE r.tracker = t.name AND r.next_attempt_at <= #{now})
			    OR EXISTS (SELECT 1 FROM tracker_issue i WHERE i.tracker = t.name AND i.read_due_at <= #{now})))
			""")
	boolean isWanted(@Param("name") String name, @Param("now") Instant now);

	@Update("""
			UPDATE tracker SET held_until = #{until}, holds = holds + 1
			WHERE name = #{name} AND (held_until IS NULL OR held_until <= #{now})
			  AND (quiet_until IS NULL OR quiet_until <= #{now})
			""")
	int take(@Param("name") String name, @Param("now") Instant now, @Param("until") Instant until);

	@Update("UPDATE tracker SET held_until = #{until} WHERE name = #{name} AND holds = #{holds}")
	int hold(@Param("name") String name, @Param("holds") int holds, @Param("until") @Nullable Instant until);

	/** It answered, whatever it said. */
	@Update("""
			UPDATE tracker SET contact_at = #{now}, failures = 0, failing_since = NULL, last_error = NULL, quiet_until = NULL
			WHERE name = #{name}
			""")
	void answered(@Param("name") String name, @Param("now") Instant now);

	@Update("""
			UPDATE tracker SET failures = failures + 1, failing_since = COALESCE(failing_since, #{now}),
			  last_error = #{error}, quiet_until = #{until} WHERE name = #{name}
			""")
	void troubled(@Param("name") String name, @Param("error") String error, @Param("now") Instant now,
			@Param("until") Instant until);

	/** A person wants it tried now. */
	@Update("UPDATE tracker SET quiet_until = NULL, next_poll_at = #{now} WHERE name = #{name}")
	void tryNow(@Param("name") String name, @Param("now") Instant now);

	@Update("""
			UPDATE tracker SET changes_since = #{since}, poll_etag = #{etag}, polled_at = #{now}, next_poll_at = #{next}
			WHERE name = #{name}
			""")
	void polled(@Param("name") String name, @Param("since") Instant since, @Param("etag") @Nullable String etag,
			@Param("now") Instant now, @Param("next") Instant next);

	@Update("UPDATE tracker SET refused = refused + #{more} WHERE name = #{name}")
	void refused(@Param("name") String name, @Param("more") long more);

}
