package org.followthrough.correspondence;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the mails to those who work here.
 *
 * @param gather how long notices to a person are gathered before a mail tells of them,
 * and how long it is at the least from one such mail to the next
 * @param keep how long a notice that was told is kept
 */
@ConfigurationProperties("followthrough.notices")
record NoticeSettings(@DefaultValue("PT1M") Duration gather, @DefaultValue("P90D") Duration keep) {
}
