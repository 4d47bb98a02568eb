package org.followthrough.correspondence;

import java.time.Instant;
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
 * SQL of the notices.
 */
@Mapper
interface NoticeMapper {

	/**
	 * What was told at a moment, and has a point still; not all is about a case. What did
	 * not arrive has one though the case is closed.
	 */
	String TOLD = """
			FROM notice n LEFT JOIN support_case c ON c.id = n.case_id
			WHERE n.account = #{account} AND n.told_at = #{at} AND c.erased_at IS NULL
			AND (c.closed_as IS NULL OR n.kind = 'WORD_UNDELIVERED')
			""";

	@Insert("""
			<script>
			INSERT INTO notice (account, once, kind, case_id, due_at, reason, given_at) VALUES
			<foreach collection="notices" item="n" separator=",">
			  (#{n.account}, #{n.once}, #{n.kind}, #{n.caseId}, #{n.due}, #{n.reason}, #{n.givenAt})
			</foreach>
			ON DUPLICATE KEY UPDATE id = id
			</script>
			""")
	void insertUnlessKnown(@Param("notices") List<Given> notices);

	/** By the index of the case, so that no other case's notices are waited for. */
	@Delete("""
			<script>
			DELETE n FROM notice n FORCE INDEX (notice_case) WHERE case_id = #{caseId} AND told_at IS NULL AND kind IN
			<foreach collection="kinds" item="kind" open="(" separator="," close=")">#{kind}</foreach>
			</script>
			""")
	void withdraw(@Param("caseId") long caseId, @Param("kinds") Collection<Notice.Kind> kinds);

	/** By the index of what each is told once, so that nothing else is waited for. */
	@Delete("""
			<script>
			DELETE n FROM notice n FORCE INDEX (notice_once) WHERE once = #{once} AND told_at IS NULL AND account IN
			<foreach collection="accounts" item="account" open="(" separator="," close=")">#{account}</foreach>
			</script>
			""")
	void withdrawFrom(@Param("accounts") Collection<String> accounts, @Param("once") String once);

	/**
	 * Those whose oldest notice was given by a moment.
	 */
	@Select("""
			SELECT account FROM notice WHERE told_at IS NULL AND account > #{after}
			GROUP BY account HAVING MIN(given_at) <= #{givenBy} ORDER BY account LIMIT #{limit}
			""")
	List<String> readers(@Param("after") String after, @Param("givenBy") Instant givenBy, @Param("limit") int limit);

	@Insert("INSERT IGNORE INTO notice_reader (account) VALUES (#{account})")
	void addReader(String account);

	@Select("SELECT EXISTS (SELECT 1 FROM notice_reader WHERE account = #{account})")
	boolean knowsReader(String account);

	/** Unless they were written to since, or somebody else is about to. */
	@Select("""
			SELECT account FROM notice_reader
			WHERE account = #{account} AND (written_at IS NULL OR written_at <= #{before}) FOR UPDATE SKIP LOCKED
			""")
	Optional<String> lockReader(@Param("account") String account, @Param("before") Instant before);

	@Update("UPDATE notice_reader SET written_at = #{at} WHERE account = #{account}")
	void written(@Param("account") String account, @Param("at") Instant at);

	/**
	 * Not what is given while this runs: in a storm that would have no end. The index is
	 * named, since after a storm the database takes it for larger than it is; without it,
	 * everybody's notices would be read, and waited for.
	 */
	@Update("""
			UPDATE notice FORCE INDEX (notice_told) SET told_at = #{at}
			WHERE told_at IS NULL AND account = #{account} AND given_at <= #{at}
			""")
	int tell(@Param("account") String account, @Param("at") Instant at);

	@Select("SELECT n.kind, c.number AS case_number, c.subject, n.due_at AS due, n.reason " + TOLD
			+ " ORDER BY n.due_at, n.id LIMIT #{limit}")
	List<Notice> told(@Param("account") String account, @Param("at") Instant at, @Param("limit") int limit);

	@Select("SELECT n.kind, COUNT(*) AS notices " + TOLD + " GROUP BY n.kind")
	List<Sum> sums(@Param("account") String account, @Param("at") Instant at);

	@Select("SELECT id FROM notice WHERE told_at < #{before} ORDER BY told_at LIMIT #{limit}")
	List<Long> old(@Param("before") Instant before, @Param("limit") int limit);

	/**
	 * By their rows, since a search that deletes waits for the notice behind the last old
	 * one, which another node may be telling.
	 */
	@Delete("""
			<script>
			DELETE FROM notice WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void forget(@Param("ids") List<Long> ids);

	/**
	 * A notice that is given to somebody.
	 */
	record Given(String account, String once, Notice.Kind kind, @Nullable Long caseId, Instant due,
			@Nullable String reason, Instant givenAt) {
	}

	/**
	 * How many notices of a kind there are.
	 */
	record Sum(Notice.Kind kind, int notices) {
	}

}
