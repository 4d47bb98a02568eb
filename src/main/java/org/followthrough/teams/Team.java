package org.followthrough.teams;

import org.jspecify.annotations.Nullable;

/**
 * A team that carries cases.
 *
 * @param name what triage calls it
 * @param calendar the row of the calendar that says when it works; null for always
 * @param manager the account of the manager who is called first when a promise of the
 * team runs out; null for whoever of the managers takes it
 * @param managerAbove the account of the manager who is called next; null for whoever of
 * the managers takes it
 */
public record Team(String name, @Nullable Long calendar, @Nullable String manager, @Nullable String managerAbove) {
}
