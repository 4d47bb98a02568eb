package org.followthrough.teams;

import java.time.LocalDate;

/**
 * Days on which a team doesn't work, and which no public holiday explains.
 *
 * @param first the first day
 * @param last the last day, the first itself if it is one only
 * @param name why, as people call it
 */
public record Closure(LocalDate first, LocalDate last, String name) {
}
