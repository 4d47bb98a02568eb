package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.correspondence.UndeliveredWord.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the mail that did not arrive.
 */
@Mapper
interface UndeliveredMapper {

	String WORDS = """
			SELECT u.id, u.mail_id, u.message_id, u.case_id, u.customer_id, COALESCE(c.number, o.case_number) AS case_number,
			  COALESCE(c.subject, o.subject) AS subject, o.recipient, o.automatic, o.last_error AS reason, u.since, u.told,
			  u.settled_at, u.settled_by, u.outcome
			FROM undelivered_word u JOIN outgoing_mail o ON o.id = u.mail_id LEFT JOIN support_case c ON c.id = u.case_id
			""";

	@Insert("""
			INSERT INTO undelivered_word (mail_id, message_id, case_id, customer_id, since, told)
			VALUES (#{mail}, #{message}, #{caseId}, #{customerId}, #{since}, #{told})
			""")
	void insert(@Param("mail") long mail, @Param("message") @Nullable Long message,
			@Param("caseId") @Nullable Long caseId, @Param("customerId") @Nullable Long customerId,
			@Param("since") Instant since, @Param("told") @Nullable String told);

	@Select(WORDS + "WHERE u.id = #{id}")
	Optional<UndeliveredWord> find(long id);

	@Select("SELECT id FROM undelivered_word WHERE id = #{id} AND settled_at IS NULL FOR UPDATE")
	Optional<Long> lockOpen(long id);

	/** What somebody has to act on, the oldest first. */
	@Select(WORDS + "WHERE u.settled_at IS NULL AND u.id > #{after} ORDER BY u.id LIMIT #{limit}")
	List<UndeliveredWord> open(@Param("after") long after, @Param("limit") int limit);

	@Select(WORDS + """
			WHERE u.settled_at IS NULL AND u.told = #{account} AND u.id > #{after} ORDER BY u.id LIMIT #{limit}
			""")
	List<UndeliveredWord> openOf(@Param("account") String account, @Param("after") long after,
			@Param("limit") int limit);

	@Select("""
			SELECT COUNT(*) FROM (SELECT 1 FROM undelivered_word WHERE settled_at IS NULL AND told = #{account}
			  LIMIT #{limit}) some
			""")
	int countOf(@Param("account") String account, @Param("limit") int limit);

	@Select("""
			SELECT COUNT(*) FROM (SELECT 1 FROM undelivered_word WHERE settled_at IS NULL AND told IS NULL
			  LIMIT #{limit}) some
			""")
	int countOfNobody(int limit);

	@Select(WORDS + "WHERE u.customer_id = #{customer} AND u.settled_at IS NULL ORDER BY u.id LIMIT #{limit}")
	List<UndeliveredWord> openToCustomer(@Param("customer") long customer, @Param("limit") int limit);

	/** What did not arrive of a case, the oldest first. */
	@Select(WORDS + "WHERE u.case_id = #{caseId} ORDER BY u.id DESC LIMIT #{limit}")
	List<UndeliveredWord> ofCase(@Param("caseId") long caseId, @Param("limit") int limit);

	@Update("""
			UPDATE undelivered_word SET settled_at = #{at}, settled_by = #{by}, outcome = #{outcome}
			WHERE id = #{id} AND settled_at IS NULL
			""")
	void settle(@Param("id") long id, @Param("at") Instant at, @Param("by") String by,
			@Param("outcome") Outcome outcome);

	@Update("""
			UPDATE undelivered_word SET settled_at = #{at}, settled_by = #{by}, outcome = #{outcome}
			WHERE mail_id = #{mail} AND settled_at IS NULL
			""")
	int settleMail(@Param("mail") long mail, @Param("at") Instant at, @Param("by") String by,
			@Param("outcome") Outcome outcome);

	@Update("""
			UPDATE undelivered_word SET settled_at = #{at}, outcome = 'SEEN'
			WHERE message_id = #{message} AND settled_at IS NULL
			""")
	void seen(@Param("message") long message, @Param("at") Instant at);

	@Update("""
			UPDATE undelivered_word SET settled_at = #{at}, outcome = 'NOBODY'
			WHERE case_id = #{caseId} AND settled_at IS NULL
			""")
	void nobodyToReach(@Param("caseId") long caseId, @Param("at") Instant at);

	@Update("UPDATE undelivered_word SET told = #{account} WHERE case_id = #{caseId} AND settled_at IS NULL")
	void handOn(@Param("caseId") long caseId, @Param("account") String account);

}
