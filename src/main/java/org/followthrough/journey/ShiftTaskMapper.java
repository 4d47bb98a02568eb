package org.followthrough.journey;

import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.rota.OpenEscalations;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the tasks that engineers take turns at.
 */
@Mapper
interface ShiftTaskMapper {

	String TASKS = " FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_ ";

	/**
	 * Open cases in their order, until there are enough. Counted, since where the tasks
	 * merely have to exist, the database reads all journeys and sorts what it finds.
	 */
	@Select("""
			SELECT c.id, c.number FROM support_case c
			WHERE c.team = #{team} AND c.closed_as IS NULL AND c.id > #{after} AND 0 < (SELECT COUNT(*)
			""" + TASKS + """
			WHERE e.BUSINESS_KEY_ = c.number AND t.TASK_DEF_KEY_ = 'reproduce-and-fix')
			ORDER BY c.id LIMIT #{limit}
			""")
	List<OpenEscalations.Escalated> ofTeam(@Param("team") String team, @Param("after") long after,
			@Param("limit") int limit);

	@Select("SELECT e.BUSINESS_KEY_" + TASKS + """
			WHERE t.ASSIGNEE_ = #{account} AND t.TASK_DEF_KEY_ = 'reproduce-and-fix' ORDER BY t.ID_ LIMIT #{limit}
			""")
	List<String> heldBy(@Param("account") String account, @Param("limit") int limit);

	/** The task with which engineering has a case. */
	@Select("SELECT t.ID_ AS id, t.ASSIGNEE_ AS holder" + TASKS + """
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ = 'reproduce-and-fix' LIMIT 1
			""")
	Optional<ShiftTask> ofCase(String caseNumber);

	/**
	 * The task with which engineering has a case.
	 *
	 * @param id the task
	 * @param holder who has it; null while nobody does
	 */
	record ShiftTask(String id, @Nullable String holder) {
	}

}
