package org.followthrough.identity;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * SQL of the secrets. A key is committed on its own, before anything is signed with it.
 */
@Mapper
@Transactional(propagation = Propagation.REQUIRES_NEW)
interface SecretMapper {

	@Insert("""
			INSERT IGNORE INTO application_secret (name, value) VALUES (#{name}, #{value})
			""")
	void insertUnlessKnown(@Param("name") String name, @Param("value") byte[] value);

	@Select("""
			SELECT value FROM application_secret WHERE name = #{name}
			""")
	Secret get(String name);

	/**
	 * A key. MyBatis takes a bare array for a list of rows.
	 */
	record Secret(byte[] value) {
	}

}
