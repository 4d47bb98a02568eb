package org.followthrough.journey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Look;
import org.followthrough.promises.Promise;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads the engine's tasks. The engine's own queries join what a list needs row
 * by row; these read a page in one statement.
 */
@Mapper
interface TaskMapper {

	String COLUMNS = """
			t.ID_ AS id, t.TASK_DEF_KEY_ AS task_key, t.NAME_ AS name, e.BUSINESS_KEY_ AS case_number,
			t.ASSIGNEE_ AS assignee, t.CREATE_TIME_ AS created_at, t.DUE_DATE_ AS due_at, t.PRIORITY_ AS priority,
			t.PROC_DEF_ID_ AS model, (SELECT MIN(l.USER_ID_) FROM ACT_RU_IDENTITYLINK l
			  WHERE l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate') AS candidate
			""";

	String TASKS = " FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_ ";

	@Select("SELECT " + COLUMNS + TASKS + " WHERE t.ID_ = #{id}")
	Optional<Row> find(String id);

	/**
	 * Waits for whoever moves a task's case, and holds its row. The engine's own rows
	 * stay free.
	 */
	@Select("SELECT * FROM support_case WHERE number = (SELECT e.BUSINESS_KEY_" + TASKS
			+ "WHERE t.ID_ = #{id}) FOR UPDATE")
	Optional<SupportCase> lockCase(String id);

	@Select("SELECT " + COLUMNS + TASKS + " WHERE e.BUSINESS_KEY_ = #{caseNumber}")
	List<Row> ofCase(String caseNumber);

	/**
	 * A person's own tasks and those they could take, by due time. The groups are asked
	 * for in a way that can't be turned into a join, so that the index by due time is
	 * read until the page is full, however many tasks there are.
	 */
	@Select("""
			<script>
			(SELECT
			""" + COLUMNS + TASKS + """
			WHERE t.ASSIGNEE_ = #{account}
			<if test="after != null">
			  AND (t.DUE_DATE_ &gt; #{after.dueAt} OR (t.DUE_DATE_ = #{after.dueAt} AND t.ID_ &gt; #{after.id}))
			</if>
			ORDER BY t.DUE_DATE_, t.ID_ LIMIT #{limit})
			<if test="!groups.isEmpty()">
			UNION ALL
			(SELECT
			""" + COLUMNS + TASKS + """
			WHERE t.ASSIGNEE_ IS NULL
			<if test="after != null">
			  AND (t.DUE_DATE_ &gt; #{after.dueAt} OR (t.DUE_DATE_ = #{after.dueAt} AND t.ID_ &gt; #{after.id}))
			</if>
			AND (SELECT l.ID_ FROM ACT_RU_IDENTITYLINK l WHERE l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate'
			  AND (l.USER_ID_ = #{account} OR l.GROUP_ID_ IN
			  <foreach collection="groups" item="group" open="(" separator="," close=")">#{group}</foreach>)
			  LIMIT 1) IS NOT NULL
			ORDER BY t.DUE_DATE_, t.ID_ LIMIT #{limit})
			</if>
			ORDER BY due_at, id LIMIT #{limit}
			</script>
			""")
	List<Row> page(@Param("account") String account, @Param("groups") Collection<String> groups,
			@Param("after") @Nullable Place after, @Param("limit") int limit);

	/** A page of what waits for groups, in the same way. */
	@Select("""
			<script>
			SELECT t.ID_ FROM ACT_RU_TASK t WHERE t.ASSIGNEE_ IS NULL
			AND (SELECT l.ID_ FROM ACT_RU_IDENTITYLINK l WHERE l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate'
			  AND l.GROUP_ID_ IN
			  <foreach collection="groups" item="group" open="(" separator="," close=")">#{group}</foreach>
			  LIMIT 1) IS NOT NULL
			ORDER BY t.DUE_DATE_, t.ID_ LIMIT #{most} OFFSET #{first}
			</script>
			""")
	List<String> waitingFor(@Param("groups") Collection<String> groups, @Param("first") int first,
			@Param("most") int most);

	/**
	 * How much waits for groups: what is meant for them but for what somebody has. Both
	 * are counted within indexes; no row is read.
	 */
	@Select("""
			<script>
			SELECT
			  (SELECT COUNT(DISTINCT l.TASK_ID_) FROM ACT_RU_IDENTITYLINK l WHERE l.TYPE_ = 'candidate' AND l.GROUP_ID_ IN
			   <foreach collection="groups" item="group" open="(" separator="," close=")">#{group}</foreach>)
			  -
			  (SELECT COUNT(DISTINCT l.TASK_ID_) FROM ACT_RU_TASK t
			   JOIN ACT_RU_IDENTITYLINK l ON l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate' AND l.GROUP_ID_ IN
			   <foreach collection="groups" item="group" open="(" separator="," close=")">#{group}</foreach>
			   WHERE t.ASSIGNEE_ IS NOT NULL)
			</script>
			""")
	long countWaitingFor(@Param("groups") Collection<String> groups);

	@Select("""
			SELECT f.KEY_ AS form_key, b.BYTES_ AS content
			FROM ACT_RE_CAMFORMDEF f
			JOIN (SELECT KEY_, MAX(VERSION_) AS VERSION_ FROM ACT_RE_CAMFORMDEF GROUP BY KEY_) latest
			  ON latest.KEY_ = f.KEY_ AND latest.VERSION_ = f.VERSION_
			JOIN ACT_GE_BYTEARRAY b ON b.DEPLOYMENT_ID_ = f.DEPLOYMENT_ID_ AND b.NAME_ = f.RESOURCE_NAME_
			""")
	List<FormRow> forms();

	/** Who has a task of cases, and which wait for somebody. */
	@Select("""
			<script>
			SELECT e.BUSINESS_KEY_ AS case_number, t.ASSIGNEE_ AS assignee
			""" + TASKS + """
			WHERE t.TASK_DEF_KEY_ = #{taskKey} AND e.BUSINESS_KEY_ IN
			<foreach collection="cases" item="number" open="(" separator="," close=")">#{number}</foreach>
			ORDER BY t.ID_
			</script>
			""")
	List<Holder> holders(@Param("cases") Collection<String> cases, @Param("taskKey") String taskKey);

	@Select("SELECT t.ASSIGNEE_" + TASKS + """
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ = #{taskKey} AND t.ASSIGNEE_ IS NOT NULL LIMIT 1
			""")
	Optional<String> assignee(@Param("caseNumber") String caseNumber, @Param("taskKey") String taskKey);

	/** Who has a task, or else for whom alone it is. */
	@Select("SELECT COALESCE(t.ASSIGNEE_, (SELECT MIN(l.USER_ID_) FROM ACT_RU_IDENTITYLINK l"
			+ " WHERE l.TASK_ID_ = t.ID_ AND l.TYPE_ = 'candidate'))" + TASKS + """
					WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ = #{taskKey} LIMIT 1
					""")
	Optional<String> meantFor(@Param("caseNumber") String caseNumber, @Param("taskKey") String taskKey);

	@Select("SELECT DISTINCT KEY_ FROM ACT_RE_PROCDEF")
	Set<String> publishedProcesses();

	@Select("""
			SELECT ASSIGNEE_ AS account, END_TIME_ AS at, DELETE_REASON_ AS reason
			FROM ACT_HI_TASKINST WHERE ID_ = #{id} AND END_TIME_ IS NOT NULL
			""")
	Optional<Done> done(String id);

	@Select("SELECT COUNT(*)" + TASKS + " WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ = #{taskKey}")
	int count(@Param("caseNumber") String caseNumber, @Param("taskKey") String taskKey);

	/**
	 * Shows a promise's due time on the open tasks of its case, but for those that have a
	 * clock of their own. The engine's revision stays as it is, so that nobody who
	 * completes a task at this moment is told to try again.
	 */
	@Update("""
			UPDATE ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
			SET t.DUE_DATE_ = #{dueAt}, t.FOLLOW_UP_DATE_ = #{remindAt}
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ NOT IN ('reproduce-and-fix', 'verify-fix', 'review-reply', 'rework-reply')
			""")
	void setDue(@Param("caseNumber") String caseNumber, @Param("remindAt") Instant remindAt,
			@Param("dueAt") Instant dueAt);

	/** Shows on the task of a step by when it is owed, in the same way. */
	@Update("""
			UPDATE ACT_RU_TASK t JOIN ACT_RU_EXECUTION e ON e.ID_ = t.PROC_INST_ID_
			SET t.DUE_DATE_ = #{dueAt}, t.FOLLOW_UP_DATE_ = #{remindAt}
			WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ IN ('reproduce-and-fix', 'verify-fix')
			""")
	void setStepDue(@Param("caseNumber") String caseNumber, @Param("remindAt") Instant remindAt,
			@Param("dueAt") Instant dueAt);

	@Select("SELECT t.ID_" + TASKS + " WHERE e.BUSINESS_KEY_ = #{caseNumber} AND t.TASK_DEF_KEY_ = #{taskKey}")
	List<String> open(@Param("caseNumber") String caseNumber, @Param("taskKey") String taskKey);

	@Select("""
			SELECT c.priority, c.owner, c.team, p.remind_at, p.due_at, COALESCE(p.called, 0) AS called FROM support_case c LEFT JOIN promise p ON p.running_case = c.id
			WHERE c.number = #{caseNumber}
			""")
	Urgency urgency(String caseNumber);

	/**
	 * What a new task takes from its case.
	 */
	record Urgency(int priority, @Nullable String owner, @Nullable String team, @Nullable Instant remindAt,
			@Nullable Instant dueAt, int called) {

		static Urgency of(SupportCase one, Look look) {
			Promise promise = look.promise();
			return new Urgency(one.priority(), one.owner(), one.team(), (promise != null) ? promise.remindAt() : null,
					(promise != null) ? promise.dueAt() : null, look.called());
		}

	}

	/**
	 * Who has the task of a case.
	 */
	record Holder(String caseNumber, @Nullable String assignee) {
	}

	/**
	 * A task, with the id of the published model that it belongs to, and the account of
	 * the one person whom it is for, if it isn't for groups.
	 */
	record Row(String id, String taskKey, @Nullable String name, String caseNumber, @Nullable String assignee,
			Instant createdAt, @Nullable Instant dueAt, int priority, String model, @Nullable String candidate) {

		Row assignedTo(@Nullable String account) {
			return new Row(this.id, this.taskKey, this.name, this.caseNumber, account, this.createdAt, this.dueAt,
					this.priority, this.model, this.candidate);
		}

	}

	/**
	 * Where a page ended.
	 */
	record Place(Instant dueAt, String id) {
	}

	/**
	 * A published form.
	 */
	record FormRow(String formKey, byte[] content) {
	}

	/**
	 * A task that has ended.
	 */
	record Done(@Nullable String account, Instant at, @Nullable String reason) {
	}

}
