package org.followthrough.review;

import java.util.List;

/**
 * A review with all that was said in it.
 *
 * @param review the review
 * @param here its message on the case that was asked about
 * @param text the reply as it is now
 * @param comments what was said, oldest first
 * @param earlier the texts that were changed, oldest first
 */
public record ReviewedReply(Review review, long here, String text, List<ReviewComment> comments,
		List<EarlierText> earlier) {
}
