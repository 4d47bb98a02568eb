package org.followthrough.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of endpoints and their secrets.
 */
@Mapper
interface EndpointMapper {

	String COLUMNS = "id, url, description, types, added_at, active, off_because, succeeded_at, failing_since, "
			+ "quiet_until";

	@Select("SELECT " + COLUMNS + " FROM webhook_endpoint ORDER BY id LIMIT #{most}")
	List<Endpoint> all(int most);

	@Select("SELECT " + COLUMNS + " FROM webhook_endpoint WHERE id = #{id}")
	Optional<Endpoint> find(long id);

	@Select("SELECT " + COLUMNS + " FROM webhook_endpoint WHERE id = #{id} FOR UPDATE")
	Optional<Endpoint> lock(long id);

	/** What any of them hears: types with commas between. */
	@Select("SELECT DISTINCT types FROM webhook_endpoint WHERE active")
	List<String> heard();

	/** Those that something waits for now. */
	@Select("""
			SELECT id FROM webhook_endpoint p WHERE active AND (quiet_until IS NULL OR quiet_until <= #{now})
			AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = p.id AND d.due_at <= #{now})
			""")
	List<Long> due(Instant now);

	@Select(value = """
			INSERT INTO webhook_endpoint (url, description, types, added_at)
			VALUES (#{url}, #{description}, #{types}, #{now}) RETURNING id
			""", affectData = true)
	@Options(flushCache = Options.FlushCachePolicy.TRUE)
	long insert(@Param("url") String url, @Param("description") String description, @Param("types") String types,
			@Param("now") Instant now);

	@Update("""
			UPDATE webhook_endpoint SET url = #{url}, description = #{description}, types = #{types} WHERE id = #{id}
			""")
	void change(@Param("id") long id, @Param("url") String url, @Param("description") String description,
			@Param("types") String types);

	@Update("""
			UPDATE webhook_endpoint SET active = (#{because} IS NULL), off_because = #{because}, failing_since = NULL,
			  quiet_until = NULL WHERE id = #{id}
			""")
	void turn(@Param("id") long id, @Param("because") @Nullable String because);

	@Update("""
			UPDATE webhook_endpoint SET succeeded_at = #{now}, failing_since = NULL, quiet_until = NULL WHERE id = #{id}
			""")
	void succeeded(@Param("id") long id, @Param("now") Instant now);

	@Update("""
			UPDATE webhook_endpoint SET failing_since = COALESCE(failing_since, #{now}), quiet_until = #{quietUntil}
			WHERE id = #{id}
			""")
	void failed(@Param("id") long id, @Param("now") Instant now, @Param("quietUntil") @Nullable Instant quietUntil);

	@Delete("DELETE FROM webhook_endpoint WHERE id = #{id}")
	void remove(long id);

	@Insert("INSERT INTO webhook_secret (endpoint_id, secret, made_at) VALUES (#{endpoint}, #{secret}, #{now})")
	void addSecret(@Param("endpoint") long endpoint, @Param("secret") byte[] secret, @Param("now") Instant now);

	/** Those that did not end yet end then, unless they end sooner. */
	@Update("""
			UPDATE webhook_secret SET ends_at = LEAST(COALESCE(ends_at, #{then}), #{then}) WHERE endpoint_id = #{endpoint}
			""")
	void endSecrets(@Param("endpoint") long endpoint, @Param("then") Instant then);

	/** What is signed with, the newest first. */
	@Select("""
			SELECT id, secret FROM webhook_secret WHERE endpoint_id = #{endpoint} AND (ends_at IS NULL OR ends_at > #{now})
			ORDER BY id DESC
			""")
	List<SecretRow> secrets(@Param("endpoint") long endpoint, @Param("now") Instant now);

	@Delete("DELETE FROM webhook_secret WHERE ends_at <= #{now}")
	void forgetSecrets(Instant now);

	/**
	 * One secret.
	 */
	record SecretRow(long id, byte[] secret) {
	}

}
