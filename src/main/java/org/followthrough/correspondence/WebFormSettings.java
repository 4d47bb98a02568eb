package org.followthrough.correspondence;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the public form. What is beyond them waits in quarantine.
 *
 * @param atLeast how long a person takes to fill it in
 * @param hourlyOfSender how often one mail address may send it within an hour
 * @param hourlyOfSource how often it may be sent within an hour from one address of the
 * internet, which many may share
 */
@ConfigurationProperties("followthrough.contact")
record WebFormSettings(@DefaultValue("PT3S") Duration atLeast, @DefaultValue("10") int hourlyOfSender,
		@DefaultValue("60") int hourlyOfSource) {
}
