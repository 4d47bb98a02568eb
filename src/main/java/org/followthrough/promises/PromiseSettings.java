package org.followthrough.promises;

import java.time.Duration;
import java.time.Instant;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the promises.
 *
 * @param remindAfter the part of a promise's time, between 0 and 1, after which its owner
 * is reminded
 * @param signOff how long a customer waits for our next word after an answer, while we
 * wait for theirs
 */
@ConfigurationProperties("followthrough.promises")
record PromiseSettings(@DefaultValue("0.75") double remindAfter, @DefaultValue("P7D") Duration signOff) {

	PromiseSettings {
		if (remindAfter <= 0 || remindAfter >= 1) {
			throw new IllegalArgumentException("followthrough.promises.remind-after must lie between 0 and 1");
		}
	}

	Instant remindAt(Instant from, Instant due) {
		long millis = Duration.between(from, due).toMillis();
		return (millis > 0) ? from.plusMillis((long) (millis * this.remindAfter)) : due;
	}

}
