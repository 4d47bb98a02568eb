package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the outbox.
 */
@Mapper
interface OutboxMapper {

	String COLUMNS = """
			id, message_id, case_number, recipient, subject, body, automatic, in_reply_to, created_at, attempts,
			next_attempt_at, sent_at, failed_at, last_error, sender, language
			""";

	@Select(value = """
			INSERT INTO outgoing_mail (message_id, case_number, recipient, subject, body, automatic, in_reply_to,
			  created_at, next_attempt_at, sender, language)
			VALUES (#{l.messageId}, #{l.caseNumber}, #{l.recipient}, #{l.subject}, #{l.body}, #{l.automatic},
			  #{l.inReplyTo}, #{now}, #{now}, #{l.sender}, #{l.language})
			RETURNING id
			""", affectData = true)
	long insert(@Param("l") Outbox.Letter letter, @Param("now") Instant now);

	/**
	 * What is written on a case answers its customer's latest mail, so that their mail
	 * program shows it with that. It is looked for here and not when the row is inserted:
	 * an insert would lock the messages that it reads past, other cases' among them.
	 */
	@Select("""
			SELECT o.id, o.message_id, o.case_number, o.recipient, o.subject, o.body, o.automatic,
			  COALESCE(o.in_reply_to,
			    (SELECT m.rfc_message_id FROM message sent JOIN message m ON m.case_id = sent.case_id
			     WHERE sent.id = o.message_id AND m.kind = 'CUSTOMER' AND m.rfc_message_id IS NOT NULL
			     ORDER BY m.id DESC LIMIT 1)) AS in_reply_to,
			  o.created_at, o.attempts, o.next_attempt_at, o.sent_at, o.failed_at, o.last_error, o.sender, o.language
			FROM outgoing_mail o WHERE o.next_attempt_at <= #{now}
			ORDER BY o.next_attempt_at, o.id LIMIT #{limit} FOR UPDATE SKIP LOCKED
			""")
	List<OutgoingMail> lockDue(@Param("now") Instant now, @Param("limit") int limit);

	@Update("""
			<script>
			UPDATE outgoing_mail SET attempts = attempts + 1, next_attempt_at = #{leaseEnds}, last_error = NULL WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void lease(@Param("ids") List<Long> ids, @Param("leaseEnds") Instant leaseEnds);

	/**
	 * Holds a mail for as long as one attempt may take, if nobody else took it meanwhile:
	 * each lease counts one attempt.
	 */
	@Update("""
			UPDATE outgoing_mail SET next_attempt_at = #{leaseEnds}
			WHERE id = #{id} AND attempts = #{attempts} AND next_attempt_at IS NOT NULL
			""")
	int hold(@Param("id") long id, @Param("attempts") int attempts, @Param("leaseEnds") Instant leaseEnds);

	@Update("UPDATE outgoing_mail SET sent_at = #{at} WHERE id = #{id} AND sent_at IS NULL")
	int taken(@Param("id") long id, @Param("at") Instant at);

	/** A mail was sent, and nothing more is to be done about it. */
	@Update("""
			UPDATE outgoing_mail SET sent_at = #{at}, next_attempt_at = NULL, last_error = NULL
			WHERE id = #{id} AND next_attempt_at IS NOT NULL
			""")
	int done(@Param("id") long id, @Param("at") Instant at);

	@Update("""
			UPDATE outgoing_mail SET next_attempt_at = #{next}, last_error = #{error}
			WHERE id = #{id} AND next_attempt_at IS NOT NULL
			""")
	void later(@Param("id") long id, @Param("next") Instant next, @Param("error") String error);

	@Update("""
			UPDATE outgoing_mail SET next_attempt_at = NULL, failed_at = #{at}, last_error = #{error}
			WHERE id = #{id} AND sent_at IS NULL AND failed_at IS NULL
			""")
	int giveUp(@Param("id") long id, @Param("at") Instant at, @Param("error") String error);

	/** The mail came back after the mail server had taken it. */
	@Update("""
			UPDATE outgoing_mail SET sent_at = NULL, next_attempt_at = NULL, failed_at = #{at}, last_error = #{error}
			WHERE id = #{id} AND failed_at IS NULL
			""")
	int cameBack(@Param("id") long id, @Param("at") Instant at, @Param("error") String error);

	/**
	 * Only what met an error: what met none is waiting for its first attempt or is in
	 * one.
	 */
	@Update("""
			UPDATE outgoing_mail SET next_attempt_at = #{now}, created_at = #{now}, failed_at = NULL
			WHERE id = #{id} AND sent_at IS NULL AND last_error IS NOT NULL
			""")
	int retry(@Param("id") long id, @Param("now") Instant now);

	@Select("SELECT " + COLUMNS + " FROM outgoing_mail WHERE id = #{id}")
	Optional<OutgoingMail> find(long id);

	@Select("SELECT " + COLUMNS
			+ " FROM outgoing_mail WHERE next_attempt_at IS NOT NULL ORDER BY next_attempt_at, id LIMIT #{limit}")
	List<OutgoingMail> waiting(int limit);

	/** Whether an administrator asked for it, to see whether it arrives. */
	@Select("SELECT EXISTS (SELECT 1 FROM test_mail WHERE outgoing_id = #{id})")
	boolean isTest(long id);

	@Update("UPDATE outgoing_mail SET recipient = #{to} WHERE id = #{id} AND sent_at IS NULL")
	void readdress(@Param("id") long id, @Param("to") String to);

	/** What a customer is still to get, or did not get. */
	@Update("""
			UPDATE outgoing_mail o JOIN support_case c ON c.number = o.case_number SET o.recipient = #{to}
			WHERE c.customer_id = #{customer} AND o.recipient = #{from} AND o.sent_at IS NULL
			""")
	void readdressAll(@Param("customer") long customer, @Param("from") String from, @Param("to") String to);

	/** How far the mails of a case's messages got; one may carry messages of several. */
	@Select("""
			SELECT m.id AS message_id, o.attempts, o.next_attempt_at, o.last_error, m.seen_at
			FROM message m JOIN outgoing_mail o ON o.message_id = COALESCE(m.sent_with, m.id)
			WHERE m.case_id = #{caseId} ORDER BY m.id LIMIT #{limit}
			""")
	List<MailProgress> progress(@Param("caseId") long caseId, @Param("limit") int limit);

	/** What a case's customer has from us, the latest first. */
	@Select("""
			SELECT o.body FROM message m JOIN outgoing_mail o ON o.message_id = m.id
			WHERE m.case_id = #{caseId} ORDER BY o.id DESC LIMIT #{limit}
			""")
	List<String> bodiesOfCase(@Param("caseId") long caseId, @Param("limit") int limit);

}
