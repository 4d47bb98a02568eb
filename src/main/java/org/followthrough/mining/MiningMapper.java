package org.followthrough.mining;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads which ways closed cases went, page by page along an index.
 */
@Mapper
interface MiningMapper {

	/** A page of cases, the last that was closed first, after one of them. */
	@Select("""
			<script>
			SELECT id, number, opened_at, closed_at, LOWER(closed_as) AS closed_as
			FROM support_case FORCE INDEX (support_case_closed)
			WHERE closed_at >= #{query.since} AND closed_at &lt; #{query.until}
			<if test="query.team != null">AND team = #{query.team}</if>
			<if test="after != null">
			  AND closed_at &lt;= #{after.closedAt} AND (closed_at &lt; #{after.closedAt} OR id &lt; #{after.id})
			</if>
			ORDER BY closed_at DESC, id DESC LIMIT #{most}
			</script>
			""")
	List<Closed> closed(@Param("query") WaysQuery query, @Param("after") @Nullable Closed after,
			@Param("most") int most);

	/** What moved cases, in order. */
	@Select("""
			<script>
			SELECT stream, seq, content FROM audit_entry WHERE stream IN
			<foreach collection="numbers" item="one" open="(" separator="," close=")">#{one}</foreach>
			AND action IN ('journey.moved', 'journey.migrated') ORDER BY stream, seq
			</script>
			""")
	List<Moved> moved(@Param("numbers") List<String> numbers);

	/** The teams that carry cases, along the index of the figures. */
	@Select("SELECT DISTINCT team FROM case_figure WHERE team != '' ORDER BY team LIMIT 500")
	List<String> teams();

	/**
	 * A case that was closed.
	 */
	record Closed(long id, String number, Instant openedAt, Instant closedAt, String closedAs) {
	}

	/**
	 * An entry as stored.
	 */
	record Moved(String stream, int seq, String content) {
	}

}
