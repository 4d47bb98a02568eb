package org.followthrough.desk;

import java.time.Instant;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the idempotency keys.
 */
@Mapper
interface IdempotencyMapper {

	@Insert("""
			INSERT INTO idempotency_key (account, idempotency_key, request_hash, created_at)
			VALUES (#{account}, #{key}, #{hash}, #{now})
			""")
	void insert(@Param("account") String account, @Param("key") String key, @Param("hash") byte[] hash,
			@Param("now") Instant now);

	@Update("""
			UPDATE idempotency_key SET case_number = #{number} WHERE account = #{account} AND idempotency_key = #{key}
			""")
	void answer(@Param("account") String account, @Param("key") String key, @Param("number") String number);

	@Select("""
			SELECT request_hash, case_number FROM idempotency_key
			WHERE account = #{account} AND idempotency_key = #{key}
			""")
	Row get(@Param("account") String account, @Param("key") String key);

	/**
	 * What a key stands for.
	 */
	record Row(byte[] requestHash, String caseNumber) {
	}

}
