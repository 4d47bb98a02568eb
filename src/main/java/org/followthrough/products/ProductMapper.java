package org.followthrough.products;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the products and their components. Names are compared whatever their case.
 */
@Mapper
interface ProductMapper {

	@Select("SELECT id, name, kind, version FROM product ORDER BY name LIMIT 1000")
	List<Row> all();

	@Select("SELECT id, name, kind, version FROM product WHERE spoken = LOWER(#{name})")
	Optional<Row> find(String name);

	@Select("SELECT product_id, name, kind FROM product_component ORDER BY product_id, place LIMIT 20000")
	List<ComponentRow> components();

	@Select("SELECT product_id, name, kind FROM product_component WHERE product_id = #{id} ORDER BY place")
	List<ComponentRow> componentsOf(long id);

	@Select("""
			INSERT INTO product (name, kind, version, changed_at) VALUES (#{name}, #{kind}, 1, #{now}) RETURNING id
			""")
	long insert(@Param("name") String name, @Param("kind") String kind, @Param("now") Instant now);

	@Update("""
			UPDATE product SET kind = #{kind}, version = version + 1, changed_at = #{now} WHERE id = #{id}
			""")
	void update(@Param("id") long id, @Param("kind") String kind, @Param("now") Instant now);

	@Insert("""
			<script>
			INSERT INTO product_component (product_id, place, name, kind) VALUES
			<foreach collection="components" item="c" index="place" separator=",">
			  (#{id}, #{place}, #{c.name}, #{c.kind})
			</foreach>
			</script>
			""")
	void addComponents(@Param("id") long id, @Param("components") List<ProductComponent> components);

	@Delete("DELETE FROM product_component WHERE product_id = #{id}")
	void removeComponents(long id);

	@Delete("DELETE FROM product WHERE id = #{id}")
	void remove(long id);

	/** The products of a kind, or with a component of it. */
	@Select("""
			SELECT p.name FROM product p WHERE p.kind = #{kind}
			  OR p.id IN (SELECT c.product_id FROM product_component c WHERE c.kind = #{kind})
			ORDER BY p.name LIMIT 5
			""")
	List<String> ofKind(String kind);

	/**
	 * A row of the products.
	 */
	record Row(long id, String name, String kind, int version) {
	}

	/**
	 * A row of the components.
	 */
	record ComponentRow(long productId, String name, String kind) {
	}

}
