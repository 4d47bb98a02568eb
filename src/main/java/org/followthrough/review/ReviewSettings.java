package org.followthrough.review;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the reviews.
 *
 * @param margin how long before a promise is due a reply goes whether it was reviewed or
 * not, so that its mail arrives in time
 * @param shortest what isn't worth a review: with less time than that a reply goes at
 * once
 */
@ConfigurationProperties("followthrough.review")
record ReviewSettings(@DefaultValue("PT15M") Duration margin, @DefaultValue("PT5M") Duration shortest) {

	ReviewSettings {
		if (margin.compareTo(Duration.ofMinutes(1)) < 0 || shortest.isNegative()) {
			throw new IllegalArgumentException("followthrough.review.margin is a minute at the least, and "
					+ "followthrough.review.shortest not negative");
		}
	}

}
