package org.followthrough.inquiry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads answers, a page at a time, and what there is to say of them: one
 * statement for each table.
 */
@Mapper
interface QuestionMapper {

	String IN_TIME = """
			at &gt;= #{asked.from} AND at &lt; #{asked.before}
			<if test="after != null">
			  AND at &lt;= #{after.at} AND (at &lt; #{after.at} OR stream &lt; #{after.stream}
			    OR (stream = #{after.stream} AND seq &lt; #{after.seq}))
			</if>
			ORDER BY at DESC, stream DESC, seq DESC LIMIT #{limit}
			""";

	@Select("""
			<script>
			SELECT question, at, stream, seq, customer_id, note FROM inquiry_answer FORCE INDEX (PRIMARY)
			WHERE question = #{question} AND
			""" + IN_TIME + "</script>")
	List<Answer> answers(@Param("question") String question, @Param("asked") QuestionRequest.Asked asked,
			@Param("after") @Nullable Answer after, @Param("limit") int limit);

	/** Those about a customer, and those about everybody. */
	@Select("""
			<script>
			SELECT question, at, stream, seq, customer_id, note FROM (
			  (SELECT question, at, stream, seq, customer_id, note FROM inquiry_answer FORCE INDEX (inquiry_answer_customer)
			  WHERE question = #{question} AND customer_id = #{asked.customerId} AND
			"""
			+ IN_TIME
			+ """
					  ) UNION ALL (
					  SELECT question, at, stream, seq, customer_id, note FROM inquiry_answer FORCE INDEX (inquiry_answer_customer)
					  WHERE question = #{question} AND customer_id = 0 AND
					"""
			+ IN_TIME + """
					)) both_of_them ORDER BY at DESC, stream DESC, seq DESC LIMIT #{limit}
					</script>
					""")
	List<Answer> answersOfCustomer(@Param("question") String question, @Param("asked") QuestionRequest.Asked asked,
			@Param("after") @Nullable Answer after, @Param("limit") int limit);

	@Select("""
			<script>
			SELECT stream, seq, content FROM audit_entry WHERE
			<foreach collection="answers" item="one" separator=" OR ">(stream = #{one.stream} AND seq = #{one.seq})</foreach>
			</script>
			""")
	List<KeeperMapper.EntryRow> entries(@Param("answers") Collection<Answer> answers);

	@Select("""
			<script>
			SELECT c.id, c.number, c.subject, u.email FROM support_case c JOIN customer u ON u.id = c.customer_id
			WHERE c.number IN <foreach collection="numbers" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Named> cases(@Param("numbers") Collection<String> numbers);

	@Select("""
			<script>
			SELECT case_id, ended_as, found_by, found_at, reason FROM early_ending WHERE case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY found_at
			</script>
			""")
	List<Ending> endings(@Param("cases") Collection<Long> cases);

	@Select("""
			<script>
			SELECT case_id, reminders, answer, answered_at, answered_by, decided_by, words FROM sign_off
			WHERE answered_at IS NOT NULL AND case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY id
			</script>
			""")
	List<SignedOff> signOffs(@Param("cases") Collection<Long> cases);

	@Select("""
			<script>
			SELECT p.id, p.due_at, p.ended_at, p.called, m.author, m.written_at FROM promise p
			LEFT JOIN message m ON m.id = p.message_id WHERE p.id IN
			<foreach collection="promises" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Late> promises(@Param("promises") Collection<Long> promises);

	@Select("""
			<script>
			SELECT id, deployment FROM draft WHERE deployment IN
			<foreach collection="deployments" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Drafted> drafts(@Param("deployments") Collection<String> deployments);

	/**
	 * What a case is called.
	 */
	record Named(long id, String number, String subject, String email) {
	}

	/**
	 * Who found that a case ends before its time.
	 */
	record Ending(long caseId, Closing endedAs, String foundBy, Instant foundAt, String reason) {
	}

	/**
	 * What became of a question to the customer.
	 */
	record SignedOff(long caseId, int reminders, String answer, Instant answeredAt, @Nullable String answeredBy,
			@Nullable String decidedBy, @Nullable String words) {
	}

	/**
	 * A promise that was not kept in time, and the word that came after all.
	 */
	record Late(long id, Instant dueAt, @Nullable Instant endedAt, int called, @Nullable String author,
			@Nullable Instant writtenAt) {
	}

	/**
	 * The draft of what was published.
	 */
	record Drafted(long id, String deployment) {
	}

}
