package org.followthrough.rota;

import java.time.LocalDate;

/**
 * A week of one engineer on support.
 *
 * @param team the team whose escalations they get
 * @param week the week, named by its Monday
 * @param engineer their account
 */
record Shift(String team, LocalDate week, String engineer) {
}
