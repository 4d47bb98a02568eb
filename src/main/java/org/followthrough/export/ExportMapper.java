package org.followthrough.export;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads what is taken along, page by page along an index.
 */
@Mapper
interface ExportMapper {

	/** Which cases; {@code c} is the case. */
	String CHOSEN = """
			<choose>
			<when test="which.number != null">c.number = #{which.number}</when>
			<otherwise>c.${which.period.column} IS NOT NULL</otherwise>
			</choose>
			<if test="which.since != null">AND c.${which.period.column} >= #{which.since}</if>
			<if test="which.until != null">AND c.${which.period.column} &lt; #{which.until}</if>
			<if test="which.team != null">AND c.team = #{which.team}</if>
			<if test="which.outcome != null">
			  <choose>
			  <when test="which.outcome.closing != null">AND c.closed_as = #{which.outcome.closing}</when>
			  <otherwise>AND c.closed_as IS NULL</otherwise>
			  </choose>
			</if>
			""";

	/**
	 * A page of cases, after one of them. Else the database would read all cases of a
	 * team for each page, and sort them.
	 */
	@Select("""
			<script>
			SELECT STRAIGHT_JOIN c.id, c.number, c.customer_id, LOWER(c.impact) AS impact, c.door, c.severity, c.priority, c.team,
			  c.product, c.component, c.owner, c.opened_at, c.acknowledged_at, c.closed_at, c.closed_as, c.duplicate_of,
			  c.continues, c.reopened, COALESCE(s.seq, 0) AS entries
			FROM support_case c <if test="which.number == null">FORCE INDEX (support_case_${which.period.word})</if>
			LEFT JOIN audit_stream s ON s.stream = c.number
			WHERE
			"""
			+ CHOSEN + """
					<if test="after != null">
					  AND c.${which.period.column} >= #{after.at}
					  AND (c.${which.period.column} > #{after.at} OR c.id > #{after.id})
					</if>
					ORDER BY c.${which.period.column}, c.id LIMIT #{most}
					</script>
					""")
	List<LoggedCase> cases(@Param("which") CaseSelection which, @Param("after") @Nullable Place after,
			@Param("most") int most);

	@Select("""
			<script>
			SELECT COUNT(*) FROM (SELECT 1 FROM support_case c WHERE
			""" + CHOSEN + """
			LIMIT #{most}) chosen
			</script>
			""")
	int count(@Param("which") CaseSelection which, @Param("most") int most);

	@Select("""
			<script>
			SELECT stream, seq, content FROM audit_entry WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY stream, seq
			</script>
			""")
	List<Row> entries(@Param("streams") List<String> streams);

	@Select("""
			SELECT stream, seq, content FROM audit_entry WHERE stream = #{stream} AND seq > #{after}
			ORDER BY seq LIMIT #{most}
			""")
	List<Row> page(@Param("stream") String stream, @Param("after") int after, @Param("most") int most);

	/** Customers of chosen cases. */
	@Select("""
			<script>
			SELECT u.id, u.kind, u.plan FROM customer u WHERE u.id > #{after} AND EXISTS (
			  SELECT 1 FROM support_case c WHERE c.customer_id = u.id AND
			""" + CHOSEN + """
			) ORDER BY u.id LIMIT #{most}
			</script>
			""")
	List<CustomerRow> customers(@Param("which") CaseSelection which, @Param("after") long after,
			@Param("most") int most);

	/** Defects that chosen cases hang on, or once did. */
	@Select("""
			<script>
			SELECT d.id, d.number, d.product, d.state, d.severity, d.opened_at FROM defect d WHERE d.id > #{after} AND EXISTS (
			  SELECT 1 FROM defect_case l JOIN support_case c ON c.id = l.case_id WHERE l.defect_id = d.id AND
			"""
			+ CHOSEN + """
					) ORDER BY d.id LIMIT #{most}
					</script>
					""")
	List<DefectRow> defects(@Param("which") CaseSelection which, @Param("after") long after, @Param("most") int most);

	/** The teams that carry cases, along the index of the figures. */
	@Select("SELECT DISTINCT team FROM case_figure WHERE team != '' ORDER BY team LIMIT 500")
	List<String> teams();

	/**
	 * Where a page ended.
	 *
	 * @param at when the case was opened, or closed
	 * @param id its row
	 */
	record Place(Instant at, long id) {
	}

	/**
	 * An entry as stored.
	 */
	record Row(String stream, int seq, String content) {
	}

	/**
	 * A customer, without saying who that is.
	 */
	record CustomerRow(long id, String kind, String plan) {
	}

	/**
	 * A defect.
	 */
	record DefectRow(long id, String number, @Nullable String product, String state, String severity,
			Instant openedAt) {
	}

}
