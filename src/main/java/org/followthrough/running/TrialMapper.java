package org.followthrough.running;

import java.time.Instant;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of trials of drafts.
 */
@Mapper
interface TrialMapper {

	String COLUMNS = "id, asked, status, tried, total, ended_at, problem, result";

	@Insert("""
			INSERT INTO case_trial (draft_id, fingerprint, asked, status)
			VALUES (#{draft}, #{fingerprint}, #{asked}, 'WAITING')
			""")
	void insert(@Param("draft") long draft, @Param("fingerprint") String fingerprint, @Param("asked") String asked);

	/** Those of what the draft was before are of no use any more. */
	@Delete("DELETE FROM case_trial WHERE draft_id = #{draft}")
	void forget(long draft);

	@Select("SELECT " + COLUMNS + """
			 FROM case_trial WHERE draft_id = #{draft} AND fingerprint = #{fingerprint} ORDER BY id DESC LIMIT 1
			""")
	Optional<Row> find(@Param("draft") long draft, @Param("fingerprint") String fingerprint);

	/** The next that nobody is at work on. */
	@Select("SELECT " + COLUMNS + """
			 FROM case_trial WHERE status = 'WAITING' OR (status = 'RUNNING' AND leased_until < #{now})
			ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
			""")
	Optional<Row> lockDue(Instant now);

	@Update("""
			UPDATE case_trial SET status = 'RUNNING', leased_until = #{until}, tried = #{tried}, total = #{total}
			WHERE id = #{id}
			""")
	int goesOn(@Param("id") long id, @Param("until") Instant until, @Param("tried") int tried,
			@Param("total") int total);

	@Update("""
			UPDATE case_trial SET status = 'DONE', leased_until = NULL, ended_at = #{at}, problem = #{problem},
			  result = #{result}, tried = total
			WHERE id = #{id}
			""")
	int ends(@Param("id") long id, @Param("at") Instant at, @Param("problem") @Nullable String problem,
			@Param("result") @Nullable String result);

	/**
	 * A trial.
	 */
	record Row(long id, String asked, String status, int tried, int total, @Nullable Instant endedAt,
			@Nullable String problem, @Nullable String result) {
	}

}
