package org.followthrough.rehearsal;

import java.time.Instant;
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
 * SQL of rehearsals.
 */
@Mapper
interface RehearsalMapper {

	String COLUMNS = """
			id, title, asked_by, asked_at, status, states, edges, replayed_from, cases, replayed, cancelled_by, ended_at,
			passed, problem
			""";

	@Select(value = """
			INSERT INTO rehearsal (title, fingerprint, asked_by, asked_at, replayed_from, status)
			VALUES (#{title}, #{fingerprint}, #{by}, #{at}, #{replay}, 'WAITING') RETURNING id
			""", affectData = true)
	long insert(@Param("title") String title, @Param("fingerprint") String fingerprint, @Param("by") String by,
			@Param("at") Instant at, @Param("replay") @Nullable Instant replay);

	@Insert("INSERT INTO rehearsal_file (rehearsal_id, name, content) VALUES (#{id}, #{name}, #{content})")
	void insertFile(@Param("id") long id, @Param("name") String name, @Param("content") byte[] content);

	/** Forgets the files of all but the newest rehearsals. What they found stays. */
	@Delete("DELETE FROM rehearsal_file WHERE rehearsal_id <= #{id} - #{kept}")
	void forgetFiles(@Param("id") long newest, @Param("kept") int kept);

	@Select("SELECT " + COLUMNS + " FROM rehearsal WHERE id = #{id}")
	Optional<RehearsalStatus> find(long id);

	@Select("SELECT " + COLUMNS + " FROM rehearsal ORDER BY id DESC LIMIT #{most}")
	List<RehearsalStatus> newest(int most);

	@Select("SELECT COUNT(*) FROM rehearsal WHERE status IN ('WAITING', 'RUNNING')")
	int underWay();

	/** One of the same files that has not ended yet. */
	@Select("""
			SELECT id FROM rehearsal WHERE fingerprint = #{fingerprint} AND status IN ('WAITING', 'RUNNING')
			  AND cancelled_by IS NULL
			ORDER BY id LIMIT 1
			""")
	Optional<Long> sameUnderWay(String fingerprint);

	@Select("SELECT COUNT(*) > 0 FROM rehearsal WHERE fingerprint = #{fingerprint} AND passed")
	boolean passed(String fingerprint);

	/** One that passed; else the newest. */
	@Select("SELECT " + COLUMNS
			+ " FROM rehearsal WHERE fingerprint = #{fingerprint} ORDER BY passed DESC, id DESC LIMIT 1")
	Optional<RehearsalStatus> standing(String fingerprint);

	@Select("SELECT result FROM rehearsal WHERE id = #{id} AND result IS NOT NULL")
	Optional<String> result(long id);

	@Select("SELECT replay FROM rehearsal WHERE id = #{id} AND replay IS NOT NULL")
	Optional<String> replay(long id);

	@Select("SELECT name, content FROM rehearsal_file WHERE rehearsal_id = #{id} ORDER BY name")
	List<Named> files(long id);

	@Select("SELECT name, content FROM rehearsal_file WHERE rehearsal_id = #{id} AND name = #{name}")
	Optional<Named> file(@Param("id") long id, @Param("name") String name);

	/** The next that nobody is at work on. */
	@Select("SELECT " + COLUMNS + """
			FROM rehearsal
			WHERE status = 'WAITING' OR (status = 'RUNNING' AND leased_until < #{now})
			ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
			""")
	Optional<RehearsalStatus> lockDue(Instant now);

	/** Notes how far it is. */
	@Update("""
			UPDATE rehearsal SET status = 'RUNNING', leased_until = #{until}, states = #{states}, edges = #{edges},
			  cases = #{cases}, replayed = #{replayed}
			WHERE id = #{id}
			""")
	void goesOn(@Param("id") long id, @Param("until") Instant until, @Param("states") int states,
			@Param("edges") int edges, @Param("cases") int cases, @Param("replayed") int replayed);

	@Update("UPDATE rehearsal SET cancelled_by = #{by} WHERE id = #{id} AND status IN ('WAITING', 'RUNNING') AND cancelled_by IS NULL")
	int cancel(@Param("id") long id, @Param("by") String by);

	@Update("""
			UPDATE rehearsal SET status = #{e.status}, leased_until = NULL, ended_at = #{e.at}, states = #{e.states},
			  edges = #{e.edges}, passed = #{e.passed}, problem = #{e.problem}, result = #{e.result},
			  replay = #{e.replay}
			WHERE id = #{id} AND status IN ('WAITING', 'RUNNING')
			""")
	int ends(@Param("id") long id, @Param("e") Ended ended);

	/**
	 * A file.
	 */
	record Named(String name, byte[] content) {
	}

	/**
	 * What became of a rehearsal.
	 */
	record Ended(RehearsalStatus.Status status, Instant at, int states, int edges, boolean passed,
			@Nullable String problem, @Nullable String result, @Nullable String replay) {
	}

}
