package org.followthrough.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the samples.
 */
@Mapper
interface SampleMapper {

	String COLUMNS = """
			s.id, s.owner, s.title, s.criteria, s.seed, s.size, s.population, s.population_hash, s.drawn_at,
			(SELECT COUNT(*) FROM inquiry_sample_case c WHERE c.sample_id = s.id) AS cases,
			(SELECT COUNT(c.judged_at) FROM inquiry_sample_case c WHERE c.sample_id = s.id) AS judged
			""";

	/**
	 * Makes whoever reads histories wait, so that nothing changes while a sample is
	 * drawn.
	 */
	@Select("SELECT 1 FROM inquiry_progress FOR UPDATE")
	int hold();

	@Select(value = """
			INSERT INTO inquiry_sample (owner, title, criteria, seed, size, population, population_hash, drawn_at)
			VALUES (#{owner}, #{title}, #{criteria}, #{seed}, #{size}, #{drawn.population}, #{drawn.hash}, #{now})
			RETURNING id
			""", affectData = true)
	long insert(@Param("owner") String owner, @Param("title") String title, @Param("criteria") String criteria,
			@Param("seed") long seed, @Param("size") int size, @Param("drawn") Draw.Drawn drawn,
			@Param("now") Instant now);

	@Insert("""
			<script>
			INSERT INTO inquiry_sample_case (sample_id, place, number, remark) VALUES
			<foreach collection="numbers" item="one" index="at" separator=",">(#{id}, #{at} + 1, #{one}, '')</foreach>
			</script>
			""")
	void insertCases(@Param("id") long id, @Param("numbers") List<String> numbers);

	@Select("SELECT " + COLUMNS + """
			FROM inquiry_sample s WHERE s.owner = #{owner} ORDER BY s.id DESC LIMIT #{most}
			""")
	List<Sample> of(@Param("owner") String owner, @Param("most") int most);

	@Select("SELECT " + COLUMNS + " FROM inquiry_sample s WHERE s.id = #{id} AND s.owner = #{owner}")
	Optional<Sample> find(@Param("id") long id, @Param("owner") String owner);

	@Select("""
			SELECT s.place, s.number, c.subject, s.finding, s.remark, s.judged_at FROM inquiry_sample_case s
			JOIN support_case c ON c.number = s.number WHERE s.sample_id = #{id} ORDER BY s.place
			""")
	List<SampleCase> cases(long id);

	@Update("""
			UPDATE inquiry_sample_case SET finding = #{finding}, remark = #{remark}, judged_at = #{now}
			WHERE sample_id = #{id} AND place = #{place}
			""")
	void judge(@Param("id") long id, @Param("place") int place, @Param("finding") Finding finding,
			@Param("remark") String remark, @Param("now") Instant now);

}
