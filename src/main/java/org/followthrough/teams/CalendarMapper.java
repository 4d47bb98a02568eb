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
 * SQL of the calendars and the teams.
 */
@Mapper
interface CalendarMapper {

	@Select("SELECT version FROM calendar_change")
	long version();

	/** Whoever changes anything waits here for whoever does so right now. */
	@Update("UPDATE calendar_change SET version = version + 1")
	void change();

	@Select("SELECT id, name, zone, country, region, feed, version, changed_at FROM working_calendar ORDER BY name")
	List<CalendarRow> calendars();

	@Select("""
			SELECT id, name, zone, country, region, feed, version, changed_at FROM working_calendar WHERE name = #{name}
			""")
	Optional<CalendarRow> calendar(String name);

	@Select("SELECT name FROM working_calendar WHERE id = #{id}")
	Optional<String> nameOf(long id);

	@Select("""
			INSERT INTO working_calendar (name, zone, country, region, feed, version, changed_at)
			VALUES (#{name}, #{p.zone}, #{p.country}, #{p.region}, #{p.feed}, 1, #{now}) RETURNING id
			""")
	long insert(@Param("name") String name, @Param("p") Plan plan, @Param("now") Instant now);

	@Update("""
			UPDATE working_calendar SET zone = #{p.zone}, country = #{p.country}, region = #{p.region},
			  feed = #{p.feed}, version = version + 1, changed_at = #{now}
			WHERE id = #{id}
			""")
	void update(@Param("id") long id, @Param("p") Plan plan, @Param("now") Instant now);

	@Delete("DELETE FROM working_calendar WHERE id = #{id}")
	void remove(long id);

	@Select("SELECT calendar_id, weekday, opens, closes FROM calendar_hours ORDER BY calendar_id, weekday, opens")
	List<HoursRow> hours();

	@Insert("""
			INSERT INTO calendar_hours (calendar_id, weekday, opens, closes)
			VALUES (#{calendarId}, #{weekday}, #{opens}, #{closes})
			""")
	void addHours(HoursRow hours);

	@Delete("DELETE FROM calendar_hours WHERE calendar_id = #{id}")
	void removeHours(long id);

	@Select("SELECT calendar_id, first_day, last_day, name FROM calendar_closure ORDER BY first_day, id")
	List<ClosureRow> closures();

	@Insert("""
			INSERT INTO calendar_closure (calendar_id, first_day, last_day, name)
			VALUES (#{calendarId}, #{firstDay}, #{lastDay}, #{name})
			""")
	void addClosure(ClosureRow closure);

	@Delete("DELETE FROM calendar_closure WHERE calendar_id = #{id}")
	void removeClosures(long id);

	@Select("SELECT name, calendar_id AS calendar, manager, manager_above FROM team ORDER BY name")
	List<Team> teams();

	@Select("SELECT name, calendar_id AS calendar, manager, manager_above FROM team WHERE name = #{name}")
	Optional<Team> team(String name);

	@Insert("""
			INSERT INTO team (name, calendar_id, manager, manager_above)
			VALUES (#{name}, #{calendar}, #{manager}, #{managerAbove})
			ON DUPLICATE KEY UPDATE calendar_id = #{calendar}, manager = #{manager}, manager_above = #{managerAbove}
			""")
	void saveTeam(Team team);

	@Delete("DELETE FROM team WHERE name = #{name}")
	void removeTeam(String name);

	/**
	 * A row of the calendars.
	 */
	record CalendarRow(long id, String name, String zone, @Nullable String country, @Nullable String region,
			@Nullable String feed, int version, Instant changedAt) {
	}

	/**
	 * Hours on a weekday, 1 for Monday, in minutes of the day.
	 */
	record HoursRow(long calendarId, int weekday, int opens, int closes) {
	}

	/**
	 * Days on which a calendar is closed.
	 */
	record ClosureRow(long calendarId, LocalDate firstDay, LocalDate lastDay, String name) {
	}

}
