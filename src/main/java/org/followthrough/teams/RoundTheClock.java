package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;

/**
 * Everybody's clock.
 */
final class RoundTheClock implements WorkingTime {

	@Override
	public Instant after(Instant from, Span span) {
		return from.plus(Duration.ofDays(span.days())).plus(span.time());
	}

	@Override
	public Duration between(Instant from, Instant to) {
		return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
	}

}
