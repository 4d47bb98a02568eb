package org.followthrough.journey;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.review.Review;
import org.followthrough.review.ReviewComment;
import org.followthrough.review.ReviewedReply;
import org.followthrough.review.Reviews;
import org.followthrough.web.TimeWords;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the forms of a review show of it.
 */
@Component
class ReviewTexts {

	private final Reviews reviews;

	private final ReviewRows rows;

	private final MessageSource words;

	private final TimeWords times;

	ReviewTexts(Reviews reviews, ReviewRows rows, MessageSource words, TimeWords times) {
		this.reviews = reviews;
		this.rows = rows;
		this.words = words;
		this.times = times;
	}

	/**
	 * The texts of the review that a task is part of.
	 * @param taskId the task
	 * @return by the names of fields; {@code message} is the reply as whoever reworks it
	 * finds it
	 */
	Map<String, String> shown(String taskId) {
		Map<String, String> shown = new LinkedHashMap<>();
		this.rows.reviewOf(taskId).map(this.reviews::withWords).ifPresent((reply) -> {
			shown.put("reply", reply.text());
			shown.put("message", reply.text());
			shown.put("writtenBy", reply.review().author());
			shown.put("whyReviewed", why(reply.review()));
			shown.put("goesAt", this.times.full(reply.review().dueAt()));
			shown.put("comments", comments(reply));
		});
		return shown;
	}

	private String why(Review review) {
		return review.reasons()
			.stream()
			.map((reason) -> this.words.getMessage("review.reason." + reason.word(), null, reason.word(),
					Locale.ENGLISH))
			.collect(Collectors.joining("; "));
	}

	private static String comments(ReviewedReply reply) {
		return reply.comments().isEmpty() ? "None yet."
				: reply.comments().stream().map(ReviewTexts::comment).collect(Collectors.joining("\n\n"));
	}

	private static String comment(ReviewComment comment) {
		String about = (comment.quote() != null) ? " on \"" + comment.quote() + "\"" : "";
		return comment.author() + about + ":\n" + comment.words();
	}

}
