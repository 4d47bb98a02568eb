package org.followthrough.cases;

import java.time.Instant;

/**
 * A question of ours that lies with the customer, unanswered.
 *
 * @param messageId the question
 * @param reachedAt since when
 */
public record OpenQuestion(long messageId, Instant reachedAt) {
}
