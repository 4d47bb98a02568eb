package org.followthrough.review;

/**
 * How many reviews of a team ended in a month, and how.
 *
 * @param month as {@code 2026-11}, in UTC
 * @param team the team
 * @param held how many replies were held
 * @param asTheyWere of these, how many went as they were written
 * @param reworked how many went after they had been changed
 * @param unreviewed how many went unreviewed, since time ran out
 * @param notSent how many didn't go
 */
public record ReviewFigure(String month, String team, int held, int asTheyWere, int reworked, int unreviewed,
		int notSent) {
}
