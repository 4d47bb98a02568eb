package org.followthrough.products;

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

/**
 * SQL of the kinds of products and their questions.
 */
@Mapper
interface KindMapper {

	@Select("SELECT name, version FROM product_kind ORDER BY name LIMIT 1000")
	List<Row> all();

	@Select("SELECT name, version FROM product_kind WHERE spoken = LOWER(#{name})")
	Optional<Row> find(String name);

	/** Whoever changes products or kinds waits here for whoever does so right now. */
	@Select("SELECT name FROM product_kind WHERE name = 'general' FOR UPDATE")
	String lockAll();

	@Select("SELECT kind, text, needed FROM product_question ORDER BY kind, place LIMIT 20000")
	List<QuestionRow> questions();

	@Select("""
			<script>
			SELECT kind, text, needed FROM product_question WHERE kind IN
			<foreach collection="kinds" item="kind" open="(" separator="," close=")">#{kind}</foreach>
			ORDER BY kind, place
			</script>
			""")
	List<QuestionRow> questionsOf(@Param("kinds") Collection<String> kinds);

	@Insert("INSERT INTO product_kind (name, version, changed_at) VALUES (#{name}, 1, #{now})")
	void insert(@Param("name") String name, @Param("now") Instant now);

	@Update("UPDATE product_kind SET version = version + 1, changed_at = #{now} WHERE name = #{name}")
	void update(@Param("name") String name, @Param("now") Instant now);

	@Insert("""
			<script>
			INSERT INTO product_question (kind, place, text, needed) VALUES
			<foreach collection="questions" item="q" index="place" separator=",">
			  (#{kind}, #{place}, #{q.text}, #{q.needed})
			</foreach>
			</script>
			""")
	void addQuestions(@Param("kind") String kind, @Param("questions") List<Question> questions);

	@Delete("DELETE FROM product_question WHERE kind = #{kind}")
	void removeQuestions(String kind);

	@Delete("DELETE FROM product_kind WHERE name = #{name}")
	void remove(String name);

	/**
	 * A row of the kinds.
	 */
	record Row(String name, int version) {
	}

	/**
	 * A row of the questions.
	 */
	record QuestionRow(String kind, String text, boolean needed) {

		Question question() {
			return new Question(this.text, this.needed);
		}

	}

}
