package org.followthrough.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the secrets. They are read each time that somebody reads, so that no node knows
 * one that was destroyed. Of the customers it knows only what they are called.
 */
@Mapper
interface SealMapper {

	@Insert("INSERT IGNORE INTO person_key (person, secret) VALUES (#{person}, #{secret})")
	void insert(@Param("person") long person, @Param("secret") byte[] secret);

	/** Whoever destroys it waits meanwhile. */
	@Select("SELECT person, secret, destroyed_at FROM person_key WHERE person = #{person} LOCK IN SHARE MODE")
	Optional<Secret> share(long person);

	@Select("SELECT person, secret, destroyed_at FROM person_key WHERE person = #{person} FOR UPDATE")
	Optional<Secret> lock(long person);

	@Select("""
			<script>
			SELECT c.id AS person, c.email, k.secret, k.destroyed_at FROM customer c
			LEFT JOIN person_key k ON k.person = c.id WHERE c.id IN
			<foreach collection="persons" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Known> known(@Param("persons") Collection<Long> persons);

	@Select("""
			<script>
			SELECT stream, person, salt, erased_at FROM audit_stream WHERE stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Salt> salts(@Param("streams") Collection<String> streams);

	@Update("UPDATE audit_stream SET salt = #{salt} WHERE stream = #{stream}")
	void salt(@Param("stream") String stream, @Param("salt") byte[] salt);

	@Update("UPDATE person_key SET secret = NULL, destroyed_at = #{at} WHERE person = #{person}")
	void destroy(@Param("person") long person, @Param("at") Instant at);

	@Update("""
			<script>
			UPDATE audit_stream SET salt = NULL, erased_at = #{at} WHERE erased_at IS NULL AND stream IN
			<foreach collection="streams" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void destroySalts(@Param("streams") Collection<String> streams, @Param("at") Instant at);

	@Select("SELECT id FROM customer WHERE email = #{email}")
	@Nullable Long person(String email);

	/**
	 * A person's secret; without one when it was destroyed.
	 */
	record Secret(long person, byte @Nullable [] secret, @Nullable Instant destroyedAt) {
	}

	/**
	 * What the secret of a case is made of, with its person's.
	 */
	record Salt(String stream, @Nullable Long person, byte @Nullable [] salt, @Nullable Instant erasedAt) {
	}

	/**
	 * What a customer is known by, with their secret.
	 */
	record Known(long person, String email, byte @Nullable [] secret, @Nullable Instant destroyedAt) {
	}

}
