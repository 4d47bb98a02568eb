package org.followthrough.review;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says about a held reply.
 *
 * @param id row
 * @param reviewId its review
 * @param author who says it
 * @param writtenAt when
 * @param quote the passage that it is about; null for all of it
 * @param words what they say
 */
public record ReviewComment(long id, long reviewId, String author, Instant writtenAt, @Nullable String quote,
		String words) {
}
