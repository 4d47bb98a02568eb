package org.followthrough.defects;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the defects and of the cases that hang on them.
 */
@Mapper
interface DefectMapper {

	String DEFECT = """
			id, number, title, product, state, severity, customers, opened_by, opened_at
			""";

	String LINK = """
			id, defect_id, case_id, linked_by, linked_at
			""";

	@Select("SELECT NEXT VALUE FOR defect_number")
	long nextNumber();

	@Select(value = """
			INSERT INTO defect (number, title, product, state, severity, customers, opened_by, opened_at)
			VALUES (#{number}, #{title}, #{product}, 'OPEN', #{severity}, 0, #{by}, #{at})
			RETURNING
			""" + DEFECT, affectData = true)
	Defect insert(@Param("number") String number, @Param("title") String title,
			@Param("product") @Nullable String product, @Param("severity") String severity, @Param("by") String by,
			@Param("at") Instant at);

	@Select("SELECT " + DEFECT + " FROM defect WHERE number = #{number}")
	Optional<Defect> findByNumber(String number);

	@Select("SELECT " + DEFECT + " FROM defect WHERE id = #{id} FOR UPDATE")
	Defect lock(long id);

	/** The defect on which a case hangs. */
	@Select("""
			SELECT d.id, d.number, d.title, d.product, d.state, d.severity, d.customers, d.opened_by, d.opened_at
			FROM defect_case l JOIN defect d ON d.id = l.defect_id WHERE l.running_case = #{caseId}
			""")
	Optional<Defect> ofCase(long caseId);

	@Select("""
			<script>
			SELECT
			""" + DEFECT + """
			FROM defect
			<where>
			  <if test="q.before != null">id &lt; #{q.before}</if>
			  <if test="q.state != null">AND state = #{q.state}</if>
			  <if test="q.severity != null">AND severity = #{q.severity}</if>
			</where>
			ORDER BY id DESC LIMIT #{limit}
			</script>
			""")
	List<Defect> list(@Param("q") DefectQuery query, @Param("limit") int limit);

	@Select(value = """
			INSERT INTO defect_case (defect_id, case_id, linked_by, linked_at)
			VALUES (#{defectId}, #{caseId}, #{by}, #{at})
			RETURNING
			""" + LINK, affectData = true)
	DefectCase link(@Param("defectId") long defectId, @Param("caseId") long caseId, @Param("by") String by,
			@Param("at") Instant at);

	@Update("""
			UPDATE defect_case SET ended_by = #{by}, ended_at = #{at} WHERE running_case = #{caseId}
			""")
	int unlink(@Param("caseId") long caseId, @Param("by") String by, @Param("at") Instant at);

	@Select("""
			SELECT
			""" + LINK + """
			FROM defect_case WHERE defect_id = #{defectId} AND ended_at IS NULL AND case_id > #{after}
			ORDER BY case_id LIMIT #{limit}
			""")
	List<DefectCase> cases(@Param("defectId") long defectId, @Param("after") long after, @Param("limit") int limit);

	/** The defects on which a customer's cases hang. */
	@Select("""
			SELECT DISTINCT l.defect_id FROM support_case c JOIN defect_case l ON l.running_case = c.id
			WHERE c.customer_id = #{customerId} ORDER BY l.defect_id
			""")
	List<Long> ofCustomer(long customerId);

	/** How many cases hang on defects. */
	@Select("""
			<script>
			SELECT defect_id, COUNT(*) AS cases FROM defect_case WHERE ended_at IS NULL AND defect_id IN
			<foreach collection="defects" item="defect" open="(" separator="," close=")">#{defect}</foreach>
			GROUP BY defect_id
			</script>
			""")
	List<Count> counts(@Param("defects") Collection<Long> defects);

	/**
	 * Who is on a defect: each customer once, however many cases they have. The worst
	 * severity is the one that triage gave to one of the cases.
	 */
	@Select("""
			SELECT COUNT(*) AS customers, COALESCE(SUM(u.plan = 'standard'), 0) AS on_standard,
			  COALESCE(MAX(k.worst), 0) AS worst
			FROM (SELECT c.customer_id, MAX(FIELD(c.severity, 'low', 'normal', 'high', 'critical')) AS worst
			    FROM defect_case l JOIN support_case c ON c.id = l.case_id
			    WHERE l.defect_id = #{defectId} AND l.ended_at IS NULL GROUP BY c.customer_id) k
			JOIN customer u ON u.id = k.customer_id
			""")
	Affected affected(long defectId);

	@Update("UPDATE defect SET severity = #{severity}, customers = #{customers} WHERE id = #{id}")
	void setSeverity(@Param("id") long id, @Param("severity") String severity, @Param("customers") int customers);

	/**
	 * How many cases hang on a defect.
	 */
	record Count(long defectId, int cases) {
	}

	/**
	 * Whom a defect hits.
	 *
	 * @param customers how many customers
	 * @param onStandard how many of them have the standard plan
	 * @param worst the place of the worst severity among the cases, 1 for low to 4 for
	 * critical; 0 when none has one yet
	 */
	record Affected(int customers, int onStandard, int worst) {
	}

}
