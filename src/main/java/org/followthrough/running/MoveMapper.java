package org.followthrough.running;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of moves and the cases in them.
 */
@Mapper
interface MoveMapper {

	String COLUMNS = """
			id, draft_id, file, process, definition, version, author, approver, choices, state, verdicts, begun_at,
			ended_at
			""";

	@Insert("""
			INSERT INTO case_move (draft_id, file, process, definition, version, author, approver, choices, state,
			  verdicts, begun_at)
			VALUES (#{m.draftId}, #{m.file}, #{m.process}, #{m.definition}, #{m.version}, #{m.author}, #{m.approver},
			  #{m.choices}, #{m.state}, #{m.verdicts}, #{m.begunAt})
			""")
	void insert(@Param("m") CaseMove move);

	/** Whatever earlier versions had in hand, the newest one sees to. */
	@Update("""
			UPDATE case_move SET state = 'OVERTAKEN', ended_at = COALESCE(ended_at, #{at})
			WHERE process = #{process} AND state IN ('TRYING', 'MOVING', 'DONE')
			""")
	void overtake(@Param("process") String process, @Param("at") Instant at);

	@Select("SELECT " + COLUMNS + " FROM case_move WHERE id = #{id}")
	Optional<CaseMove> find(long id);

	@Select("SELECT " + COLUMNS + " FROM case_move WHERE id = #{id} FOR UPDATE")
	Optional<CaseMove> lock(long id);

	@Select("SELECT " + COLUMNS + " FROM case_move WHERE draft_id = #{draft} ORDER BY file")
	List<CaseMove> of(long draft);

	/** Those that somebody has to see to. */
	@Select("SELECT id FROM case_move WHERE state IN ('TRYING', 'MOVING') ORDER BY id LIMIT 100")
	List<Long> open();

	/** One whose copies go over, unless another node has it in hand. */
	@Select("SELECT " + COLUMNS + """
			FROM case_move WHERE id = #{id} AND state = 'TRYING' AND (leased_until IS NULL OR leased_until < #{now})
			FOR UPDATE SKIP LOCKED
			""")
	Optional<CaseMove> lockUntried(@Param("id") long id, @Param("now") Instant now);

	@Update("UPDATE case_move SET leased_until = #{until} WHERE id = #{id} AND state = 'TRYING'")
	int lease(@Param("id") long id, @Param("until") @Nullable Instant until);

	/** Unless a newer version has overtaken it. */
	@Update("""
			UPDATE case_move SET state = #{to}, verdicts = #{verdicts}, leased_until = NULL, ended_at = #{at}
			WHERE id = #{id} AND state = #{from}
			""")
	int goesOn(@Param("id") long id, @Param("from") CaseMove.State from, @Param("to") CaseMove.State to,
			@Param("verdicts") String verdicts, @Param("at") @Nullable Instant at);

	/** Lists the processes that run by earlier versions; those that were listed stay. */
	@Insert("""
			INSERT IGNORE INTO case_move_item (move_id, instance, case_number, from_version, state)
			SELECT #{m.id}, e.ID_, e.BUSINESS_KEY_, p.VERSION_, 'WAITING'
			FROM ACT_RE_PROCDEF p JOIN ACT_RU_EXECUTION e ON e.PROC_DEF_ID_ = p.ID_
			WHERE p.KEY_ = #{m.process} AND p.ID_ != #{m.definition} AND e.PARENT_ID_ IS NULL
			  AND e.BUSINESS_KEY_ IS NOT NULL
			""")
	int list(@Param("m") CaseMove move);

	/** The next ones that aren't settled. */
	@Select("""
			SELECT instance, case_number, from_version FROM case_move_item
			WHERE move_id = #{move} AND state = 'WAITING' AND instance > #{after} ORDER BY instance LIMIT #{most}
			""")
	List<Item> waiting(@Param("move") long move, @Param("after") String after, @Param("most") int most);

	/** Those of them that still aren't, and that no other node has in hand. */
	@Select("""
			<script>
			SELECT instance, case_number, from_version FROM case_move_item
			WHERE move_id = #{move} AND state = 'WAITING' AND instance IN
			<foreach collection="instances" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY instance FOR UPDATE SKIP LOCKED
			</script>
			""")
	List<Item> lockWaiting(@Param("move") long move, @Param("instances") Collection<String> instances);

	@Update("""
			<script>
			UPDATE case_move_item SET state = #{state}, reason = #{reason}, settled_at = #{at}
			WHERE move_id = #{move} AND state = 'WAITING' AND instance IN
			<foreach collection="instances" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void settle(@Param("move") long move, @Param("instances") Collection<String> instances,
			@Param("state") ItemState state, @Param("reason") String reason, @Param("at") Instant at);

	/** Has those that could not go over try again. */
	@Update("""
			UPDATE case_move_item SET state = 'WAITING', reason = '', settled_at = NULL
			WHERE move_id = #{move} AND state IN ('FAILED', 'NEEDS_PERSON')
			""")
	int again(long move);

	@Select("SELECT state, COUNT(*) AS cases FROM case_move_item WHERE move_id = #{move} GROUP BY state")
	List<Count> counts(long move);

	/** Those that could not go over, and why. */
	@Select("""
			SELECT case_number, from_version, state, reason FROM case_move_item
			WHERE move_id = #{move} AND state IN ('FAILED', 'NEEDS_PERSON') ORDER BY state, instance LIMIT #{most}
			""")
	List<Left> left(@Param("move") long move, @Param("most") int most);

	/**
	 * What has become of a case.
	 */
	enum ItemState {

		/** Nothing yet. */
		WAITING,
		/** It goes on by the new version. */
		MOVED,
		/** It goes on by its version, as was decided. */
		STAYS,
		/** It goes on by its version until somebody has seen to it. */
		NEEDS_PERSON,
		/** It goes on by its version, since something went wrong. */
		FAILED,
		/** It ended before. */
		ENDED

	}

	/**
	 * A process that runs by an earlier version.
	 */
	record Item(String instance, String caseNumber, int fromVersion) {
	}

	/**
	 * How many cases something has become of.
	 */
	record Count(ItemState state, int cases) {
	}

	/**
	 * A case that could not go over.
	 *
	 * @param caseNumber its number
	 * @param fromVersion the version that it goes on by
	 * @param state in which way
	 * @param reason why
	 */
	record Left(String caseNumber, int fromVersion, ItemState state, String reason) {
	}

}
