package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads what really happened to cases.
 */
@Mapper
interface PastMapper {

	/** Cases that were opened in a time and have ended, by their rows. */
	@Select("""
			SELECT c.id, c.number, c.team, c.opened_at, c.closed_at, c.closed_as
			FROM case_figure f JOIN support_case c ON c.id = f.case_id
			WHERE f.opened_at >= #{from} AND f.opened_at < #{to} AND c.closed_at IS NOT NULL
			ORDER BY c.id LIMIT #{most}
			""")
	List<Ended> ended(@Param("from") Instant from, @Param("to") Instant to, @Param("most") int most);

	/** How their journeys went on, in order. */
	@Select("""
			<script>
			SELECT stream, action, content FROM audit_entry
			WHERE stream IN
			<foreach collection="numbers" item="number" open="(" separator="," close=")">#{number}</foreach>
			  AND action IN ('journey.moved', 'task.completed')
			ORDER BY stream, seq
			</script>
			""")
	List<Entry> entries(@Param("numbers") List<String> numbers);

	/** The promises to their customers that were kept or broken. */
	@Select("""
			<script>
			SELECT case_id, due_at, ended_at, ending = 'BROKEN' AS broken FROM promise
			WHERE ending IN ('KEPT', 'BROKEN') AND case_id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	List<Promised> promises(@Param("ids") List<Long> ids);

	/**
	 * A case.
	 */
	record Ended(long id, String number, @Nullable String team, Instant openedAt, Instant closedAt, String closedAs) {
	}

	/**
	 * An entry of a case's history.
	 */
	record Entry(String stream, String action, String content) {
	}

	/**
	 * A promise that has ended.
	 */
	record Promised(long caseId, Instant dueAt, Instant endedAt, boolean broken) {
	}

}
