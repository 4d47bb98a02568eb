package org.followthrough.review;

import java.time.Instant;

/**
 * A reply as it read before somebody changed it.
 *
 * @param reviewId its review
 * @param author who changed it
 * @param replacedAt when
 * @param body what it said before
 */
public record EarlierText(long reviewId, String author, Instant replacedAt, String body) {
}
