package org.followthrough.teams;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the calendars' feeds.
 *
 * @param every how often a feed is read
 * @param within how long that may take
 * @param largest how large a feed may be
 * @param privateAddresses whether feeds may lie within our own network: on this machine,
 * or at an address that isn't public
 */
@ConfigurationProperties("followthrough.feeds")
record FeedSettings(@DefaultValue("PT6H") Duration every, @DefaultValue("PT20S") Duration within,
		@DefaultValue("1MB") DataSize largest, @DefaultValue("false") boolean privateAddresses) {
}
