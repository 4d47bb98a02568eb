package org.followthrough.journey;

import java.util.List;

/**
 * Cases that stand alike.
 *
 * @param at where
 * @param cases how many
 * @param examples the numbers of some of them
 * @param instance the engine's id of the process of one of them
 */
public record StandingCases(Standing at, int cases, List<String> examples, String instance) {
}
