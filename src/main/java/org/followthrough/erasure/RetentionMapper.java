package org.followthrough.erasure;

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
 * SQL of the rules, and of the cases that they are for.
 */
@Mapper
interface RetentionMapper {

	String STATE = "SELECT version, from_at, next_at, run, closed_at, case_id FROM retention ";

	@Select("SELECT outcome, plan, months FROM retention_rule ORDER BY outcome, plan")
	List<RetentionRule> rules();

	@Select(STATE)
	State state();

	@Select(STATE + "FOR UPDATE")
	State lock();

	/** Nothing if another node goes on right now. */
	@Select(STATE + "FOR UPDATE SKIP LOCKED")
	Optional<State> take();

	@Delete("DELETE FROM retention_rule")
	void clear();

	@Insert("""
			<script>
			INSERT INTO retention_rule (outcome, plan, months, changed_by, changed_at) VALUES
			<foreach collection="rules" item="one" separator=",">
			  (#{one.outcome}, #{one.plan}, #{one.months}, #{by}, #{at})
			</foreach>
			</script>
			""")
	void insert(@Param("rules") Collection<RetentionRule> rules, @Param("by") String by, @Param("at") Instant at);

	@Update("UPDATE retention SET version = version + 1, from_at = #{from}, run = NULL, next_at = #{from}")
	void changed(Instant from);

	@Update("UPDATE retention SET run = #{run}, next_at = #{next}, closed_at = NULL, case_id = NULL")
	void begin(@Param("run") long run, @Param("next") Instant next);

	@Update("UPDATE retention SET closed_at = #{closedAt}, case_id = #{caseId}")
	void reached(@Param("closedAt") Instant closedAt, @Param("caseId") long caseId);

	@Update("UPDATE retention SET run = NULL, closed_at = NULL, case_id = NULL")
	void end();

	/**
	 * Cases that were closed by a time, after a place in that order.
	 */
	@Select("""
			<script>
			SELECT c.id, c.number, c.customer_id, c.closed_at, c.closed_as, u.plan
			FROM support_case c FORCE INDEX (support_case_kept) JOIN customer u ON u.id = c.customer_id
			WHERE c.erased_at IS NULL AND c.closed_at &lt;= #{by}
			<if test="after != null">
			  AND c.closed_at >= #{after} AND (c.closed_at > #{after} OR c.id > #{afterId})
			</if>
			ORDER BY c.closed_at, c.id LIMIT #{limit}
			</script>
			""")
	List<Closed> closed(@Param("by") Instant by, @Param("after") @Nullable Instant after,
			@Param("afterId") @Nullable Long afterId, @Param("limit") int limit);

	@Select("""
			<script>
			SELECT id FROM customer WHERE id IN
			<foreach collection="customers" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY id LOCK IN SHARE MODE
			</script>
			""")
	List<Long> lockCustomers(@Param("customers") Collection<Long> customers);

	/** Those that are still closed and there. */
	@Select("""
			<script>
			SELECT id FROM support_case WHERE erased_at IS NULL AND closed_as IS NOT NULL AND id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY id FOR UPDATE
			</script>
			""")
	List<Long> lockCases(@Param("cases") Collection<Long> cases);

	/**
	 * How far going by the rules is.
	 */
	record State(int version, @Nullable Instant fromAt, @Nullable Instant nextAt, @Nullable Long run,
			@Nullable Instant closedAt, @Nullable Long caseId) {
	}

	/**
	 * A case that is closed.
	 */
	record Closed(long id, String number, long customerId, Instant closedAt, String closedAs, String plan) {
	}

}
