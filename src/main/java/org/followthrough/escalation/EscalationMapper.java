package org.followthrough.escalation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.cases.SupportCase;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the escalations.
 */
@Mapper
interface EscalationMapper {

	String ESCALATION = """
			id, case_id, handed_over_by, handed_over_at, product, component, steps, expected, seen, environment, affected,
			how_badly, workaround, tried, customer_sees
			""";

	String ANSWER = """
			id, escalation_id, case_id, outcome, build, explanation, answered_by, answered_at, same_as
			""";

	@Select(value = """
			INSERT INTO escalation (case_id, handed_over_by, handed_over_at, product, component, steps, expected, seen,
			  environment, affected, how_badly, workaround, tried, customer_sees)
			VALUES (#{c.id}, #{by}, #{at}, #{c.product}, #{c.component}, #{h.steps}, #{h.expected}, #{h.seen},
			  #{h.environment}, #{h.affected}, #{h.howBadly}, #{h.workaround}, #{h.tried}, #{h.customerSees})
			RETURNING
			""" + ESCALATION, affectData = true)
	Escalation insert(@Param("c") SupportCase escalated, @Param("h") HandOver handOver, @Param("by") String by,
			@Param("at") Instant at);

	@Insert("""
			<script>
			INSERT INTO escalation_check (escalation_id, place, question, answer) VALUES
			<foreach collection="checks" item="c" index="place" separator=",">
			  (#{c.escalationId}, #{place}, #{c.question}, #{c.answer})
			</foreach>
			</script>
			""")
	void insertChecks(@Param("checks") List<Check> checks);

	@Insert("""
			<script>
			INSERT INTO escalation_file (escalation_id, attachment_id) VALUES
			<foreach collection="files" item="file" separator=",">(#{id}, #{file})</foreach>
			</script>
			""")
	void insertFiles(@Param("id") long id, @Param("files") List<Long> files);

	@Select("SELECT " + ESCALATION + " FROM escalation WHERE case_id = #{caseId} ORDER BY id DESC LIMIT 1")
	Optional<Escalation> latest(long caseId);

	@Select("SELECT " + ESCALATION + " FROM escalation WHERE case_id = #{caseId} ORDER BY id LIMIT 500")
	List<Escalation> ofCase(long caseId);

	@Select("""
			SELECT c.escalation_id, c.question, c.answer FROM escalation_check c
			JOIN escalation e ON e.id = c.escalation_id
			WHERE e.case_id = #{caseId} ORDER BY c.escalation_id, c.place LIMIT 25000
			""")
	List<Check> checksOfCase(long caseId);

	@Select("""
			SELECT f.escalation_id, f.attachment_id FROM escalation_file f JOIN escalation e ON e.id = f.escalation_id
			WHERE e.case_id = #{caseId} ORDER BY f.escalation_id, f.attachment_id LIMIT 25000
			""")
	List<FileRow> filesOfCase(long caseId);

	@Select(value = """
			INSERT INTO engineering_answer (escalation_id, case_id, outcome, build, explanation, answered_by, answered_at,
			  same_as)
			VALUES (#{escalationId}, #{caseId}, #{outcome}, #{build}, #{explanation}, #{by}, #{at}, #{sameAs})
			RETURNING
			"""
			+ ANSWER, affectData = true)
	EngineeringAnswer insertAnswer(@Param("escalationId") long escalationId, @Param("caseId") long caseId,
			@Param("outcome") EngineeringAnswer.Outcome outcome, @Param("build") String build,
			@Param("explanation") String explanation, @Param("by") String by, @Param("at") Instant at,
			@Param("sameAs") @Nullable Long sameAs);

	@Select("SELECT " + ANSWER + " FROM engineering_answer WHERE id = #{id}")
	EngineeringAnswer answer(long id);

	@Select("SELECT " + ANSWER + " FROM engineering_answer WHERE case_id = #{caseId} ORDER BY id DESC LIMIT 1")
	Optional<EngineeringAnswer> latestAnswer(long caseId);

	@Select("SELECT " + ANSWER + """
			FROM engineering_answer WHERE case_id = #{caseId} AND outcome <> 'INCOMPLETE' ORDER BY id DESC LIMIT 1
			""")
	Optional<EngineeringAnswer> lastFinding(long caseId);

	@Insert("""
			INSERT INTO engineering_assignment (escalation_id, assignee, assigned_by, assigned_at)
			VALUES (#{escalationId}, #{assignee}, #{by}, #{at})
			""")
	void insertAssignment(@Param("escalationId") long escalationId, @Param("assignee") String assignee,
			@Param("by") String by, @Param("at") Instant at);

	@Select("""
			SELECT DISTINCT a.assigned_by FROM engineering_answer f
			JOIN engineering_assignment a ON a.escalation_id = f.escalation_id AND a.assignee = f.answered_by
			WHERE f.id = #{answerId} LIMIT 500
			""")
	Set<String> assignedBy(long answerId);

	/** What was given on the cases of a defect, without what came from there. */
	@Select("""
			SELECT a.id, a.escalation_id, a.case_id, a.outcome, a.build, a.explanation, a.answered_by, a.answered_at,
			  a.same_as
			FROM defect_news n JOIN engineering_answer a ON a.id = n.answer_id
			WHERE n.defect_id = #{defectId} AND n.kind IN ('FIXED', 'NOT_A_DEFECT', 'WONT_FIX')
			ORDER BY a.id DESC LIMIT 100
			""")
	List<EngineeringAnswer> givenOnDefect(long defectId);

	/** A case's last answer only; one before it was no cure. */
	@Select("""
			SELECT a.id, a.escalation_id, a.case_id, a.outcome, a.build, a.explanation, a.answered_by, a.answered_at,
			  a.same_as
			FROM engineering_answer a JOIN support_case c ON c.id = a.case_id AND c.closed_as IS NULL
			WHERE a.build = #{build} AND a.id > #{after} AND a.outcome = 'FIXED' AND NOT EXISTS (
			  SELECT 1 FROM engineering_answer x WHERE x.case_id = a.case_id AND x.id > a.id)
			ORDER BY a.id LIMIT #{limit}
			""")
	List<EngineeringAnswer> openFixesIn(@Param("build") String build, @Param("after") long after,
			@Param("limit") int limit);

	@Select("SELECT " + ANSWER + " FROM engineering_answer WHERE case_id = #{caseId} ORDER BY id LIMIT 500")
	List<EngineeringAnswer> answers(long caseId);

	/**
	 * A file that went along.
	 */
	record FileRow(long escalationId, long attachmentId) {
	}

}
