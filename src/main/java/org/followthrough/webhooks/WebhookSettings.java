package org.followthrough.webhooks;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of webhooks that we send.
 *
 * @param inside whether they may go to addresses on this machine and in private networks,
 * and without TLS there
 * @param within how long an endpoint may take to answer
 * @param kept for how long it is kept what was told, and can be told again
 */
@ConfigurationProperties("followthrough.webhooks")
record WebhookSettings(@DefaultValue("false") boolean inside, @DefaultValue("PT20S") Duration within,
		@DefaultValue("P30D") Duration kept) {
}
