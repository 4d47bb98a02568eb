package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.correspondence.IncomingMail.State;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the incoming mail.
 */
@Mapper
interface IncomingMailMapper {

	String COLUMNS = """
			id, mailbox, fetched_at, file_id, size, state, reason, sender, subject, case_number, attempts
			""";

	@Insert("""
			INSERT INTO incoming_mail (mailbox, uid_validity, uid, fetched_at, file_id, size, sha256, state,
			  next_attempt_at)
			VALUES (#{p.mailbox}, #{p.uidValidity}, #{p.uid}, #{now}, #{fileId}, #{size}, #{sha256}, 'STORED', #{now})
			""")
	void insert(@Param("p") Place place, @Param("fileId") long fileId, @Param("size") long size,
			@Param("sha256") byte[] sha256, @Param("now") Instant now);

	/** Where the mailbox was read to: what is stored, and what is left for later. */
	@Select("""
			SELECT MAX(uid) FROM (
			  SELECT MAX(uid) AS uid FROM incoming_mail
			  WHERE mailbox = #{mailbox} AND uid_validity = #{uidValidity}
			  UNION ALL SELECT MAX(uid) FROM unfetched_mail
			  WHERE mailbox = #{mailbox} AND uid_validity = #{uidValidity}) AS seen
			""")
	Optional<Long> lastUid(@Param("mailbox") String mailbox, @Param("uidValidity") long uidValidity);

	@Select("""
			SELECT COUNT(*) FROM incoming_mail
			WHERE mailbox = #{p.mailbox} AND uid_validity = #{p.uidValidity} AND uid = #{p.uid}
			""")
	boolean isThere(@Param("p") Place place);

	@Select("""
			SELECT id FROM incoming_mail
			WHERE mailbox = #{p.mailbox} AND uid_validity = #{p.uidValidity} AND uid = #{p.uid}
			""")
	long idAt(@Param("p") Place place);

	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE next_attempt_at <= #{now}
			ORDER BY next_attempt_at, id LIMIT #{limit} FOR UPDATE SKIP LOCKED
			""")
	List<IncomingMail> lockDue(@Param("now") Instant now, @Param("limit") int limit);

	@Update("""
			<script>
			UPDATE incoming_mail SET attempts = attempts + 1, next_attempt_at = #{leaseEnds} WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void lease(@Param("ids") List<Long> ids, @Param("leaseEnds") Instant leaseEnds);

	/**
	 * Keeps a mail from being sorted twice: whoever comes second waits, and then finds
	 * that it isn't there any more.
	 */
	@Select("SELECT id FROM incoming_mail WHERE id = #{id} AND state = 'STORED' FOR UPDATE")
	Optional<Long> lockUnsorted(long id);

	/** The first that came in with the same bytes, wherever it lay. */
	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE sha256 = (SELECT sha256 FROM incoming_mail WHERE id = #{id}) AND id < #{id}
			ORDER BY id LIMIT 1
			""")
	Optional<IncomingMail> firstLike(long id);

	@Update("UPDATE incoming_mail SET canonical = #{canonical} WHERE id = #{id}")
	void says(@Param("id") long id, @Param("canonical") byte[] canonical);

	/**
	 * A mail that says the same and was dealt with. One in quarantine counts only for
	 * those that came after it: else two copies there would wait for each other.
	 */
	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE canonical = #{canonical} AND id != #{id}
			AND (state IN ('OPENED', 'JOINED', 'AUTOMATIC') OR (state = 'QUARANTINED' AND id < #{id}))
			ORDER BY FIELD(state, 'OPENED', 'JOINED', 'AUTOMATIC', 'QUARANTINED'), id LIMIT 1
			""")
	Optional<IncomingMail> saysTheSame(@Param("id") long id, @Param("canonical") byte[] canonical);

	/** One that says the same and was dealt with while this one was about to be. */
	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE canonical = (SELECT canonical FROM incoming_mail WHERE id = #{id}) AND id != #{id}
			AND state IN ('OPENED', 'JOINED', 'AUTOMATIC') ORDER BY id LIMIT 1
			""")
	Optional<IncomingMail> sortedMeanwhile(long id);

	/** Whether mail from a mailbox opened or joined a case. */
	@Select("""
			SELECT EXISTS (SELECT 1 FROM incoming_mail WHERE case_number = #{caseNumber} AND mailbox = #{mailbox}
			  AND state IN ('OPENED', 'JOINED'))
			""")
	boolean cameTo(@Param("mailbox") String mailbox, @Param("caseNumber") String caseNumber);

	/** How many mails of each mailbox wait to be sorted. */
	@Select("""
			SELECT mailbox, COUNT(*) AS mails FROM incoming_mail WHERE next_attempt_at IS NOT NULL GROUP BY mailbox
			""")
	List<Count> waiting();

	/** How many mails of each mailbox lie in quarantine. */
	@Select("SELECT mailbox, COUNT(*) AS mails FROM incoming_mail WHERE state = 'QUARANTINED' GROUP BY mailbox")
	List<Count> quarantined();

	/** What waits to be sorted, what is due first at the front. */
	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE next_attempt_at IS NOT NULL ORDER BY next_attempt_at, id LIMIT #{limit}
			""")
	List<IncomingMail> unsorted(int limit);

	/** How many cases somebody opened by mail since then. */
	@Select("""
			SELECT COUNT(*) FROM incoming_mail
			WHERE sender = #{sender} AND fetched_at > #{since} AND state = 'OPENED'
			""")
	int openedBy(@Param("sender") String sender, @Param("since") Instant since);

	@Update("""
			UPDATE incoming_mail SET state = #{r.state}, reason = #{r.reason}, sender = #{r.sender},
			  subject = #{r.subject}, case_number = #{r.caseNumber}, message_id = #{r.messageId}, next_attempt_at = NULL
			WHERE id = #{id} AND state = 'STORED'
			""")
	int sorted(@Param("id") long id, @Param("r") Result result);

	@Update("""
			UPDATE incoming_mail SET attempts = #{attempts}, next_attempt_at = #{next}, reason = #{reason}
			WHERE id = #{id} AND state = 'STORED'
			""")
	void later(@Param("id") long id, @Param("attempts") int attempts, @Param("next") Instant next,
			@Param("reason") @Nullable String reason);

	@Update("""
			UPDATE incoming_mail SET state = 'STORED', attempts = 0, next_attempt_at = #{now}
			WHERE id = #{id} AND state = 'QUARANTINED'
			""")
	int again(@Param("id") long id, @Param("now") Instant now);

	@Select("SELECT " + COLUMNS + """
			FROM incoming_mail WHERE state = #{state} AND id < #{before} ORDER BY id DESC LIMIT #{limit}
			""")
	List<IncomingMail> inState(@Param("state") State state, @Param("before") long before, @Param("limit") int limit);

	@Select("SELECT " + COLUMNS + " FROM incoming_mail WHERE id = #{id}")
	Optional<IncomingMail> find(long id);

	/**
	 * Where a mail lay in a mailbox (RFC 9051 section 2.3.1.1).
	 */
	record Place(String mailbox, long uidValidity, long uid) {
	}

	/**
	 * How many mails there are of a mailbox.
	 */
	record Count(String mailbox, long mails) {
	}

	/**
	 * What became of a mail.
	 */
	record Result(State state, @Nullable String reason, @Nullable String sender, @Nullable String subject,
			@Nullable String caseNumber, @Nullable Long messageId) {
	}

}
