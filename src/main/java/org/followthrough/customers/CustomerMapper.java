package org.followthrough.customers;

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
 * SQL of the customers.
 */
@Mapper
interface CustomerMapper {

	/** The row is left as it is when the address is known already. */
	@Select(value = """
			INSERT IGNORE INTO customer (email, name, kind, created_at, language)
			VALUES (#{email}, #{name}, #{kind}, #{createdAt}, #{language})
			RETURNING id, email, name, kind, plan, created_at, language
			""", affectData = true)
	Optional<Customer> insertUnlessKnown(@Param("email") String email, @Param("name") String name,
			@Param("kind") String kind, @Param("createdAt") Instant createdAt,
			@Param("language") @Nullable String language);

	@Select("""
			SELECT id, email, name, kind, plan, created_at, language FROM customer WHERE email = #{email}
			""")
	Optional<Customer> findByEmail(String email);

	@Select("""
			SELECT id, email, name, kind, plan, created_at, language FROM customer WHERE id = #{id}
			""")
	Customer get(long id);

	@Update("UPDATE customer SET plan = #{plan}, kind = #{kind} WHERE id = #{id}")
	void change(@Param("id") long id, @Param("plan") String plan, @Param("kind") String kind);

	@Update("UPDATE customer SET language = #{language} WHERE id = #{id}")
	void reads(@Param("id") long id, @Param("language") String language);

	@Update("UPDATE customer SET email = #{email}, name = #{name} WHERE id = #{id}")
	void rename(@Param("id") long id, @Param("email") String email, @Param("name") String name);

	@Select("SELECT id FROM customer WHERE id = #{id} FOR UPDATE")
	long lock(long id);

	@Select("""
			<script>
			SELECT id, email, name, kind, plan, created_at, language FROM customer WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	List<Customer> all(@Param("ids") Collection<Long> ids);

}
