package org.followthrough.correspondence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.followthrough.cases.OpenQuestion;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the messages and their attachments.
 */
@Mapper
interface MessageMapper {

	String COLUMNS = """
			id, case_id, kind, visibility, author_kind, author, door, body, written_at, promised_next_at, promised_span,
			later_because, delivery, delivered_at, rfc_message_id, went_out_at
			""";

	@Select(value = """
			INSERT INTO message (case_id, kind, visibility, author_kind, author, door, body, written_at,
			  promised_next_at, promised_span, later_because, delivery, rfc_message_id)
			VALUES (#{caseId}, #{kind}, #{visibility}, #{authorKind}, #{author}, #{door}, #{body}, #{writtenAt},
			  #{next.at}, #{next.counted}, #{next.laterBecause}, #{delivery}, #{rfcMessageId})
			RETURNING
			""" + COLUMNS, affectData = true)
	Message insert(NewMessage message);

	@Select("SELECT " + COLUMNS + " FROM message WHERE id = #{id}")
	Optional<Message> find(long id);

	/**
	 * The messages that one mail carries: the one that stands in the outbox, and those on
	 * other cases that were sent with it.
	 */
	@Select("(SELECT " + COLUMNS + " FROM message WHERE id = #{first}) UNION ALL (SELECT " + COLUMNS
			+ " FROM message WHERE sent_with = #{first}) ORDER BY id")
	List<Message> sentWith(long first);

	@Update("UPDATE message SET sent_with = #{first} WHERE id = #{id}")
	void sendWith(@Param("id") long id, @Param("first") long first);

	@Select("SELECT " + COLUMNS
			+ " FROM message WHERE case_id = #{caseId} AND id > #{after} ORDER BY id LIMIT #{limit}")
	List<Message> ofCase(@Param("caseId") long caseId, @Param("after") long after, @Param("limit") int limit);

	@Select("""
			SELECT COUNT(*) FROM message WHERE case_id = #{caseId} AND kind = #{kind} AND written_at > #{since}
			""")
	int countAutomatic(@Param("caseId") long caseId, @Param("kind") Message.Kind kind, @Param("since") Instant since);

	/** What came in by mail under one of some ids, from one sender, newest first. */
	@Select("""
			<script>
			SELECT
			""" + COLUMNS + """
			FROM message WHERE author_kind = 'customer' AND author = #{sender} AND rfc_message_id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			ORDER BY id DESC LIMIT 20
			</script>
			""")
	List<Message> ofSender(@Param("ids") List<String> ids, @Param("sender") String sender);

	@Select("""
			SELECT EXISTS (SELECT 1 FROM message WHERE case_id = #{caseId} AND kind = 'CUSTOMER' AND author = #{author})
			""")
	boolean hasWritten(@Param("caseId") long caseId, @Param("author") String author);

	/** The customer's first words on a case. */
	@Select("SELECT MIN(id) FROM message WHERE case_id = #{caseId} AND kind = 'CUSTOMER'")
	Optional<Long> firstOfCustomer(long caseId);

	@Select("""
			SELECT a.id, a.message_id, a.file_id, a.name, a.media_type, a.size, a.content_id, f.found_type
			FROM attachment a JOIN file_content f ON f.id = a.file_id
			WHERE a.message_id = #{messageId} ORDER BY a.id LIMIT 500
			""")
	List<Attachment> attachmentsOf(long messageId);

	@Select("""
			<script>
			SELECT DISTINCT message_id FROM attachment WHERE message_id IN
			<foreach collection="messages" item="message" open="(" separator="," close=")">#{message}</foreach>
			</script>
			""")
	Set<Long> withAttachments(@Param("messages") Collection<Long> messages);

	@Update("""
			UPDATE message SET delivery = #{delivery}, delivered_at = #{at}
			WHERE id = #{id} AND delivery = 'WAITING'
			""")
	int delivered(@Param("id") long id, @Param("delivery") Message.Delivery delivery, @Param("at") Instant at);

	/** What the customer saw on their page reached them, even if its mail did not. */
	@Update("""
			UPDATE message SET delivery = 'FAILED', delivered_at = NULL
			WHERE id = #{id} AND delivery = 'DELIVERED' AND seen_at IS NULL
			""")
	int cameBack(long id);

	/**
	 * People's public messages that stood on the page, and that the customer hasn't seen
	 * there yet.
	 */
	@Select("SELECT " + COLUMNS + """
			FROM message WHERE case_id = #{caseId} AND id <= #{upTo} AND seen_at IS NULL AND author_kind = 'person'
			AND visibility = 'PUBLIC' AND (went_out_at IS NULL OR went_out_at <= #{shownAt}) ORDER BY id LIMIT 200
			""")
	List<Message> unseen(@Param("caseId") long caseId, @Param("upTo") long upTo, @Param("shownAt") Instant shownAt);

	/** What waits on a case for somebody else to read it. */
	@Select("SELECT " + COLUMNS + " FROM message WHERE case_id = #{caseId} AND delivery = 'HELD' ORDER BY id")
	List<Message> heldOn(long caseId);

	@Update("""
			UPDATE message SET visibility = 'PUBLIC', delivery = 'WAITING', went_out_at = #{at}
			WHERE id = #{id} AND delivery = 'HELD'
			""")
	void release(@Param("id") long id, @Param("at") Instant at);

	@Update("UPDATE message SET delivery = 'NONE', sent_with = NULL WHERE id = #{id} AND delivery = 'HELD'")
	void withdraw(long id);

	@Update("""
			UPDATE message SET body = #{body}, author = #{author}, door = #{door} WHERE id = #{id} AND delivery = 'HELD'
			""")
	void rewrite(@Param("id") long id, @Param("author") String author, @Param("door") String door,
			@Param("body") String body);

	/** How many messages somebody has sent, counted up to a number. */
	@Select("""
			SELECT COUNT(*) FROM (SELECT 1 FROM message WHERE author = #{author} AND author_kind = 'person'
			  AND visibility = 'PUBLIC' LIMIT #{upTo}) some
			""")
	int countSent(@Param("author") String author, @Param("upTo") int upTo);

	@Update("""
			UPDATE message SET seen_at = #{at}, delivered_at = IF(delivery = 'DELIVERED', delivered_at, #{at}),
			  delivery = 'DELIVERED'
			WHERE id = #{id}
			""")
	void seen(@Param("id") long id, @Param("at") Instant at);

	@Update("UPDATE message SET delivery = 'WAITING', delivered_at = NULL WHERE id = #{id} AND delivery = 'FAILED'")
	int waitingAgain(long id);

	@Select(value = """
			INSERT INTO attachment (message_id, file_id, name, media_type, size, content_id)
			VALUES (#{messageId}, #{fileId}, #{name}, #{mediaType}, #{size}, #{contentId})
			RETURNING id, (SELECT LOWER(HEX(f.sha256)) FROM file_content f WHERE f.id = #{fileId}) AS sha256
			""", affectData = true)
	MessageRecord.AttachedFile insertAttachment(@Param("messageId") long messageId, @Param("fileId") long fileId,
			@Param("name") String name, @Param("mediaType") String mediaType, @Param("size") long size,
			@Param("contentId") @Nullable String contentId);

	@Select("""
			SELECT f.sha256 FROM attachment a JOIN file_content f ON f.id = a.file_id
			WHERE a.message_id = #{messageId} ORDER BY a.id
			""")
	List<byte[]> filesOf(long messageId);

	@Select("""
			SELECT a.id, a.message_id, a.file_id, a.name, a.media_type, a.size, a.content_id, f.found_type
			FROM attachment a JOIN message m ON m.id = a.message_id JOIN file_content f ON f.id = a.file_id
			WHERE m.case_id = #{caseId} ORDER BY a.id LIMIT 500
			""")
	List<Attachment> attachmentsOfCase(long caseId);

	@Select("""
			SELECT a.id, a.message_id, a.file_id, a.name, a.media_type, a.size, a.content_id, f.found_type
			FROM attachment a JOIN message m ON m.id = a.message_id JOIN file_content f ON f.id = a.file_id
			WHERE a.id = #{id} AND m.case_id = #{caseId}
			""")
	Optional<Attachment> attachment(@Param("caseId") long caseId, @Param("id") long id);

	/** The last question that reached the customer, unless they have written since. */
	@Select("""
			SELECT q.id AS message_id, q.delivered_at AS reached_at FROM message q
			WHERE q.case_id = #{caseId} AND q.kind IN ('QUESTION', 'ANSWER', 'EXPLANATION') AND q.delivery = 'DELIVERED'
			AND q.taken_back_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM message c WHERE c.case_id = q.case_id AND c.kind = 'CUSTOMER' AND c.id > q.id)
			ORDER BY q.id DESC LIMIT 1
			""")
	Optional<OpenQuestion> openQuestion(long caseId);

	/**
	 * Which of these cases wait for their customers: they have a question that they
	 * haven't answered.
	 */
	@Select("""
			<script>
			SELECT case_id FROM message WHERE case_id IN
			<foreach collection="cases" item="one" open="(" separator="," close=")">#{one}</foreach>
			GROUP BY case_id
			HAVING MAX(IF(kind IN ('QUESTION', 'ANSWER', 'EXPLANATION') AND delivery = 'DELIVERED'
			    AND taken_back_at IS NULL, id, 0))
			  &gt; MAX(IF(kind = 'CUSTOMER', id, 0))
			</script>
			""")
	Set<Long> waitingForCustomer(@Param("cases") Collection<Long> cases);

	@Update("""
			UPDATE message SET taken_back_at = #{at}
			WHERE case_id = #{caseId} AND kind IN ('ANSWER', 'EXPLANATION') AND taken_back_at IS NULL
			""")
	void takeBackOffers(@Param("caseId") long caseId, @Param("at") Instant at);

	/** What a case's customer wrote before their latest words, the latest first. */
	@Select("""
			SELECT body FROM message WHERE case_id = #{caseId} AND kind = 'CUSTOMER'
			ORDER BY id DESC LIMIT #{limit} OFFSET 1
			""")
	List<String> earlierOfCustomer(@Param("caseId") long caseId, @Param("limit") int limit);

	@Insert("""
			<script>
			INSERT INTO message_html (message_id, part, html) VALUES
			<foreach collection="parts" item="part" index="at" separator=",">(#{messageId}, #{at}, #{part})</foreach>
			</script>
			""")
	void insertHtml(@Param("messageId") long messageId, @Param("parts") List<String> parts);

	@Insert("""
			INSERT INTO message_html (message_id, part, html)
			SELECT #{to}, part, html FROM message_html WHERE message_id = #{from}
			""")
	void copyHtml(@Param("from") long from, @Param("to") long to);

	@Select("SELECT html FROM message_html WHERE message_id = #{messageId} ORDER BY part")
	List<String> htmlOf(long messageId);

	@Select("""
			SELECT m.id FROM message m JOIN message_html h ON h.message_id = m.id AND h.part = 0
			WHERE m.case_id = #{caseId} ORDER BY m.id LIMIT 1000
			""")
	Set<Long> withHtml(long caseId);

}
