package org.followthrough.journey;

import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of what was shipped and dealt with.
 */
@Mapper
interface ShippedMapper {

	/** Until the transaction ends nobody else starts. */
	@Select("SELECT fingerprint FROM shipped_set WHERE id = 1 FOR UPDATE")
	String lock();

	@Update("UPDATE shipped_set SET product = #{product}, fingerprint = #{fingerprint} WHERE id = 1")
	void seen(@Param("product") String product, @Param("fingerprint") String fingerprint);

	@Select("SELECT name, content, product FROM shipped_model ORDER BY name")
	List<Base> all();

	/** Unless a later draft has dealt with a newer one. */
	@Insert("""
			INSERT INTO shipped_model (name, content, product, draft_id)
			VALUES (#{name}, #{content}, #{product}, #{draft})
			ON DUPLICATE KEY UPDATE
			  content = IF(draft_id > VALUES(draft_id), content, VALUES(content)),
			  product = IF(draft_id > VALUES(draft_id), product, VALUES(product)),
			  draft_id = GREATEST(draft_id, VALUES(draft_id))
			""")
	void dealtWith(@Param("name") String name, @Param("content") byte[] content, @Param("product") String product,
			@Param("draft") long draft);

	/** Whatever any draft has said. */
	@Insert("""
			INSERT INTO shipped_model (name, content, product, draft_id)
			VALUES (#{name}, #{content}, #{product}, 0)
			ON DUPLICATE KEY UPDATE content = VALUES(content), product = VALUES(product)
			""")
	void put(@Param("name") String name, @Param("content") byte[] content, @Param("product") String product);

	@Delete("DELETE FROM shipped_model WHERE name = #{name}")
	void forget(String name);

	/**
	 * What was dealt with.
	 *
	 * @param name the file
	 * @param content what was shipped
	 * @param product with which version of the product
	 */
	record Base(String name, byte[] content, String product) {
	}

}
