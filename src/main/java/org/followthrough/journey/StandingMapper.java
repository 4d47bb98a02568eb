package org.followthrough.journey;

import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL that finds where running processes stand: one statement for all of a diagram,
 * however many there are.
 */
@Mapper
interface StandingMapper {

	/**
	 * One row a process: what waits has no execution below it, unless that is another
	 * process.
	 */
	String EACH = """
			SELECT e.PROC_INST_ID_ AS instance, e.PROC_DEF_ID_ AS definition, MAX(e.BUSINESS_KEY_) AS case_number,
			  COALESCE(GROUP_CONCAT(
			    IF(EXISTS (SELECT 1 FROM ACT_RU_EXECUTION c WHERE c.PARENT_ID_ = e.ID_), NULL, e.ACT_ID_)
			    ORDER BY e.ACT_ID_ SEPARATOR ' '), '') AS places,
			  COALESCE((SELECT GROUP_CONCAT(d.ACT_ID_ ORDER BY d.ACT_ID_ SEPARATOR ' ')
			    FROM ACT_RU_JOB j JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_
			    WHERE j.PROCESS_INSTANCE_ID_ = e.PROC_INST_ID_), '') AS timers
			FROM ACT_RU_EXECUTION e
			""";

	/** All versions of a diagram, the newest first. */
	@Select("SELECT ID_ AS definition, VERSION_ AS version FROM ACT_RE_PROCDEF WHERE KEY_ = #{process} ORDER BY VERSION_ DESC")
	List<Version> versions(String process);

	/** Where processes of some versions stand, and how many stand there, most first. */
	@Select("""
			<script>
			SELECT s.definition, p.VERSION_ AS version, s.places, s.timers, COUNT(*) AS cases,
			  GROUP_CONCAT(s.case_number ORDER BY s.case_number SEPARATOR ' ' LIMIT 3) AS examples,
			  MIN(s.instance) AS instance
			FROM (
			""" + EACH + """
			WHERE e.PROC_DEF_ID_ IN
			<foreach collection="definitions" item="one" open="(" separator="," close=")">#{one}</foreach>
			GROUP BY e.PROC_INST_ID_, e.PROC_DEF_ID_) s
			JOIN ACT_RE_PROCDEF p ON p.ID_ = s.definition
			GROUP BY s.definition, p.VERSION_, s.places, s.timers ORDER BY COUNT(*) DESC, s.places, s.timers
			</script>
			""")
	List<Row> together(@Param("definitions") Collection<String> definitions);

	/** Where some processes stand. */
	@Select("""
			<script>
			SELECT s.definition, p.VERSION_ AS version, s.places, s.timers, 1 AS cases, s.case_number AS examples,
			  s.instance
			FROM (
			""" + EACH + """
			WHERE e.PROC_INST_ID_ IN
			<foreach collection="instances" item="one" open="(" separator="," close=")">#{one}</foreach>
			GROUP BY e.PROC_INST_ID_, e.PROC_DEF_ID_) s
			JOIN ACT_RE_PROCDEF p ON p.ID_ = s.definition
			</script>
			""")
	List<Row> each(@Param("instances") Collection<String> instances);

	/**
	 * A version.
	 */
	record Version(String definition, int version) {
	}

	/**
	 * Where processes stand; lists are joined by blanks.
	 */
	record Row(String definition, int version, String places, String timers, int cases, String examples,
			String instance) {
	}

}
