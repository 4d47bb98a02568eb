package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the mailboxes: which node reads each, and how that goes.
 */
@Mapper
interface MailboxMapper {

	@Insert("INSERT IGNORE INTO mailbox (place) VALUES (#{place})")
	void insertUnlessKnown(String place);

	/** Yields nothing while another node holds it. */
	@Update("""
			UPDATE mailbox SET holder = #{node}, held_until = #{until}
			WHERE place = #{place} AND (holder = #{node} OR held_until IS NULL OR held_until <= #{now})
			""")
	int hold(@Param("place") String place, @Param("node") String node, @Param("now") Instant now,
			@Param("until") Instant until);

	@Update("""
			UPDATE mailbox SET holder = NULL, held_until = NULL, listening = FALSE
			WHERE place = #{place} AND holder = #{node}
			""")
	void letGo(@Param("place") String place, @Param("node") String node);

	@Update("""
			UPDATE mailbox SET read_at = #{at}, failing_since = NULL, listening = #{listening}
			WHERE place = #{place} AND holder = #{node}
			""")
	void read(@Param("place") String place, @Param("node") String node, @Param("at") Instant at,
			@Param("listening") boolean listening);

	@Update("""
			UPDATE mailbox SET failing_since = COALESCE(failing_since, #{at}), failed_at = #{at}, last_error = #{error},
			  listening = FALSE
			WHERE place = #{place} AND holder = #{node}
			""")
	void failed(@Param("place") String place, @Param("node") String node, @Param("at") Instant at,
			@Param("error") String error);

	@Select("SELECT place, read_at, failing_since, failed_at, last_error, listening FROM mailbox ORDER BY place LIMIT 500")
	List<Health> all();

	/**
	 * How a mailbox is.
	 *
	 * @param place its user, host and folder
	 * @param readAt when it was last looked into
	 * @param failingSince since when that fails; null while it works
	 * @param failedAt when that last failed
	 * @param lastError why it last failed
	 * @param listening whether its server tells of new mail
	 */
	record Health(String place, @Nullable Instant readAt, @Nullable Instant failingSince, @Nullable Instant failedAt,
			@Nullable String lastError, boolean listening) {
	}

}
