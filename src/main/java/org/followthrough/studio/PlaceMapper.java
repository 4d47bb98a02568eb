package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of what managers have decided for the places where cases wait.
 */
@Mapper
interface PlaceMapper {

	@Select("SELECT file, element, target FROM draft_place WHERE draft_id = #{draft} ORDER BY file, element LIMIT 5000")
	List<Chosen> of(long draft);

	@Insert("""
			INSERT INTO draft_place (draft_id, file, element, target, chosen_by, chosen_at)
			VALUES (#{draft}, #{c.file}, #{c.element}, #{c.target}, #{by}, #{at})
			ON DUPLICATE KEY UPDATE target = VALUES(target), chosen_by = VALUES(chosen_by), chosen_at = VALUES(chosen_at)
			""")
	void choose(@Param("draft") long draft, @Param("c") Chosen chosen, @Param("by") String by, @Param("at") Instant at);

	@Delete("DELETE FROM draft_place WHERE draft_id = #{draft} AND file = #{file} AND element = #{element}")
	void undecided(@Param("draft") long draft, @Param("file") String file, @Param("element") String element);

	@Delete("DELETE FROM draft_place WHERE draft_id = #{draft} AND file = #{file}")
	void forget(@Param("draft") long draft, @Param("file") String file);

	@Insert("""
			INSERT INTO draft_place (draft_id, file, element, target, chosen_by, chosen_at)
			SELECT #{to}, file, element, target, chosen_by, chosen_at FROM draft_place WHERE draft_id = #{from}
			""")
	void copy(@Param("from") long from, @Param("to") long to);

	/**
	 * What was decided.
	 *
	 * @param file the diagram
	 * @param element where cases wait
	 * @param target where they wait then; empty where they stay in their version
	 */
	record Chosen(String file, String element, String target) {
	}

}
