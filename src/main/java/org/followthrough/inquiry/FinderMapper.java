package org.followthrough.inquiry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * SQL that finds cases. Each search goes through one list in the order of cases, asks the
 * primary keys of the others, and stops when it has enough: which list, is decided before
 * and said here, so that it doesn't depend on what the server believes of its tables.
 * Marks of one word lie in the order of cases, too: what is asked next lies beside what
 * was asked before.
 */
@Mapper
interface FinderMapper {

	/** How many texts have some words, counted no further than anybody wants to know. */
	@Select("""
			<script>
			SELECT COUNT(*) FROM (SELECT 1 FROM inquiry_text
			WHERE MATCH (words) AGAINST (#{expression} IN BOOLEAN MODE)
			<if test="inSubject">AND message_id = 0</if> LIMIT #{most}) found
			</script>
			""")
	int texts(@Param("expression") String expression, @Param("inSubject") boolean inSubject, @Param("most") int most);

	@Select("""
			<script>
			<if test="p.way.name() == 'TEXT'"><bind name="expression" value="p.texts[0].expression()"/></if>
			SELECT STRAIGHT_JOIN <if test="!p.texts.isEmpty()">DISTINCT</if> c.case_id AS id, c.number, c.opened_at FROM
			<choose>
			  <when test="p.way.name() == 'WORD'">inquiry_mark d</when>
			  <when test="p.way.name() == 'TEXT'">inquiry_text d JOIN inquiry_case c ON c.case_id = d.case_id</when>
			  <when test="p.way.name() == 'NUMBER'">inquiry_case c FORCE INDEX (inquiry_case_number)</when>
			  <otherwise>inquiry_case c FORCE INDEX (inquiry_case_opened)</otherwise>
			</choose>
			<foreach collection="p.others()" item="word" index="at">
			  JOIN inquiry_mark m${at} FORCE INDEX (PRIMARY) ON m${at}.word_id = #{word} AND m${at}.opened_at = ${p.list}.opened_at
			    AND m${at}.case_id = ${p.list}.case_id
			</foreach>
			<if test="p.way.name() == 'WORD'">JOIN inquiry_case c ON c.case_id = d.case_id</if>
			<foreach collection="p.otherTexts()" item="text" index="at">
			  JOIN inquiry_text t${at} ON t${at}.case_id = c.case_id
			    <foreach collection="text.patterns()" item="pattern">AND t${at}.words REGEXP #{pattern}</foreach>
			    <if test="text.inSubject">AND t${at}.message_id = 0</if>
			</foreach>
			<where>
			  <if test="p.way.name() == 'WORD'">d.word_id = #{p.words[0]}</if>
			  <if test="p.way.name() == 'TEXT'">
			    MATCH (d.words) AGAINST (#{expression} IN BOOLEAN MODE)
			    <if test="p.texts[0].inSubject">AND d.message_id = 0</if>
			  </if>
			  <if test="p.number != null">AND c.number LIKE CONCAT(#{p.number}, '%')</if>
			  <if test="p.openedFrom != null">AND ${p.list}.opened_at &gt;= #{p.openedFrom}</if>
			  <if test="p.openedBefore != null">AND ${p.list}.opened_at &lt; #{p.openedBefore}</if>
			  <if test="p.closedFrom != null">AND c.closed_at &gt;= #{p.closedFrom}</if>
			  <if test="p.closedBefore != null">
			    AND ${p.list}.opened_at &lt; #{p.closedBefore} AND c.closed_at &lt; #{p.closedBefore}
			  </if>
			  <if test="p.activeTo != null">AND ${p.list}.opened_at &lt; #{p.activeBefore}</if>
			  <if test="p.activeFrom != null">AND c.last_at &gt;= #{p.activeSince}</if>
			  <if test="p.activeFrom != null or p.activeTo != null">
			    AND (SELECT 1 FROM inquiry_day y WHERE y.case_id = c.case_id
			      <if test="p.activeFrom != null">AND y.day &gt;= #{p.activeFrom}</if>
			      <if test="p.activeTo != null">AND y.day &lt;= #{p.activeTo}</if> LIMIT 1) IS NOT NULL
			  </if>
			  <if test="after != null">
			    AND ${p.list}.opened_at &lt;= #{after.openedAt}
			    AND (${p.list}.opened_at &lt; #{after.openedAt} OR ${p.list}.case_id &lt; #{after.id})
			  </if>
			</where>
			ORDER BY ${p.list}.opened_at DESC, ${p.list}.case_id DESC LIMIT #{limit}
			</script>
			""")
	List<CaseRef> find(@Param("p") SearchPlan plan, @Param("after") @Nullable CaseRef after, @Param("limit") int limit);

	/** What is known of cases now. */
	@Select("""
			<script>
			SELECT c.id, c.number, c.subject, u.name AS customer, u.email, c.product, c.component, c.severity, u.plan,
			  c.team, c.owner, c.opened_at, c.closed_at, c.closed_as
			FROM support_case c JOIN customer u ON u.id = c.customer_id WHERE c.id IN
			<foreach collection="ids" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<FoundRow> cases(@Param("ids") Collection<Long> ids);

	/**
	 * A case as it is now.
	 */
	record FoundRow(long id, String number, String subject, String customer, String email, @Nullable String product,
			@Nullable String component, @Nullable String severity, String plan, @Nullable String team,
			@Nullable String owner, Instant openedAt, @Nullable Instant closedAt, @Nullable Closing closedAs) {
	}

}
