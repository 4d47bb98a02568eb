package org.followthrough.inquiry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the words that can be said of cases, and of which cases each is so.
 */
@Mapper
interface WordMapper {

	@Select("""
			<script>
			SELECT case_id, word_id FROM inquiry_mark WHERE case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Marked> marks(@Param("cases") Collection<Long> cases);

	/** What words are known, and of how many cases they are so. */
	@Select("""
			<script>
			SELECT id, kind, word, cases FROM inquiry_word WHERE
			<foreach collection="words" item="one" separator=" OR ">(kind = #{one.kind} AND word = #{one.word})</foreach>
			</script>
			""")
	List<WordRow> words(@Param("words") Collection<Word> words);

	@Insert("""
			<script>
			INSERT INTO inquiry_word (kind, word, cases) VALUES
			<foreach collection="words" item="one" separator=",">(#{one.kind}, #{one.word}, 0)</foreach>
			</script>
			""")
	void addWords(@Param("words") Collection<Word> words);

	/** Adds to the numbers of cases of words; takes off what is negative. */
	@Update("""
			<script>
			UPDATE inquiry_word SET cases = cases + CASE id
			<foreach collection="more" item="one">WHEN #{one.wordId} THEN #{one.cases} </foreach> END
			WHERE id IN
			<foreach collection="more" item="one" open="(" separator="," close=")">#{one.wordId}</foreach>
			</script>
			""")
	void count(@Param("more") Collection<More> more);

	@Insert("""
			<script>
			INSERT INTO inquiry_mark (word_id, opened_at, case_id) VALUES
			<foreach collection="marks" item="one" separator=",">(#{one.wordId}, #{one.openedAt}, #{one.caseId})</foreach>
			</script>
			""")
	void mark(@Param("marks") Collection<Mark> marks);

	@Delete("""
			<script>
			DELETE FROM inquiry_mark WHERE
			<foreach collection="marks" item="one" separator=" OR ">
			  (word_id = #{one.wordId} AND opened_at = #{one.openedAt} AND case_id = #{one.caseId})
			</foreach>
			</script>
			""")
	void unmark(@Param("marks") Collection<Mark> marks);

	/** What can be chosen from, of each kind no more than a list can hold. */
	@Select("""
			<script>
			SELECT id, kind, word, cases FROM (
			  SELECT id, kind, word, cases, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY word) AS place FROM inquiry_word
			  WHERE cases > 0 AND kind IN
			  <foreach collection="kinds" item="one" open="(" separator="," close=")">#{one}</foreach>) known
			WHERE place &lt;= #{most} ORDER BY kind, word
			</script>
			""")
	List<WordRow> choices(@Param("kinds") Collection<String> kinds, @Param("most") int most);

	/**
	 * That a word is so of a case.
	 */
	record Marked(long caseId, int wordId) {
	}

	/**
	 * The same with its place in the order of cases.
	 */
	record Mark(int wordId, Instant openedAt, long caseId) {
	}

	/**
	 * A word, and of how many cases it is so.
	 */
	record WordRow(int id, String kind, String word, int cases) {

		Word said() {
			return new Word(this.kind, this.word);
		}

	}

	/**
	 * Of how many more cases a word is so.
	 */
	record More(int wordId, int cases) {
	}

}
