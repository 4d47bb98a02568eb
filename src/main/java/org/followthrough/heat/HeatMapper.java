package org.followthrough.heat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads which ways cases took, and keeps what is counted of them.
 */
@Mapper
interface HeatMapper {

	/** Nothing if another node counts right now. */
	@Select("SELECT entry, swept_to, swept_at, counted_at FROM heat_progress FOR UPDATE SKIP LOCKED")
	Optional<Progress> lockProgress();

	@Select("SELECT entry, swept_to, swept_at, counted_at FROM heat_progress")
	Progress progress();

	@Update("""
			UPDATE heat_progress
			SET entry = #{entry}, swept_to = #{sweptTo}, swept_at = #{sweptAt}, counted_at = #{countedAt}
			""")
	void setProgress(Progress progress);

	@Select("SELECT COALESCE(MAX(id), 0) FROM audit_entry")
	long lastEntry();

	/** Cases with an entry between two that isn't counted yet. */
	@Select("""
			SELECT DISTINCT e.stream FROM audit_entry e JOIN support_case c ON c.number = e.stream
			LEFT JOIN heat_read r ON r.stream = e.stream
			WHERE e.id > #{after} AND e.id <= #{upTo} AND (r.seq IS NULL OR r.seq < e.seq)
			""")
	List<String> changed(@Param("after") long after, @Param("upTo") long upTo);

	/** Cases whose history is longer than what was counted. */
	@Select("""
			SELECT c.id, c.number FROM support_case c JOIN audit_stream s ON s.stream = c.number
			LEFT JOIN heat_read r ON r.stream = c.number
			WHERE c.id > #{after} AND (r.seq IS NULL OR r.seq < s.seq) ORDER BY c.id LIMIT #{limit}
			""")
	List<Behind> behind(@Param("after") long after, @Param("limit") int limit);

	/** How far the histories of cases go, and how far they were read. */
	@Select("""
			<script>
			SELECT s.stream, COALESCE(r.seq, 0) AS done, s.seq AS last FROM audit_stream s
			LEFT JOIN heat_read r ON r.stream = s.stream WHERE s.stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Length> lengths(@Param("streams") Collection<String> streams);

	/**
	 * What moved them, after what was read; a case's entries have numbers without gaps.
	 */
	@Select("""
			<script>
			SELECT stream, seq, action, content FROM audit_entry
			WHERE action IN ('journey.moved', 'journey.migrated', 'case.closed') AND
			<foreach collection="lengths" item="l" open="(" separator=" OR " close=")">
			  (stream = #{l.stream} AND seq &gt; #{l.done} AND seq &lt;= #{l.last})
			</foreach>
			ORDER BY stream, seq
			</script>
			""")
	List<Entry> entries(@Param("lengths") Collection<Length> lengths);

	@Select("""
			<script>
			SELECT stream, process, element, since, calls FROM heat_open WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY stream, id
			</script>
			""")
	List<Open> open(@Param("streams") Collection<String> streams);

	@Delete("""
			<script>
			DELETE FROM heat_open WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void forgetOpen(@Param("streams") Collection<String> streams);

	@Insert("""
			<script>
			INSERT INTO heat_open (stream, process, element, since, calls) VALUES
			<foreach collection="open" item="o" separator=",">
			  (#{o.stream}, #{o.process}, #{o.element}, #{o.since}, #{o.calls})
			</foreach>
			</script>
			""")
	void keepOpen(@Param("open") List<Open> open);

	@Insert("""
			<script>
			INSERT INTO heat_wait (process, ended_on, element, seconds) VALUES
			<foreach collection="waits" item="w" separator=",">(#{w.process}, #{w.on}, #{w.element}, #{w.seconds})</foreach>
			</script>
			""")
	void keepWaits(@Param("waits") List<Ended> waits);

	@Insert("""
			<script>
			INSERT INTO heat_flow (process, taken_on, flow, times) VALUES
			<foreach collection="taken" item="t" separator=",">(#{t.process}, #{t.on}, #{t.flow}, #{t.times})</foreach>
			ON DUPLICATE KEY UPDATE times = times + VALUES(times)
			</script>
			""")
	void addTaken(@Param("taken") List<Taken> taken);

	@Insert("""
			<script>
			INSERT INTO heat_read (stream, seq) VALUES
			<foreach collection="lengths" item="l" separator=",">(#{l.stream}, #{l.last})</foreach>
			ON DUPLICATE KEY UPDATE seq = VALUES(seq)
			</script>
			""")
	void read(@Param("lengths") List<Length> lengths);

	/** Whoever counts is alone, so nobody waits for this. */
	@Delete("DELETE FROM heat_wait WHERE ended_on < #{before} ORDER BY ended_on LIMIT #{limit}")
	int forgetWaits(@Param("before") LocalDate before, @Param("limit") int limit);

	@Delete("DELETE FROM heat_flow WHERE taken_on < #{before} ORDER BY taken_on LIMIT #{limit}")
	int forgetTaken(@Param("before") LocalDate before, @Param("limit") int limit);

	@Select("SELECT element, COUNT(*) AS cases FROM heat_open WHERE process = #{process} GROUP BY element LIMIT 2000")
	List<Now> now(String process);

	@Select("""
			SELECT flow, SUM(times) AS times FROM heat_flow WHERE process = #{process} AND taken_on >= #{from}
			GROUP BY flow ORDER BY flow LIMIT 5000
			""")
	List<HeatMap.Way> taken(@Param("process") String process, @Param("from") LocalDate from);

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

	/**
	 * A case that has more history than was counted.
	 */
	record Behind(long id, String number) {
	}

	/**
	 * How long the history of a case is, and how much of it was read.
	 */
	record Length(String stream, int done, int last) {
	}

	/**
	 * An entry of a case's history.
	 */
	record Entry(String stream, int seq, String action, String content) {
	}

	/**
	 * A case that waits.
	 *
	 * @param stream its number
	 * @param process in which process
	 * @param element where
	 * @param since since when
	 * @param calls the process that is run meanwhile; null for none
	 */
	record Open(String stream, String process, String element, Instant since, @Nullable String calls) {
	}

	/**
	 * A waiting that has ended.
	 */
	record Ended(String process, LocalDate on, String element, int seconds) {
	}

	/**
	 * How often a flow was taken on a day.
	 */
	record Taken(String process, LocalDate on, String flow, int times) {
	}

	/**
	 * How many wait at a place.
	 */
	record Now(String element, int cases) {
	}

}
