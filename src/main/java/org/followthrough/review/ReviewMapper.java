package org.followthrough.review;

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
import org.followthrough.review.Review.Ending;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the reviews and of what is said in them.
 */
@Mapper
interface ReviewMapper {

	String COLUMNS = """
			r.id, r.case_id, r.message_id, r.team, r.author, r.reasons, r.held_at, r.due_at, r.reworked, r.reviewed_by,
			r.ended_at, r.ending
			""";

	/**
	 * With the message that is asked about, which for most is the one that the review is
	 * of.
	 */
	String HERE = COLUMNS + ", r.message_id AS here ";

	@Select(value = """
			INSERT INTO reply_review (case_id, message_id, team, author, reasons, held_at, due_at)
			VALUES (#{caseId}, #{messageId}, #{team}, #{author}, #{reasons}, #{heldAt}, #{dueAt}) RETURNING id
			""", affectData = true)
	long insert(@Param("caseId") long caseId, @Param("messageId") long messageId, @Param("team") String team,
			@Param("author") String author, @Param("reasons") String reasons, @Param("heldAt") Instant heldAt,
			@Param("dueAt") Instant dueAt);

	@Select("SELECT " + HERE + " FROM reply_review r WHERE r.id = #{id}")
	Optional<Row> find(long id);

	/**
	 * The reviews of what is held on a case, those that began on another case included.
	 */
	@Select("""
			<script>
			SELECT
			""" + HERE + """
			FROM reply_review r JOIN message m ON m.id IN
			<foreach collection="messages" item="message" open="(" separator="," close=")">#{message}</foreach>
			AND r.message_id = COALESCE(m.sent_with, m.id)
			WHERE r.ended_at IS NULL
			</script>
			""")
	List<Row> ofMessages(@Param("messages") Collection<Long> messages);

	/** The reviews of all that was ever held on a case. */
	@Select("SELECT " + HERE + " FROM reply_review r WHERE r.case_id = #{caseId} UNION SELECT " + COLUMNS + """
			, m.id AS here FROM message m JOIN reply_review r ON r.message_id = m.sent_with
			WHERE m.case_id = #{caseId} ORDER BY id LIMIT 200
			""")
	List<Row> ofCase(long caseId);

	@Update("UPDATE reply_review SET due_at = #{dueAt} WHERE id = #{id} AND due_at > #{dueAt} AND ended_at IS NULL")
	int bringForward(@Param("id") long id, @Param("dueAt") Instant dueAt);

	@Update("UPDATE reply_review SET reviewed_by = #{by} WHERE id = #{id}")
	void setReviewer(@Param("id") long id, @Param("by") String by);

	@Update("UPDATE reply_review SET author = #{by}, reworked = reworked + 1 WHERE id = #{id}")
	void reworked(@Param("id") long id, @Param("by") String by);

	@Update("UPDATE reply_review SET ended_at = #{at}, ending = #{ending} WHERE id = #{id} AND ended_at IS NULL")
	int end(@Param("id") long id, @Param("at") Instant at, @Param("ending") Ending ending);

	@Insert("""
			INSERT INTO review_comment (review_id, author, written_at, quote, words)
			VALUES (#{reviewId}, #{author}, #{at}, #{quote}, #{words})
			""")
	void insertComment(@Param("reviewId") long reviewId, @Param("author") String author, @Param("at") Instant at,
			@Param("quote") @Nullable String quote, @Param("words") String words);

	@Select("""
			<script>
			SELECT id, review_id, author, written_at, quote, words FROM review_comment WHERE review_id IN
			<foreach collection="reviews" item="review" open="(" separator="," close=")">#{review}</foreach>
			ORDER BY id LIMIT 1000
			</script>
			""")
	List<ReviewComment> comments(@Param("reviews") Collection<Long> reviews);

	@Select("SELECT COUNT(*) FROM review_comment WHERE review_id = #{review}")
	int countComments(long review);

	@Insert("""
			INSERT INTO review_text (review_id, author, replaced_at, body) VALUES (#{reviewId}, #{author}, #{at}, #{body})
			""")
	void insertText(@Param("reviewId") long reviewId, @Param("author") String author, @Param("at") Instant at,
			@Param("body") String body);

	@Select("""
			<script>
			SELECT review_id, author, replaced_at, body FROM review_text WHERE review_id IN
			<foreach collection="reviews" item="review" open="(" separator="," close=")">#{review}</foreach>
			ORDER BY id LIMIT 200
			</script>
			""")
	List<EarlierText> texts(@Param("reviews") Collection<Long> reviews);

	@Select("""
			<script>
			SELECT r.id AS review_id, m.body FROM reply_review r JOIN message m ON m.id = r.message_id WHERE r.id IN
			<foreach collection="reviews" item="review" open="(" separator="," close=")">#{review}</foreach>
			</script>
			""")
	List<Body> bodies(@Param("reviews") Collection<Long> reviews);

	/** Counted within the index by the end of reviews. */
	@Select("""
			SELECT DATE_FORMAT(ended_at, '%Y-%m') AS month, team, COUNT(*) AS held,
			  SUM(ending = 'SENT' AND reworked = 0) AS as_they_were, SUM(ending = 'SENT' AND reworked > 0) AS reworked,
			  SUM(ending = 'UNREVIEWED') AS unreviewed, SUM(ending IN ('TAKEN_BACK', 'POINTLESS')) AS not_sent
			FROM reply_review WHERE ended_at >= #{since} GROUP BY month, team ORDER BY month DESC, team LIMIT 500
			""")
	List<ReviewFigure> figures(Instant since);

	/**
	 * What a reply says.
	 */
	record Body(long reviewId, String body) {
	}

	/**
	 * A review as the table has it.
	 */
	record Row(long id, long caseId, long messageId, String team, String author, String reasons, Instant heldAt,
			Instant dueAt, int reworked, @Nullable String reviewedBy, @Nullable Instant endedAt,
			@Nullable Ending ending, long here) {

		Review review() {
			Set<Reason> read = Reason.read(this.reasons);
			return new Review(this.id, this.caseId, this.messageId, this.team, this.author, read, this.heldAt,
					this.dueAt, this.reworked, this.reviewedBy, this.endedAt, this.ending);
		}

	}

}
