package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the senders whose new cases are held back.
 */
@Mapper
interface SuppressionMapper {

	@Select("SELECT lifted_at FROM suppressed_sender WHERE sender = #{sender} AND lifted_at IS NOT NULL")
	Optional<Instant> liftedAt(String sender);

	/** One that was over, or lifted, begins anew. */
	@Insert("""
			INSERT INTO suppressed_sender (sender, since, last_at, held_back) VALUES (#{sender}, #{now}, #{now}, 1)
			ON DUPLICATE KEY UPDATE
			  since = IF(lifted_at IS NOT NULL OR last_at <= #{over}, #{now}, since),
			  held_back = IF(lifted_at IS NOT NULL OR last_at <= #{over}, 1, held_back + 1),
			  last_at = #{now}, lifted_at = NULL, lifted_by = NULL
			""")
	void heldBack(@Param("sender") String sender, @Param("now") Instant now, @Param("over") Instant over);

	@Select("SELECT held_back FROM suppressed_sender WHERE sender = #{sender}")
	int count(String sender);

	@Select("""
			SELECT sender, since, last_at, held_back FROM suppressed_sender
			WHERE last_at > #{over} AND lifted_at IS NULL ORDER BY last_at DESC LIMIT #{limit}
			""")
	List<SuppressedSender> all(@Param("over") Instant over, @Param("limit") int limit);

	@Select("""
			SELECT sender, since, last_at, held_back FROM suppressed_sender
			WHERE sender = #{sender} AND last_at > #{over} AND lifted_at IS NULL
			""")
	Optional<SuppressedSender> find(@Param("sender") String sender, @Param("over") Instant over);

	@Update("""
			UPDATE suppressed_sender SET lifted_at = #{now}, lifted_by = #{by}
			WHERE sender = #{sender} AND lifted_at IS NULL AND last_at > #{over}
			""")
	int lift(@Param("sender") String sender, @Param("by") String by, @Param("now") Instant now,
			@Param("over") Instant over);

	/** So many of a sender's mails as may open cases at once are tried again. */
	@Update("""
			UPDATE incoming_mail SET state = 'STORED', attempts = 0, next_attempt_at = #{now}
			WHERE sender = #{sender} AND state = 'QUARANTINED' AND fetched_at >= #{since} ORDER BY id LIMIT #{limit}
			""")
	int tryAgain(@Param("sender") String sender, @Param("since") Instant since, @Param("now") Instant now,
			@Param("limit") int limit);

}
