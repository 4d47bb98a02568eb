package org.followthrough.guide;

import java.util.List;

/**
 * The words that a team avoids.
 *
 * @param team the team; empty for the list of everybody
 * @param version grows with each change; 0 while nobody has written one
 * @param words the words, by alphabet
 */
public record JargonList(String team, int version, List<JargonWord> words) {
}
