package org.followthrough.correspondence;

import java.time.Instant;
import java.util.List;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.followthrough.correspondence.IncomingMailMapper.Place;

/**
 * SQL of the mails that lie in a mailbox and couldn't be fetched yet.
 */
@Mapper
interface UnfetchedMailMapper {

	/** The pause doubles with each attempt, from 10 s to an hour. */
	@Insert("""
			INSERT INTO unfetched_mail (mailbox, uid_validity, uid, noticed_at, attempts, next_attempt_at, last_error)
			VALUES (#{p.mailbox}, #{p.uidValidity}, #{p.uid}, #{now}, 1, #{now} + INTERVAL 10 SECOND, #{error})
			ON DUPLICATE KEY UPDATE attempts = attempts + 1,
			  next_attempt_at = #{now} + INTERVAL LEAST(5 * POW(2, LEAST(attempts, 20)), 3600) SECOND,
			  last_error = #{error}
			""")
	void failed(@Param("p") Place place, @Param("now") Instant now, @Param("error") String error);

	@Select("""
			SELECT uid FROM unfetched_mail
			WHERE mailbox = #{mailbox} AND uid_validity = #{uidValidity} AND next_attempt_at <= #{now}
			ORDER BY next_attempt_at LIMIT #{limit}
			""")
	List<Long> due(@Param("mailbox") String mailbox, @Param("uidValidity") long uidValidity, @Param("now") Instant now,
			@Param("limit") int limit);

	@Select("""
			SELECT COALESCE(MAX(attempts), 0) FROM unfetched_mail
			WHERE mailbox = #{p.mailbox} AND uid_validity = #{p.uidValidity} AND uid = #{p.uid}
			""")
	int attempts(@Param("p") Place place);

	@Delete("""
			DELETE FROM unfetched_mail
			WHERE mailbox = #{p.mailbox} AND uid_validity = #{p.uidValidity} AND uid = #{p.uid}
			""")
	void forget(@Param("p") Place place);

	@Delete("DELETE FROM unfetched_mail WHERE mailbox = #{mailbox} AND uid_validity <> #{uidValidity}")
	void forgetOthers(@Param("mailbox") String mailbox, @Param("uidValidity") long uidValidity);

	/** How many there are of each mailbox. */
	@Select("SELECT mailbox, COUNT(*) AS mails FROM unfetched_mail GROUP BY mailbox")
	List<IncomingMailMapper.Count> counts();

	@Select("""
			SELECT mailbox, uid, noticed_at, attempts, next_attempt_at, last_error FROM unfetched_mail
			ORDER BY noticed_at LIMIT #{limit}
			""")
	List<UnfetchedMail> all(int limit);

}
