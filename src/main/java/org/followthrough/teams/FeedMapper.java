package org.followthrough.teams;

import java.time.Instant;
import java.time.LocalDate;
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
 * SQL of the calendars' feeds.
 */
@Mapper
interface FeedMapper {

	@Select("""
			SELECT calendar_id, fetched_at, failing_since, last_error, next_fetch_at FROM calendar_feed
			""")
	List<StateRow> states();

	@Select("""
			SELECT f.calendar_id, c.name, f.address, f.content, f.etag, f.last_modified, f.attempts, f.failing_since
			FROM calendar_feed f JOIN working_calendar c ON c.id = f.calendar_id
			WHERE f.next_fetch_at <= #{now} ORDER BY f.next_fetch_at LIMIT 1 FOR UPDATE SKIP LOCKED
			""")
	Optional<FeedRow> lockDue(Instant now);

	/**
	 * Only as long as it is the same feed: its address may have been changed meanwhile.
	 */
	@Select("""
			SELECT COUNT(*) FROM calendar_feed WHERE calendar_id = #{calendarId} AND address = #{address} FOR UPDATE
			""")
	boolean lock(@Param("calendarId") long calendarId, @Param("address") String address);

	@Update("UPDATE calendar_feed SET next_fetch_at = #{at} WHERE calendar_id = #{calendarId}")
	void next(@Param("calendarId") long calendarId, @Param("at") Instant at);

	@Insert("""
			INSERT INTO calendar_feed (calendar_id, address, next_fetch_at) VALUES (#{calendarId}, #{address}, #{now})
			""")
	void begin(@Param("calendarId") long calendarId, @Param("address") String address, @Param("now") Instant now);

	@Delete("DELETE FROM calendar_feed WHERE calendar_id = #{calendarId}")
	void end(long calendarId);

	@Update("""
			UPDATE calendar_feed SET content = #{content}, etag = #{etag}, last_modified = #{lastModified},
			  fetched_at = #{now}, failing_since = NULL, attempts = 0, last_error = NULL, next_fetch_at = #{next}
			WHERE calendar_id = #{calendarId}
			""")
	void read(@Param("calendarId") long calendarId, @Param("content") String content,
			@Param("etag") @Nullable String etag, @Param("lastModified") @Nullable String lastModified,
			@Param("now") Instant now, @Param("next") Instant next);

	/**
	 * What a file says, until the feed can be read: it is asked for whole then.
	 */
	@Update("""
			UPDATE calendar_feed SET content = #{content}, etag = NULL, last_modified = NULL, fetched_at = #{now},
			  failing_since = NULL, attempts = 0, last_error = NULL, next_fetch_at = #{next}
			WHERE calendar_id = #{calendarId}
			""")
	void standsIn(@Param("calendarId") long calendarId, @Param("content") String content, @Param("now") Instant now,
			@Param("next") Instant next);

	@Update("""
			UPDATE calendar_feed SET failing_since = COALESCE(failing_since, #{now}), attempts = attempts + 1,
			  last_error = #{error}, next_fetch_at = #{next}
			WHERE calendar_id = #{calendarId}
			""")
	void failed(@Param("calendarId") long calendarId, @Param("error") String error, @Param("now") Instant now,
			@Param("next") Instant next);

	@Select("SELECT calendar_id, day, name FROM calendar_feed_day ORDER BY calendar_id, day")
	List<DayRow> days();

	@Select("SELECT calendar_id, starts_at, ends_at, name FROM calendar_feed_hours ORDER BY calendar_id, starts_at")
	List<ClosedRow> closedHours();

	@Insert("INSERT INTO calendar_feed_day (calendar_id, day, name) VALUES (#{calendarId}, #{day}, #{name})")
	void addDay(DayRow day);

	@Insert("""
			INSERT INTO calendar_feed_hours (calendar_id, starts_at, ends_at, name)
			VALUES (#{calendarId}, #{startsAt}, #{endsAt}, #{name})
			""")
	void addClosedHours(ClosedRow hours);

	@Delete("DELETE FROM calendar_feed_day WHERE calendar_id = #{calendarId}")
	void removeDays(long calendarId);

	@Delete("DELETE FROM calendar_feed_hours WHERE calendar_id = #{calendarId}")
	void removeClosedHours(long calendarId);

	/**
	 * A feed that is due, with what it was when it was read last.
	 */
	record FeedRow(long calendarId, String name, String address, @Nullable String content, @Nullable String etag,
			@Nullable String lastModified, int attempts, @Nullable Instant failingSince) {
	}

	/**
	 * How a feed is.
	 */
	record StateRow(long calendarId, @Nullable Instant fetchedAt, @Nullable Instant failingSince,
			@Nullable String lastError, Instant nextFetchAt) {
	}

	/**
	 * A day off.
	 */
	record DayRow(long calendarId, LocalDate day, String name) {
	}

	/**
	 * Closed hours within a day.
	 */
	record ClosedRow(long calendarId, Instant startsAt, Instant endsAt, String name) {
	}

}
