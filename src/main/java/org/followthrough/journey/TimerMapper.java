package org.followthrough.journey;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of what waits for an amount of working time.
 */
@Mapper
interface TimerMapper {

	/**
	 * The engine writes so what kind of timer a job comes from. The clock of a step is
	 * set by the promises, whatever its model says until then.
	 */
	String RELATIVE = """
			 j.TYPE_ = 'timer' AND (d.JOB_CONFIGURATION_ LIKE 'DURATION:%' OR d.JOB_CONFIGURATION_ LIKE 'CYCLE:%')
			  AND d.ACT_ID_ <> 'step-time-came'
			""";

	@Select("""
			SELECT COUNT(*) FROM support_case c JOIN ACT_RU_EXECUTION e ON e.BUSINESS_KEY_ = c.number
			JOIN ACT_RU_JOB j ON j.PROCESS_INSTANCE_ID_ = e.ID_ JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_
			WHERE c.team = #{team} AND c.closed_as IS NULL AND
			""" + RELATIVE)
	int count(String team);

	@Select("""
			SELECT COUNT(*) FROM support_case c JOIN promise p ON p.case_id = c.id
			WHERE c.team = #{team} AND c.closed_as IS NULL AND p.ended_at IS NULL AND p.span IS NOT NULL
			""")
	int countPromises(String team);

	@Select("""
			SELECT j.ID_ AS id, d.ACT_ID_ AS step, j.DUEDATE_ AS due_at FROM ACT_RU_EXECUTION e
			JOIN ACT_RU_JOB j ON j.PROCESS_INSTANCE_ID_ = e.ID_ JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND
			""" + RELATIVE)
	List<Timer> of(String caseNumber);

	/**
	 * A timer that runs.
	 *
	 * @param id the engine's job
	 * @param step the id of its event in the model
	 * @param dueAt when it rings
	 */
	record Timer(String id, String step, Instant dueAt) {
	}

}
