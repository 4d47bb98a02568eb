package org.followthrough.guide;

import org.jspecify.annotations.Nullable;

/**
 * A word that customers need not know.
 *
 * @param word the word, or a few that belong together
 * @param instead what to say instead; null if that depends
 */
public record JargonWord(String word, @Nullable String instead) {
}
