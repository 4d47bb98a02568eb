package org.followthrough.correspondence;

import java.time.Instant;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the notices to senders.
 */
@Mapper
interface MailNoticeMapper {

	@Insert("INSERT IGNORE INTO mail_notice (recipient, noticed_at) VALUES (#{recipient}, #{now})")
	int insertUnlessKnown(@Param("recipient") String recipient, @Param("now") Instant now);

	@Update("UPDATE mail_notice SET noticed_at = #{now} WHERE recipient = #{recipient} AND noticed_at <= #{before}")
	int renew(@Param("recipient") String recipient, @Param("now") Instant now, @Param("before") Instant before);

}
