package org.followthrough.webhooks;

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
 * SQL of what is told, and how it arrives.
 */
@Mapper
interface WebhookMapper {

	String DELIVERY = """
			SELECT d.id, d.endpoint_id, e.message_id, e.type, e.payload, e.at, d.attempts, d.due_at, d.delivered_at,
			  d.given_up_at, a.status, a.problem
			FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id
			LEFT JOIN webhook_attempt a ON a.id = (SELECT MAX(l.id) FROM webhook_attempt l WHERE l.delivery_id = d.id)
			""";

	@Insert("""
			INSERT INTO webhook_event (message_id, type, payload, at) VALUES (#{messageId}, #{type}, #{payload}, #{at})
			""")
	void addEvent(@Param("messageId") String messageId, @Param("type") String type, @Param("payload") String payload,
			@Param("at") Instant at);

	/** To all who hear of it. */
	@Insert("""
			INSERT INTO webhook_delivery (event_id, endpoint_id, due_at)
			SELECT e.id, p.id, e.at FROM webhook_event e JOIN webhook_endpoint p
			WHERE e.message_id = #{messageId} AND p.active AND (p.types = '*' OR FIND_IN_SET(e.type, p.types) > 0)
			""")
	void addDeliveries(String messageId);

	/** To one, whatever it hears. */
	@Insert("""
			INSERT INTO webhook_delivery (event_id, endpoint_id, due_at)
			SELECT id, #{endpoint}, at FROM webhook_event WHERE message_id = #{messageId}
			""")
	void addDelivery(@Param("messageId") String messageId, @Param("endpoint") long endpoint);

	/** What waits longest and nobody else has in hand. */
	@Select("""
			SELECT id FROM webhook_delivery WHERE endpoint_id = #{endpoint} AND due_at <= #{now}
			ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
			""")
	Optional<Long> lockDue(@Param("endpoint") long endpoint, @Param("now") Instant now);

	@Update("UPDATE webhook_delivery SET due_at = #{until} WHERE id = #{id}")
	void hold(@Param("id") long id, @Param("until") Instant until);

	@Select(DELIVERY + "WHERE d.id = #{id}")
	Optional<Delivery> find(long id);

	@Select("""
			<script>
			""" + DELIVERY + """
			WHERE d.endpoint_id = #{endpoint}
			<if test="failed">AND d.given_up_at IS NOT NULL</if>
			<if test="before != null">AND d.id &lt; #{before}</if>
			ORDER BY d.id DESC LIMIT #{most}
			</script>
			""")
	List<Delivery> newest(@Param("endpoint") long endpoint, @Param("failed") boolean failed,
			@Param("before") @Nullable Long before, @Param("most") int most);

	@Select("SELECT at, took_ms, status, problem FROM webhook_attempt WHERE delivery_id = #{id} ORDER BY id LIMIT #{most}")
	List<Attempt> attempts(@Param("id") long id, @Param("most") int most);

	/**
	 * Keeps how a try went, unless what was tried is gone; while it is kept, that can't
	 * go.
	 */
	@Insert("""
			INSERT INTO webhook_attempt (delivery_id, at, took_ms, status, problem)
			SELECT id, #{a.at}, #{a.tookMs}, #{a.status}, #{a.problem} FROM webhook_delivery WHERE id = #{id} FOR UPDATE
			""")
	int addAttempt(@Param("id") long id, @Param("a") Attempt attempt);

	@Update("""
			UPDATE webhook_delivery SET attempts = attempts + 1, due_at = NULL, delivered_at = #{now}, given_up_at = NULL
			WHERE id = #{id}
			""")
	void delivered(@Param("id") long id, @Param("now") Instant now);

	@Update("""
			UPDATE webhook_delivery SET attempts = attempts + 1, due_at = #{next}, given_up_at = IF(#{next} IS NULL, #{now}, NULL)
			WHERE id = #{id} AND delivered_at IS NULL
			""")
	void failed(@Param("id") long id, @Param("now") Instant now, @Param("next") @Nullable Instant next);

	/** As if it had never been tried. */
	@Update("""
			UPDATE webhook_delivery SET attempts = 0, due_at = #{now}, delivered_at = NULL, given_up_at = NULL WHERE id = #{id}
			""")
	void replay(@Param("id") long id, @Param("now") Instant now);

	/** What was given up since then. */
	@Update("""
			UPDATE webhook_delivery SET attempts = 0, due_at = #{now}, given_up_at = NULL
			WHERE endpoint_id = #{endpoint} AND given_up_at >= #{since}
			""")
	int replayFailed(@Param("endpoint") long endpoint, @Param("since") Instant since, @Param("now") Instant now);

	/**
	 * How many wait for each, and how many were given up, counted no further than that.
	 */
	@Select("""
			<script>
			<foreach collection="endpoints" item="one" separator=" UNION ALL ">
			  SELECT #{one} AS endpoint, (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_delivery WHERE endpoint_id = #{one}
			      AND due_at IS NOT NULL LIMIT #{most}) w) AS waiting,
			    (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_delivery WHERE endpoint_id = #{one}
			      AND given_up_at IS NOT NULL LIMIT #{most}) f) AS failed
			</foreach>
			</script>
			""")
	List<Numbers> numbers(@Param("endpoints") Collection<Long> endpoints, @Param("most") int most);

	@Delete("DELETE FROM webhook_delivery WHERE endpoint_id = #{endpoint} LIMIT #{most}")
	int removeOf(@Param("endpoint") long endpoint, @Param("most") int most);

	/** With all that tells how it went. */
	@Delete("DELETE FROM webhook_event WHERE at < #{before} ORDER BY at LIMIT #{most}")
	int forget(@Param("before") Instant before, @Param("most") int most);

	/**
	 * One try.
	 *
	 * @param at when it began
	 * @param tookMs milliseconds until the answer, or until we stopped waiting
	 * @param status what was answered; null for nothing
	 * @param problem what went wrong; null for nothing
	 */
	record Attempt(Instant at, int tookMs, @Nullable Integer status, @Nullable String problem) {
	}

	/**
	 * How many deliveries to an endpoint there are.
	 */
	record Numbers(long endpoint, int waiting, int failed) {
	}

}
