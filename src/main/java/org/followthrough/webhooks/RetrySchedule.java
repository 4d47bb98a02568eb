package org.followthrough.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When what did not arrive is tried again: ten times within a little more than three
 * days, as <a href=
 * "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> has it, each a little later by chance, so that what failed together
 * doesn't come again together.
 */
final class RetrySchedule {

	private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
			Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	private static final double MOST_LATER = 0.1;

	private RetrySchedule() {
	}

	/**
	 * How long to wait after a try.
	 * @param attempts how many tries there were
	 * @param chance decides how much later
	 * @return the pause; empty when it was the last try
	 */
	static Optional<Duration> after(int attempts, RandomGenerator chance) {
		if (attempts > PAUSES.size()) {
			return Optional.empty();
		}
		Duration pause = PAUSES.get(attempts - 1);
		return Optional.of(pause.plusMillis((long) (pause.toMillis() * MOST_LATER * chance.nextDouble())));
	}

}
