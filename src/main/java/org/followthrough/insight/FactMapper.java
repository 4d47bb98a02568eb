package org.followthrough.insight;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads histories and keeps facts.
 */
@Mapper
interface FactMapper {

	/** Nothing if another node counts right now. */
	@Select("SELECT entry, swept_to, swept_at, counted_at FROM figure_progress FOR UPDATE SKIP LOCKED")
	Optional<Progress> lockProgress();

	@Select("SELECT entry, swept_to, swept_at, counted_at FROM figure_progress")
	Progress progress();

	@Update("""
			UPDATE figure_progress
			SET entry = #{entry}, swept_to = #{sweptTo}, swept_at = #{sweptAt}, counted_at = #{countedAt}
			""")
	void setProgress(Progress progress);

	@Select("SELECT COALESCE(MAX(id), 0) FROM audit_entry")
	long lastEntry();

	/** Cases with an entry between two that isn't counted yet. */
	@Select("""
			SELECT DISTINCT c.id FROM audit_entry e JOIN support_case c ON c.number = e.stream
			LEFT JOIN case_figure f ON f.case_id = c.id
			WHERE e.id > #{after} AND e.id <= #{upTo} AND (f.seq IS NULL OR f.seq < e.seq)
			""")
	List<Long> changed(@Param("after") long after, @Param("upTo") long upTo);

	/** Cases whose history is longer than what was counted. */
	@Select("""
			SELECT c.id FROM support_case c JOIN audit_stream s ON s.stream = c.number
			LEFT JOIN case_figure f ON f.case_id = c.id
			WHERE c.id > #{after} AND (f.seq IS NULL OR f.seq != s.seq) ORDER BY c.id LIMIT #{limit}
			""")
	List<Long> uncounted(@Param("after") long after, @Param("limit") int limit);

	@Select("SELECT DISTINCT team FROM case_figure")
	List<String> teams();

	@Select("""
			<script>
			SELECT case_id FROM case_figure WHERE NOT round_the_clock AND
			<foreach collection="versions" index="team" item="version" open="(" separator=" OR " close=")">
			  (team = #{team} AND calendar != #{version})
			</foreach>
			LIMIT #{limit}
			</script>
			""")
	List<Long> countedByOthers(@Param("versions") Map<String, String> versions, @Param("limit") int limit);

	/** A case's own time is what its latest promise to the customer was counted in. */
	@Select("""
			<script>
			SELECT c.id, c.number, c.customer_id, COALESCE(c.team, '') AS team, COALESCE(c.severity, '') AS severity,
			  c.opened_at, c.closed_at, c.closed_as, c.reopened, s.seq,
			  COALESCE((SELECT p.round_the_clock FROM promise p WHERE p.case_id = c.id
			    AND p.kind IN ('ACKNOWLEDGEMENT', 'NEXT_UPDATE', 'ANSWER', 'SIGN_OFF')
			    AND COALESCE(p.ending, '') != 'VOID' ORDER BY p.id DESC LIMIT 1), FALSE) AS round_the_clock
			FROM support_case c JOIN audit_stream s ON s.stream = c.number WHERE c.id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<History.Case> cases(@Param("cases") Collection<Long> cases);

	/** A customer's words count when they are written, ours when they have arrived. */
	@Select("""
			<script>
			SELECT case_id, id, kind, IF(kind = 'CUSTOMER', written_at, delivered_at) AS at FROM message
			WHERE (kind = 'CUSTOMER' OR (author_kind = 'person' AND visibility = 'PUBLIC' AND delivery = 'DELIVERED'))
			AND case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<History.Said> said(@Param("cases") Collection<Long> cases);

	@Select("""
			<script>
			SELECT stream AS number, action = 'case.closed' AS closed,
			  CAST(REPLACE(REPLACE(JSON_VALUE(content, '$.at'), 'T', ' '), 'Z', '') AS DATETIME(3)) AS at
			FROM audit_entry WHERE action IN ('case.closed', 'case.reopened') AND stream IN
			<foreach collection="numbers" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY stream, seq
			</script>
			""")
	List<History.Turned> turned(@Param("numbers") Collection<String> numbers);

	/** Without those that nobody was owed. */
	@Select("""
			<script>
			SELECT case_id, kind, ending, due_at FROM promise
			WHERE (ending IS NULL OR ending IN ('KEPT', 'BROKEN')) AND case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY id
			</script>
			""")
	List<History.Promised> promises(@Param("cases") Collection<Long> cases);

	@Insert("""
			<script>
			REPLACE INTO case_figure (case_id, customer_id, team, severity, opened_at, closed_as, reopened, acknowledged,
			  acknowledged_working, answered, answered_working, next_answers, updates, silence, silence_working,
			  silent_since, waited, waited_working, waiting_since, resolved, resolved_working, promises,
			  promises_running, seq, calendar, round_the_clock) VALUES
			<foreach collection="rows" item="row" separator=",">
			  (#{row.of.id}, #{row.of.customerId}, #{row.of.team}, #{row.of.severity}, #{row.of.openedAt},
			  #{row.of.closedAs}, #{row.of.reopened}, #{row.acknowledged.seconds}, #{row.acknowledged.workingSeconds},
			  #{row.answered.seconds}, #{row.answered.workingSeconds}, #{row.nextAnswersText}, #{row.updatesText},
			  #{row.silence.seconds}, #{row.silence.workingSeconds}, #{row.silentSince}, #{row.waited.seconds},
			  #{row.waited.workingSeconds}, #{row.waitingSince}, #{row.resolved.seconds},
			  #{row.resolved.workingSeconds}, #{row.promisesText}, #{row.runningText}, #{row.of.seq}, #{row.calendar},
			  #{row.of.roundTheClock})
			</foreach>
			</script>
			""")
	void keep(@Param("rows") List<Facts> rows);

	@Update("UPDATE case_figure SET seq = -1")
	void forgetHowFar();

	/**
	 * How far histories were read.
	 *
	 * @param entry the last entry that was looked at
	 * @param sweptTo the last case of the sweep that is under way; null between sweeps
	 * @param sweptAt when the last sweep ended
	 * @param countedAt up to when everything was counted
	 */
	record Progress(long entry, @Nullable Long sweptTo, @Nullable Instant sweptAt, @Nullable Instant countedAt) {
	}

}
