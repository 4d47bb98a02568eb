package org.followthrough.cases;

import java.time.Instant;

import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * The next word that a message tells the customer of. The promises make these: a time
 * later than usual only with its reason.
 *
 * @param at by when it comes
 * @param counted the usual span that it was counted by; null where a person named the
 * time
 * @param laterBecause why it is later than usual; null unless it is
 */
public record NextWord(Instant at, @Nullable Span counted, @Nullable String laterBecause) {
}
