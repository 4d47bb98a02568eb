package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.review.Reviews;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * How a held reply is read by somebody else, and changed if need be.
 */
@Component
class ReviewSteps implements StepsOfPeople {

	/** The reply goes as it is. */
	static final String SEND = "send";

	/** The reply is to be changed. */
	static final String REWORK = "rework";

	private final Reviews reviews;

	private final ReviewRows rows;

	ReviewSteps(Reviews reviews, ReviewRows rows) {
		this.reviews = reviews;
		this.rows = rows;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(ModelWords.REVIEW_REPLY, this::reviewReply, ModelWords.REWORK_REPLY, this::reworkReply);
	}

	private Map<String, Object> reviewReply(SupportCase of, Fields fields) {
		long review = review(fields);
		String quote = fields.optionalText("quote").orElse(null);
		String words = fields.optionalText("message").orElse(null);
		if (words == null && (quote != null || REWORK.equals(fields.outcome()))) {
			throw new Invalid("message", "Say what is to change, so that whoever wrote it knows.");
		}
		if (SEND.equals(fields.outcome())) {
			this.reviews.pass(of, review, quote, words);
		}
		else {
			this.reviews.sendBack(of, review, quote, fields.text("message"));
		}
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

	private Map<String, Object> reworkReply(SupportCase of, Fields fields) {
		this.reviews.rework(of, review(fields), fields.text("message"));
		return Map.of();
	}

	private long review(Fields fields) {
		return this.rows.reviewOf(fields.task()).orElseThrow();
	}

}
