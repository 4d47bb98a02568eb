package org.followthrough.journey;

import java.time.Instant;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL that finds the journey of one review among those that run for a case: by the case's
 * number, and the variable that names the review.
 */
@Mapper
interface ReviewRows {

	String JOURNEYS = """
			 ACT_RU_EXECUTION e JOIN ACT_RU_VARIABLE v ON v.PROC_INST_ID_ = e.ID_ AND v.NAME_ = 'review'
			  AND v.LONG_ = #{review}
			""";

	String OF_CASE = " WHERE e.BUSINESS_KEY_ = #{caseNumber} AND e.PROC_DEF_KEY_ = 'reply-review' ";

	@Select("SELECT s.EXECUTION_ID_ FROM" + JOURNEYS + """
			JOIN ACT_RU_EXECUTION x ON x.PROC_INST_ID_ = e.ID_
			JOIN ACT_RU_EVENT_SUBSCR s ON s.EXECUTION_ID_ = x.ID_ AND s.EVENT_TYPE_ = 'message'
			  AND s.EVENT_NAME_ = #{message}
			""" + OF_CASE + "LIMIT 1")
	Optional<String> waitingFor(@Param("caseNumber") String caseNumber, @Param("review") long review,
			@Param("message") String message);

	/** The review that a task is part of. */
	@Select("""
			SELECT v.LONG_ FROM ACT_RU_TASK t JOIN ACT_RU_VARIABLE v ON v.PROC_INST_ID_ = t.PROC_INST_ID_
			  AND v.NAME_ = 'review'
			WHERE t.ID_ = #{task} LIMIT 1
			""")
	Optional<Long> reviewOf(String task);

	/**
	 * Has the timer of a review ring sooner. The engine's revision stays as it is:
	 * whoever moves the journey at this moment isn't told to try again, and the case that
	 * the review began on, which another may hold, need not be locked.
	 */
	@Update("UPDATE ACT_RU_JOB j JOIN ACT_RU_EXECUTION e ON e.ID_ = j.PROCESS_INSTANCE_ID_ JOIN ACT_RU_VARIABLE v "
			+ "ON v.PROC_INST_ID_ = e.ID_ AND v.NAME_ = 'review' AND v.LONG_ = #{review} SET j.DUEDATE_ = #{dueAt}"
			+ OF_CASE + "AND j.TYPE_ = 'timer' AND j.DUEDATE_ > #{dueAt}")
	void ringSooner(@Param("caseNumber") String caseNumber, @Param("review") long review,
			@Param("dueAt") Instant dueAt);

	/** Shows on the task of a review when the reply goes, in the same way. */
	@Update("UPDATE ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_ JOIN ACT_RU_VARIABLE v "
			+ "ON v.PROC_INST_ID_ = e.ID_ AND v.NAME_ = 'review' AND v.LONG_ = #{review} "
			+ "SET t.DUE_DATE_ = #{dueAt}, t.FOLLOW_UP_DATE_ = LEAST(COALESCE(t.FOLLOW_UP_DATE_, #{dueAt}), #{dueAt})"
			+ OF_CASE)
	void showDue(@Param("caseNumber") String caseNumber, @Param("review") long review, @Param("dueAt") Instant dueAt);

}
