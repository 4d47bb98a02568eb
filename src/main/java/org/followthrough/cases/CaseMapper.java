package org.followthrough.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.products.Products;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the cases.
 */
@Mapper
interface CaseMapper {

	String COLUMNS = """
			id, number, customer_id, subject, product, component, impact, door, severity, priority, team, stage,
			owner, opened_at, acknowledged_at, closed_at, closed_as, duplicate_of, reopened,
			continues, held_replies, addressed_team, quotes, split_from, split_message, erased_at
			""";

	@Select("SELECT NEXT VALUE FOR case_number")
	long nextNumber();

	@Select(value = """
			INSERT INTO support_case (number, customer_id, subject, product, component, impact, door, priority, stage,
			  opened_at, continues, addressed_team, quotes, split_from, split_message)
			VALUES (#{number}, #{c.customer.id}, #{c.subject}, #{named.product}, #{named.component}, #{c.impact}, #{door},
			  0, #{stage}, #{openedAt}, #{c.continues}, #{c.addressedTeam}, #{c.quotes}, #{c.splitFrom}, #{c.splitMessage})
			RETURNING
			"""
			+ COLUMNS, affectData = true)
	SupportCase insert(@Param("number") String number, @Param("c") NewCase opened, @Param("named") Products.Named named,
			@Param("door") String door, @Param("stage") String stage, @Param("openedAt") Instant openedAt);

	@Select("SELECT " + COLUMNS + " FROM support_case WHERE number = #{number}")
	Optional<SupportCase> findByNumber(String number);

	@Select("SELECT " + COLUMNS + " FROM support_case WHERE id = #{id}")
	Optional<SupportCase> findById(long id);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM support_case WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	List<SupportCase> all(@Param("ids") Collection<Long> ids);

	@Select("SELECT " + COLUMNS + " FROM support_case WHERE id = #{id} FOR UPDATE")
	Optional<SupportCase> lock(long id);

	@Select("SELECT " + COLUMNS + " FROM support_case WHERE number = #{number} FOR UPDATE")
	Optional<SupportCase> lockNumber(String number);

	/** Those that nobody else holds; for the others it doesn't wait. */
	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM support_case WHERE number IN
			<foreach collection="numbers" item="number" open="(" separator="," close=")">#{number}</foreach>
			FOR UPDATE SKIP LOCKED
			</script>
			""")
	List<SupportCase> lockFree(@Param("numbers") Collection<String> numbers);

	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM support_case
			<where>
			  <if test="q.before != null">id &lt; #{q.before}</if>
			  <if test="q.open != null and q.open">AND closed_as IS NULL</if>
			  <if test="q.open != null and !q.open">AND closed_as IS NOT NULL</if>
			  <if test="q.closedAs != null">AND closed_as = #{q.closedAs}</if>
			  <if test="q.owner != null">AND owner = #{q.owner}</if>
			  <if test="q.customerId != null">AND customer_id = #{q.customerId}</if>
			  <if test="q.number != null">AND number LIKE CONCAT(#{q.number}, '%')</if>
			</where>
			ORDER BY id DESC LIMIT #{limit}
			</script>
			""")
	List<SupportCase> list(@Param("q") CaseQuery query, @Param("limit") int limit);

	@Update("""
			UPDATE support_case SET severity = #{t.severity}, priority = #{t.priority}, team = #{t.team}
			WHERE id = #{id}
			""")
	void setTriage(@Param("id") long id, @Param("t") Triage triage);

	@Update("UPDATE support_case SET product = #{n.product}, component = #{n.component} WHERE id = #{id}")
	void setConcerned(@Param("id") long id, @Param("n") Products.Named named);

	@Update("UPDATE support_case SET stage = #{stage} WHERE number = #{number} AND stage != #{stage}")
	void setStage(@Param("number") String number, @Param("stage") String stage);

	@Update("UPDATE support_case SET owner = #{owner} WHERE id = #{id}")
	void setOwner(@Param("id") long id, @Param("owner") @Nullable String owner);

	@Update("UPDATE support_case SET acknowledged_at = #{at} WHERE id = #{id} AND acknowledged_at IS NULL")
	void setAcknowledged(@Param("id") long id, @Param("at") Instant at);

	@Update("""
			UPDATE support_case SET closed_at = #{at}, closed_as = #{as}, stage = 'closed'
			WHERE id = #{id} AND closed_as IS NULL
			""")
	int close(@Param("id") long id, @Param("as") Closing as, @Param("at") Instant at);

	@Update("UPDATE support_case SET held_replies = held_replies + #{more} WHERE id = #{id}")
	void addHeldReplies(@Param("id") long id, @Param("more") int more);

	@Update("UPDATE support_case SET duplicate_of = #{of} WHERE id = #{id}")
	void setDuplicateOf(@Param("id") long id, @Param("of") String of);

	@Update("""
			UPDATE support_case SET closed_at = NULL, closed_as = NULL, duplicate_of = NULL, reopened = reopened + 1
			WHERE id = #{id} AND closed_as IS NOT NULL AND erased_at IS NULL
			""")
	int reopen(long id);

	/** The cases that others point at: merged into one, split off from it, naming it. */
	@Select("(SELECT " + COLUMNS + " FROM support_case WHERE duplicate_of = #{number} AND closed_as = 'DUPLICATE'"
			+ " ORDER BY id LIMIT 200) UNION DISTINCT (SELECT " + COLUMNS
			+ " FROM support_case WHERE split_from = #{number} ORDER BY id LIMIT 200) UNION DISTINCT (SELECT " + COLUMNS
			+ " FROM support_case WHERE quotes = #{number} ORDER BY id LIMIT 200)")
	List<SupportCase> pointingAt(String number);

	/** The cases that continue some others, the first at the front. */
	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM support_case WHERE continues IN
			<foreach collection="numbers" item="number" open="(" separator="," close=")">#{number}</foreach>
			ORDER BY id LIMIT 500
			</script>
			""")
	List<SupportCase> continuing(@Param("numbers") Collection<String> numbers);

}
