package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the rota.
 */
@Mapper
interface RotaMapper {

	String ABSENCE = "id, engineer, first_day, last_day, reason, deputy";

	String SWAP = "id, team, week, engineer, other_week, other, state, proposed_at, decided_at";

	@Select("SELECT version, changed_at FROM rota_change")
	Change change();

	/** Whoever changes anything waits here for whoever does so right now. */
	@Update("UPDATE rota_change SET version = version + 1, changed_at = #{now}")
	void changed(Instant now);

	@Select("SELECT team, week, engineer FROM shift WHERE week >= #{first}")
	List<Shift> shifts(LocalDate first);

	@Select("SELECT team, week, engineer FROM shift WHERE team = #{team} AND week BETWEEN #{first} AND #{last}")
	List<Shift> of(@Param("team") String team, @Param("first") LocalDate first, @Param("last") LocalDate last);

	@Insert("""
			<script>
			INSERT INTO shift (team, week, engineer) VALUES
			<foreach collection="shifts" item="s" separator=",">(#{s.team}, #{s.week}, #{s.engineer})</foreach>
			ON DUPLICATE KEY UPDATE engineer = VALUES(engineer)
			</script>
			""")
	void put(@Param("shifts") Collection<Shift> shifts);

	@Delete("DELETE FROM shift WHERE team = #{team} AND week = #{week}")
	void remove(@Param("team") String team, @Param("week") LocalDate week);

	@Select("SELECT " + ABSENCE + " FROM absence WHERE last_day >= #{first} ORDER BY first_day, id")
	List<Absence> absences(LocalDate first);

	@Select("SELECT " + ABSENCE + " FROM absence WHERE id = #{id}")
	Optional<Absence> absence(long id);

	@Select(value = """
			INSERT INTO absence (engineer, first_day, last_day, reason, deputy)
			VALUES (#{engineer}, #{firstDay}, #{lastDay}, #{reason}, #{deputy}) RETURNING
			""" + ABSENCE, affectData = true)
	Absence addAbsence(@Param("engineer") String engineer, @Param("firstDay") LocalDate firstDay,
			@Param("lastDay") LocalDate lastDay, @Param("reason") @Nullable String reason,
			@Param("deputy") @Nullable String deputy);

	@Delete("DELETE FROM absence WHERE id = #{id}")
	void removeAbsence(long id);

	@Select("SELECT " + SWAP + " FROM shift_swap WHERE state = 'PROPOSED' ORDER BY week, id LIMIT 200")
	List<Swap> proposed();

	@Select("SELECT " + SWAP + " FROM shift_swap WHERE id = #{id} FOR UPDATE")
	Optional<Swap> lockSwap(long id);

	@Select(value = """
			INSERT INTO shift_swap (team, week, engineer, other_week, other, state, proposed_at, decided_at)
			VALUES (#{s.team}, #{s.week}, #{s.engineer}, #{s.otherWeek}, #{s.other}, #{s.state}, #{s.proposedAt},
			  #{s.decidedAt})
			RETURNING
			""" + SWAP, affectData = true)
	Swap addSwap(@Param("s") Swap swap);

	@Update("UPDATE shift_swap SET state = #{state}, decided_at = #{now} WHERE id = #{id}")
	void decide(@Param("id") long id, @Param("state") Swap.State state, @Param("now") Instant now);

	/**
	 * What tells one rota from another.
	 */
	record Change(long version, Instant changedAt) {
	}

}
