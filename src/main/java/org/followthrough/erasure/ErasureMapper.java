package org.followthrough.erasure;

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
import org.jspecify.annotations.Nullable;

/**
 * SQL of erasures, and of what they go through by a person's address.
 */
@Mapper
interface ErasureMapper {

	String COLUMNS = """
			SELECT e.id, e.customer_id, COALESCE(e.address, IF(e.state = 'ASKED', c.email, NULL)) AS address, e.state,
			  e.reason, e.asked_by, e.asked_at, e.decided_by, e.decided_at, e.ended_at, e.cases, e.messages, e.files,
			  e.mails, e.held, e.left_over FROM erasure e LEFT JOIN customer c ON c.id = e.customer_id
			""";

	@Select(value = """
			INSERT INTO erasure (customer_id, state, reason, asked_by, asked_at, left_over)
			VALUES (#{customerId}, #{state}, #{reason}, #{askedBy}, #{at}, '') RETURNING id
			""", affectData = true)
	long insert(@Param("customerId") @Nullable Long customerId, @Param("state") Erasure.State state,
			@Param("reason") String reason, @Param("askedBy") String askedBy, @Param("at") Instant at);

	@Select(COLUMNS + "WHERE e.id = #{id}")
	Optional<Erasure> find(long id);

	@Select("SELECT id FROM erasure WHERE id = #{id} FOR UPDATE")
	Optional<Long> lock(long id);

	@Select(COLUMNS + "WHERE e.customer_id = #{customer} AND e.state = 'ASKED'")
	Optional<Erasure> asked(long customer);

	@Select("""
			<script>
			""" + COLUMNS + """
			<if test="before != null">WHERE e.id &lt; #{before}</if>
			ORDER BY e.id DESC LIMIT #{limit}
			</script>
			""")
	List<Erasure> list(@Param("before") @Nullable Long before, @Param("limit") int limit);

	/** One that goes on and that no other node is at. */
	@Select("""
			SELECT id FROM erasure WHERE state = 'RUNNING' AND customer_id IS NOT NULL ORDER BY id LIMIT 1
			FOR UPDATE SKIP LOCKED
			""")
	Optional<Long> takeRunning();

	@Update("""
			UPDATE erasure SET state = #{state}, decided_by = #{by}, decided_at = #{at}, address = #{address}
			WHERE id = #{id}
			""")
	void decide(@Param("id") long id, @Param("state") Erasure.State state, @Param("by") String by,
			@Param("at") Instant at, @Param("address") @Nullable String address);

	@Update("""
			UPDATE erasure SET state = 'DONE', address = NULL, ended_at = #{at}, left_over = #{left} WHERE id = #{id}
			""")
	void end(@Param("id") long id, @Param("at") Instant at, @Param("left") String left);

	@Delete("DELETE FROM erasure WHERE id = #{id}")
	void remove(long id);

	@Update("""
			UPDATE erasure SET cases = cases + #{cases}, messages = messages + #{messages}, files = files + #{files},
			  mails = mails + #{mails}, held = held + #{held} WHERE id = #{id}
			""")
	void count(@Param("id") long id, @Param("cases") int cases, @Param("messages") int messages,
			@Param("files") int files, @Param("mails") int mails, @Param("held") int held);

	@Insert("""
			<script>
			INSERT INTO erasure_case (erasure_id, case_id, number, erased_at, because, messages, files, mails, plain) VALUES
			<foreach collection="cases" item="one" separator=",">
			  (#{one.erasureId}, #{one.caseId}, #{one.number}, #{one.erasedAt}, #{one.because}, #{one.messages},
			  #{one.files}, #{one.mails}, #{one.plain})
			</foreach>
			</script>
			""")
	void keep(@Param("cases") Collection<ErasedCase> cases);

	@Select("""
			SELECT erasure_id, case_id, number, erased_at, because, messages, files, mails, plain FROM erasure_case
			WHERE erasure_id = #{id} AND case_id > #{after} ORDER BY case_id LIMIT #{limit}
			""")
	List<ErasedCase> cases(@Param("id") long id, @Param("after") long after, @Param("limit") int limit);

	/** Cases of a customer that stay only until somebody comes to them. */
	@Select("""
			SELECT c.id, c.number FROM support_case c LEFT JOIN erasure_case e ON e.case_id = c.id
			WHERE c.customer_id = #{customer} AND e.case_id IS NULL ORDER BY c.id LIMIT #{limit}
			""")
	List<CaseRow> toErase(@Param("customer") long customer, @Param("limit") int limit);

	/** Closes the door to all cases of a customer at once. */
	@Update("UPDATE support_case SET erased_at = #{at} WHERE customer_id = #{customer} AND erased_at IS NULL")
	void close(@Param("customer") long customer, @Param("at") Instant at);

	@Select("SELECT id FROM support_case WHERE customer_id = #{customer} ORDER BY id FOR UPDATE")
	List<Long> lockCases(long customer);

	/** What is there of a customer. */
	@Select("""
			SELECT
			  (SELECT COUNT(*) FROM support_case WHERE customer_id = #{customer} AND erased_at IS NULL) AS cases,
			  (SELECT COUNT(*) FROM support_case WHERE customer_id = #{customer} AND closed_as IS NULL) AS open,
			  (SELECT COUNT(*) FROM message m JOIN support_case c ON c.id = m.case_id
			    WHERE c.customer_id = #{customer} AND c.erased_at IS NULL) AS messages,
			  (SELECT COUNT(DISTINCT a.file_id) FROM attachment a JOIN message m ON m.id = a.message_id
			    JOIN support_case c ON c.id = m.case_id WHERE c.customer_id = #{customer} AND c.erased_at IS NULL)
			  + (SELECT COUNT(*) FROM verification_evidence v JOIN support_case c ON c.id = v.case_id
			    WHERE c.customer_id = #{customer} AND c.erased_at IS NULL) AS files,
			  (SELECT COUNT(*) FROM incoming_mail WHERE sender = #{address})
			  + (SELECT COUNT(*) FROM outgoing_mail o JOIN support_case c ON c.number = o.case_number
			    WHERE c.customer_id = #{customer} AND c.erased_at IS NULL) AS mails,
			  (SELECT COUNT(*) FROM outgoing_mail o JOIN support_case c ON c.number = o.case_number
			    WHERE c.customer_id = #{customer} AND o.next_attempt_at IS NOT NULL) AS unsent,
			  (SELECT COUNT(*) FROM message WHERE author = #{address} AND author_kind = 'customer' AND case_id NOT IN (
			    SELECT id FROM support_case WHERE customer_id = #{customer})) AS elsewhere,
			  (SELECT COUNT(*) FROM message m JOIN support_case c ON c.id = m.case_id
			    WHERE m.author = #{address} AND m.author_kind = 'customer' AND EXISTS (SELECT 1 FROM legal_hold h
			    WHERE h.running_case = c.id OR h.running_customer = c.customer_id)) AS held
			""")
	Preview.Counts counts(@Param("customer") long customer, @Param("address") String address);

	@Select("""
			SELECT number FROM support_case WHERE customer_id = #{customer} AND closed_as IS NULL ORDER BY id LIMIT 20
			""")
	List<String> open(long customer);

	@Select("""
			SELECT DISTINCT d.number FROM defect d JOIN defect_case l ON l.defect_id = d.id
			JOIN support_case c ON c.id = l.case_id WHERE c.customer_id = #{customer} ORDER BY d.number LIMIT 100
			""")
	List<String> defects(long customer);

	@Select("SELECT ID_ FROM ACT_ID_USER WHERE EMAIL_ = #{address} LIMIT 10")
	List<String> accounts(String address);

	@Select("SELECT COALESCE(SUM(plain), 0) FROM erasure_case WHERE erasure_id = #{id}")
	long plain(long id);

	@Select("""
			SELECT file_id FROM incoming_mail i WHERE sender = #{address} AND NOT EXISTS (
			  SELECT 1 FROM attachment a JOIN message m ON m.id = a.message_id JOIN support_case c ON c.id = m.case_id
			  WHERE a.file_id = i.file_id AND c.erased_at IS NULL AND m.author != #{address})
			ORDER BY i.id LIMIT #{limit}
			""")
	List<Long> mailFiles(@Param("address") String address, @Param("limit") int limit);

	@Update("""
			UPDATE incoming_mail SET sender = NULL, subject = NULL, reason = NULL, state = IF(state = 'STORED',
			  'QUARANTINED', state), next_attempt_at = NULL WHERE sender = #{address} ORDER BY id LIMIT #{limit}
			""")
	int forgetMails(@Param("address") String address, @Param("limit") int limit);

	@Update("""
			UPDATE outgoing_mail SET recipient = '(erased)', subject = '(erased)', body = '(erased)', in_reply_to = NULL,
			  last_error = NULL, next_attempt_at = NULL WHERE case_number IS NULL AND recipient = #{address}
			""")
	int forgetLetters(String address);

	/** Nobody can act any more on letters that did not arrive. */
	@Update("""
			UPDATE undelivered_word u JOIN outgoing_mail o ON o.id = u.mail_id SET u.settled_at = #{now}, u.outcome = 'ERASED'
			WHERE o.case_number IS NULL AND o.recipient = #{address} AND u.settled_at IS NULL
			""")
	void settleLetters(@Param("address") String address, @Param("now") Instant now);

	@Delete("DELETE FROM mail_notice WHERE recipient = #{address}")
	void forgetNotices(String address);

	@Delete("DELETE FROM suppressed_sender WHERE sender = #{address}")
	void forgetSuppressed(String address);

	/** What they wrote on cases of others. */
	@Select("""
			SELECT id FROM message WHERE author = #{address} AND author_kind = 'customer' ORDER BY id LIMIT #{limit}
			FOR UPDATE
			""")
	List<Long> written(@Param("address") String address, @Param("limit") int limit);

	@Select("""
			<script>
			SELECT DISTINCT file_id FROM attachment WHERE message_id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Long> filesOf(@Param("messages") Collection<Long> messages);

	@Update("""
			<script>
			UPDATE attachment SET name = '(erased)', content_id = NULL WHERE message_id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void forgetNames(@Param("messages") Collection<Long> messages);

	@Delete("""
			<script>
			DELETE FROM inquiry_text WHERE message_id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>
			AND case_id IN (SELECT case_id FROM message WHERE id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>)
			</script>
			""")
	void forgetTexts(@Param("messages") Collection<Long> messages);

	@Delete("""
			<script>
			DELETE FROM message_html WHERE message_id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void forgetHtml(@Param("messages") Collection<Long> messages);

	@Update("""
			<script>
			UPDATE message SET body = '(erased)', author = 'customer', rfc_message_id = NULL WHERE id IN
			<foreach collection="messages" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void forgetWords(@Param("messages") Collection<Long> messages);

	/** Whoever keeps up what cases are found by waits meanwhile. */
	@Select("SELECT 1 FROM inquiry_progress FOR UPDATE")
	int holdInquiries();

	@Select("""
			SELECT id FROM inquiry_word WHERE kind IN ('customer', 'person') AND word IN (#{address}, #{domain})
			""")
	List<Integer> searchWords(@Param("address") String address, @Param("domain") String domain);

	@Delete("""
			<script>
			DELETE m FROM inquiry_mark m JOIN support_case c ON c.id = m.case_id WHERE (c.customer_id = #{customer}
			  OR m.word_id IN (SELECT id FROM inquiry_word WHERE word = #{address})) AND m.word_id IN
			<foreach collection="words" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void unmark(@Param("words") Collection<Integer> words, @Param("customer") long customer,
			@Param("address") String address);

	@Update("""
			<script>
			UPDATE inquiry_word w SET w.cases = (SELECT COUNT(*) FROM inquiry_mark m WHERE m.word_id = w.id) WHERE w.id IN
			<foreach collection="words" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void recount(@Param("words") Collection<Integer> words);

	@Delete("""
			<script>
			DELETE FROM inquiry_word WHERE cases = 0 AND id IN
			<foreach collection="words" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void forgetSearchWords(@Param("words") Collection<Integer> words);

	@Update("""
			UPDATE inquiry_search SET criteria = REPLACE(criteria, #{address}, #{called})
			WHERE criteria LIKE CONCAT('%', #{address}, '%')
			""")
	int renameSearches(@Param("address") String address, @Param("called") String called);

	@Update("""
			UPDATE inquiry_sample SET criteria = REPLACE(criteria, #{address}, #{called})
			WHERE criteria LIKE CONCAT('%', #{address}, '%')
			""")
	int renameSamples(@Param("address") String address, @Param("called") String called);

	/**
	 * A case.
	 */
	record CaseRow(long id, String number) {
	}

}
