package org.followthrough.promises;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the promises.
 *
 * @param remindAfter the part of a promise's time, between 0 and 1, after which its owner
 * is reminded
 */
@ConfigurationProperties("followthrough.promises")
record PromiseSettings(@DefaultValue("0.75") double remindAfter) {

	PromiseSettings {
		if (remindAfter <= 0 || remindAfter >= 1) {
			throw new IllegalArgumentException("followthrough.promises.remind-after must lie between 0 and 1");
		}
	}

	Duration partBeforeReminder(Duration left) {
		return Duration.ofMillis((long) (left.toMillis() * this.remindAfter));
	}

}
