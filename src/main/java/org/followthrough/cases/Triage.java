package org.followthrough.cases;

import java.time.Duration;

/**
 * What triage makes of a case.
 *
 * @param severity critical, high, normal or low
 * @param priority for ordering work, 0 to 100
 * @param team who carries it
 * @param acknowledgeWithin how soon a person acknowledges it
 * @param updateEvery how long the customer waits for the next word
 */
public record Triage(String severity, int priority, String team, Duration acknowledgeWithin, Duration updateEvery) {
}
