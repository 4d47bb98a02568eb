package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of who has the escalations, as far as that was seen to.
 */
@Mapper
interface DutyMapper {

	String COLUMNS = "team, week, engineer, away, outgoing, week_turned, turn, after_case, failed, due_at";

	@Select("SELECT " + COLUMNS + " FROM duty ORDER BY team")
	List<Row> all();

	@Insert("""
			INSERT IGNORE INTO duty (team, week, engineer, away, outgoing, week_turned, turn, after_case, failed, due_at)
			VALUES (#{team}, #{week}, #{engineer}, #{away}, '', FALSE, 1, 0, 0, #{dueAt})
			""")
	int begin(Row first);

	/** Unless another node was first. */
	@Update("""
			UPDATE duty SET week = #{n.week}, engineer = #{n.engineer}, away = #{n.away}, outgoing = #{n.outgoing},
			  week_turned = #{n.weekTurned}, turn = turn + 1, after_case = 0, failed = 0, due_at = #{n.dueAt}
			WHERE team = #{n.team} AND turn = #{n.turn}
			""")
	int change(@Param("n") Row next);

	@Select("SELECT " + COLUMNS + " FROM duty WHERE due_at <= #{now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
	Optional<Row> lockDue(Instant now);

	@Update("UPDATE duty SET due_at = #{until} WHERE team = #{team}")
	void lease(@Param("team") String team, @Param("until") Instant until);

	/**
	 * Notes how far it is, unless it began again meanwhile or another node is further.
	 */
	@Update("""
			UPDATE duty SET after_case = #{last}, failed = failed + #{failed}, due_at = #{due}
			WHERE team = #{r.team} AND turn = #{r.turn} AND after_case = #{r.afterCase}
			""")
	int advance(@Param("r") Row row, @Param("last") long last, @Param("failed") int failed, @Param("due") Instant due);

	@Update("""
			UPDATE duty SET due_at = NULL, outgoing = '', week_turned = FALSE
			WHERE team = #{r.team} AND turn = #{r.turn} AND after_case = #{r.afterCase}
			""")
	int finish(@Param("r") Row row);

	@Update("""
			UPDATE duty SET after_case = 0, failed = 0, due_at = #{due}
			WHERE team = #{r.team} AND turn = #{r.turn} AND after_case = #{r.afterCase}
			""")
	int again(@Param("r") Row row, @Param("due") Instant due);

	@Insert("""
			INSERT INTO shift_leaver (account, due_at) VALUES (#{account}, #{due})
			ON DUPLICATE KEY UPDATE due_at = #{due}
			""")
	void leaves(@Param("account") String account, @Param("due") Instant due);

	@Select("SELECT account FROM shift_leaver WHERE due_at <= #{now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
	Optional<String> lockLeaver(Instant now);

	@Update("UPDATE shift_leaver SET due_at = #{due} WHERE account = #{account}")
	void leaver(@Param("account") String account, @Param("due") Instant due);

	@Delete("DELETE FROM shift_leaver WHERE account = #{account}")
	void left(String account);

	/**
	 * Who has the escalations of a team.
	 *
	 * @param team the team
	 * @param week the week of the shift
	 * @param engineer their account; empty for any engineer
	 * @param away tells one set of people who are away from another
	 * @param outgoing whose turn ended and may not have been asked yet
	 * @param weekTurned whether a week began since
	 * @param turn counts the changes
	 * @param afterCase the last case that was seen to
	 * @param failed how many could not be seen to
	 * @param dueAt when to go on; null when all were seen to
	 */
	record Row(String team, LocalDate week, String engineer, String away, String outgoing, boolean weekTurned, int turn,
			long afterCase, int failed, @Nullable Instant dueAt) {

		private static final int LONGEST = 1000;

		static Row first(String team, LocalDate week, String engineer, String away, Instant dueAt) {
			return new Row(team, week, engineer, away, "", false, 1, 0, 0, dueAt);
		}

		boolean isSame(Row other) {
			return this.week.equals(other.week) && this.engineer.equals(other.engineer) && this.away.equals(other.away);
		}

		boolean hasSameEngineer(Row other) {
			return this.week.equals(other.week) && this.engineer.equals(other.engineer);
		}

		/** What this becomes when the rota says something else. */
		Row then(Row next) {
			Set<String> gone = new LinkedHashSet<>(goneSoFar());
			if (!next.engineer.equals(this.engineer) && !this.engineer.isEmpty()) {
				gone.add(this.engineer);
			}
			gone.remove(next.engineer);
			String outgoing = String.join(" ", gone);
			boolean tooMany = outgoing.length() > LONGEST;
			return new Row(this.team, next.week, next.engineer, next.away, tooMany ? "" : outgoing,
					this.weekTurned || tooMany || !this.week.equals(next.week), this.turn, 0, 0, next.dueAt);
		}

		Turn asTurn() {
			return new Turn(this.weekTurned, Set.copyOf(goneSoFar()));
		}

		private List<String> goneSoFar() {
			return this.outgoing.isEmpty() ? List.of() : Arrays.asList(this.outgoing.split(" "));
		}

	}

}
