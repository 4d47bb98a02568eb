package org.followthrough.erasure;

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
 * SQL of the holds.
 */
@Mapper
interface HoldMapper {

	String COLUMNS = """
			SELECT h.id, h.customer_id, u.email AS customer, c.number, h.reason, h.set_by, h.set_at, h.lifted_by,
			  h.lifted_at, h.lifted_because FROM legal_hold h LEFT JOIN customer u ON u.id = h.customer_id
			LEFT JOIN support_case c ON c.id = h.case_id
			""";

	@Select(value = """
			INSERT IGNORE INTO legal_hold (customer_id, case_id, reason, set_by, set_at)
			VALUES (#{customer}, #{caseId}, #{reason}, #{by}, #{at}) RETURNING id
			""", affectData = true)
	Optional<Long> insert(@Param("customer") @Nullable Long customer, @Param("caseId") @Nullable Long caseId,
			@Param("reason") String reason, @Param("by") String by, @Param("at") Instant at);

	@Select(COLUMNS + "WHERE h.id = #{id}")
	Optional<LegalHold> find(long id);

	@Select(COLUMNS + "WHERE h.lifted_at IS NULL ORDER BY h.id DESC LIMIT #{limit}")
	List<LegalHold> running(int limit);

	@Select(COLUMNS + "WHERE h.lifted_at IS NOT NULL ORDER BY h.lifted_at DESC, h.id DESC LIMIT #{limit}")
	List<LegalHold> lifted(int limit);

	/** What holds up the data of a customer: holds of theirs, and of their cases. */
	@Select(COLUMNS + """
			WHERE h.lifted_at IS NULL AND (h.running_customer = #{customer} OR h.running_case IN (
			  SELECT id FROM support_case WHERE customer_id = #{customer})) ORDER BY h.id LIMIT 20
			""")
	List<LegalHold> of(long customer);

	@Update("""
			UPDATE legal_hold SET lifted_by = #{by}, lifted_at = #{at}, lifted_because = #{because}
			WHERE id = #{id} AND lifted_at IS NULL
			""")
	int lift(@Param("id") long id, @Param("by") String by, @Param("at") Instant at, @Param("because") String because);

	/** Those of some cases that are held, themselves or with all of their customer's. */
	@Select("""
			<script>
			SELECT c.id FROM support_case c WHERE c.id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			AND (EXISTS (SELECT 1 FROM legal_hold h WHERE h.running_case = c.id)
			  OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.running_customer = c.customer_id))
			</script>
			""")
	List<Long> held(@Param("cases") Collection<Long> cases);

}
