package org.followthrough.cases;

/**
 * What triage makes of a case.
 *
 * @param severity critical, high, normal or low
 * @param priority for ordering work, 0 to 100
 * @param team who carries it
 */
public record Triage(String severity, int priority, String team) {
}
