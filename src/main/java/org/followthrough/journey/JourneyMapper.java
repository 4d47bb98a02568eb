package org.followthrough.journey;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL that finds where a case's journey stands. The engine's own queries join and sort
 * for this; these read an index.
 */
@Mapper
interface JourneyMapper {

	/**
	 * The execution that waits for a message, in the journey or in a process that it has
	 * called.
	 */
	@Select("""
			SELECT s.EXECUTION_ID_ FROM ACT_RU_EXECUTION e
			JOIN ACT_RU_EXECUTION x ON x.PROC_INST_ID_ = e.ID_
			JOIN ACT_RU_EVENT_SUBSCR s ON s.EXECUTION_ID_ = x.ID_
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND s.EVENT_TYPE_ = 'message' AND s.EVENT_NAME_ = #{message}
			LIMIT 1
			""")
	Optional<String> waitingFor(@Param("caseNumber") String caseNumber, @Param("message") String message);

	/** All executions that wait for a message, in the journey itself. */
	@Select("""
			SELECT s.EXECUTION_ID_ FROM ACT_RU_EXECUTION e
			JOIN ACT_RU_EXECUTION x ON x.PROC_INST_ID_ = e.ID_
			JOIN ACT_RU_EVENT_SUBSCR s ON s.EXECUTION_ID_ = x.ID_
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND s.EVENT_TYPE_ = 'message' AND s.EVENT_NAME_ = #{message}
			""")
	List<String> allWaitingFor(@Param("caseNumber") String caseNumber, @Param("message") String message);

	/** The executions of cases that wait for some messages, called processes included. */
	@Select("""
			<script>
			SELECT e.BUSINESS_KEY_ AS case_number, s.EVENT_NAME_ AS message, s.EXECUTION_ID_ AS execution
			FROM ACT_RU_EXECUTION e
			JOIN ACT_RU_EXECUTION x ON x.PROC_INST_ID_ = e.ID_
			JOIN ACT_RU_EVENT_SUBSCR s ON s.EXECUTION_ID_ = x.ID_
			WHERE s.EVENT_TYPE_ = 'message' AND s.EVENT_NAME_ IN
			<foreach collection="messages" item="message" open="(" separator="," close=")">#{message}</foreach>
			AND e.BUSINESS_KEY_ IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Waiting> waiting(@Param("cases") Collection<String> caseNumbers,
			@Param("messages") Collection<String> messages);

	/** The execution that is the process which the journey has called. */
	@Select("""
			SELECT ID_ FROM ACT_RU_EXECUTION
			WHERE BUSINESS_KEY_ = #{caseNumber} AND PARENT_ID_ IS NULL AND SUPER_EXEC_ IS NOT NULL LIMIT 1
			""")
	Optional<String> called(String caseNumber);

	/**
	 * The execution that is the journey itself, and was called by none. Reviews of
	 * replies run beside it.
	 */
	@Select("""
			SELECT ID_ FROM ACT_RU_EXECUTION
			WHERE BUSINESS_KEY_ = #{caseNumber} AND PARENT_ID_ IS NULL AND SUPER_EXEC_ IS NULL
			AND PROC_DEF_KEY_ = 'support-case'
			""")
	Optional<String> root(String caseNumber);

	/**
	 * The cases that jobs are of, unless something has failed in their journeys.
	 */
	@Select("""
			<script>
			SELECT j.ID_ AS job, e.ID_ AS journey, e.BUSINESS_KEY_ AS case_number FROM ACT_RU_JOB j
			JOIN ACT_RU_EXECUTION e ON e.ID_ = j.PROCESS_INSTANCE_ID_
			WHERE e.BUSINESS_KEY_ IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM ACT_RU_INCIDENT i WHERE i.PROC_INST_ID_ = j.PROCESS_INSTANCE_ID_)
			AND j.ID_ IN
			<foreach collection="jobs" item="job" open="(" separator="," close=")">#{job}</foreach>
			</script>
			""")
	List<CaseOfJob> casesOf(@Param("jobs") List<String> jobs);

	/**
	 * Where a case waits for a message.
	 */
	record Waiting(String caseNumber, String message, String execution) {
	}

	/**
	 * A job, the process that it is part of, and its case.
	 */
	record CaseOfJob(String job, String journey, String caseNumber) {
	}

}
