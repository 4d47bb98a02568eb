package org.followthrough.board;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the board. Every statement reads one index of running promises by due time, and
 * stops when it has enough: which index, follows from the filter and is said here, so
 * that it doesn't depend on what the server believes of its tables.
 */
@Mapper
interface BoardMapper {

	/** Which running promises, by the index that has them in order. */
	String RUNNING = """
			FROM promise p FORCE INDEX (
			<choose>
			  <when test="w.owner != null or w.unowned">promise_owner_due</when>
			  <when test="w.team != null">promise_team_due</when>
			  <otherwise>promise_due</otherwise>
			</choose>)
			""";

	/** What is asked of them. */
	String WANTED = """
			p.ended_at IS NULL
			<if test="w.owner != null">AND p.owner = #{w.owner}</if>
			<if test="w.unowned">AND p.owner IS NULL</if>
			<if test="w.team != null">AND p.team = #{w.team}</if>
			<if test="w.kind != null">AND p.kind = #{w.kind}</if>
			<if test="w.severity != null">AND p.severity = #{w.severity}</if>
			<if test="w.paused != null and w.paused">AND p.paused_at IS NOT NULL</if>
			<if test="w.paused != null and !w.paused">AND p.paused_at IS NULL</if>
			""";

	/**
	 * A page, what is due first at the front.
	 */
	@Select("""
			<script>
			SELECT STRAIGHT_JOIN p.id, p.kind, p.due_at, p.remind_at, p.paused_at, p.called, c.id AS case_id, c.number,
			  c.subject, c.stage, p.severity, p.team, p.owner, u.name AS customer, u.email,
			  EXISTS (SELECT 1 FROM message m WHERE m.case_id = c.id AND m.delivery = 'WAITING'
			    AND m.author_kind = 'person') AS on_its_way, c.held_replies > 0 AS held
			""" + RUNNING + """
			JOIN support_case c ON c.id = p.case_id JOIN customer u ON u.id = c.customer_id
			WHERE
			""" + WANTED + """
			<if test="from != null">AND p.due_at &gt;= #{from}</if>
			<if test="before != null">AND p.due_at &lt; #{before}</if>
			<if test="after != null">
			  AND p.due_at &gt;= #{after.dueAt} AND (p.due_at &gt; #{after.dueAt} OR p.id &gt; #{after.id})
			</if>
			ORDER BY p.due_at, p.id LIMIT #{limit}
			</script>
			""")
	List<BoardRow> page(@Param("w") BoardFilter.Wanted wanted, @Param("from") @Nullable Instant from,
			@Param("before") @Nullable Instant before, @Param("after") @Nullable Place after,
			@Param("limit") int limit);

	/**
	 * How many are in which bucket, counted within the index and no further than anybody
	 * wants to know.
	 */
	@Select("""
			<script>
			<foreach collection="spans" item="span" separator=" UNION ALL ">
			SELECT #{span.bucket} AS bucket, COUNT(*) AS promises FROM (SELECT 1
			""" + RUNNING + " WHERE " + WANTED + """
			<if test="span.from != null">AND p.due_at &gt;= #{span.from}</if>
			<if test="span.before != null">AND p.due_at &lt; #{span.before}</if>
			LIMIT #{most}) counted
			</foreach>
			</script>
			""")
	List<Count> counts(@Param("w") BoardFilter.Wanted wanted, @Param("spans") List<Span> spans,
			@Param("most") int most);

	/** The teams that owe anything. */
	@Select("""
			SELECT team FROM promise FORCE INDEX (promise_team_due) WHERE ended_at IS NULL AND team IS NOT NULL
			GROUP BY team LIMIT 200
			""")
	List<String> teams();

	/** Those who answer for a case of which anything is owed. */
	@Select("""
			SELECT owner FROM promise FORCE INDEX (promise_owner_due) WHERE ended_at IS NULL AND owner IS NOT NULL
			GROUP BY owner LIMIT 500
			""")
	List<String> owners();

	/** The other open cases of the customer of a case, what is due first at the front. */
	@Select("""
			SELECT o.number, o.subject, p.due_at FROM support_case c
			JOIN support_case o ON o.customer_id = c.customer_id AND o.closed_as IS NULL AND o.id != c.id
			JOIN promise p ON p.running_case = o.id
			WHERE c.id = #{caseId} ORDER BY p.due_at, o.id LIMIT #{limit}
			""")
	List<OtherCase> others(@Param("caseId") long caseId, @Param("limit") int limit);

	/**
	 * Where a page ended.
	 *
	 * @param dueAt the last promise's due time
	 * @param id its row
	 */
	record Place(Instant dueAt, long id) {
	}

	/**
	 * What counts as a bucket.
	 */
	record Span(Bucket bucket, @Nullable Instant from, @Nullable Instant before) {
	}

	/**
	 * How many promises a bucket holds.
	 */
	record Count(Bucket bucket, int promises) {
	}

	/**
	 * Another open case of a customer.
	 *
	 * @param number its number
	 * @param subject what it is about
	 * @param dueAt when its customer was promised word
	 */
	record OtherCase(String number, String subject, Instant dueAt) {
	}

}
