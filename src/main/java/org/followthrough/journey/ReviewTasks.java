package org.followthrough.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.followthrough.review.Review;
import org.followthrough.review.Reviews;

import org.springframework.stereotype.Component;

/**
 * What holds for the tasks of a review: they show when the reply goes, whoever wrote it
 * doesn't review it, and gets it back to rework it.
 */
@Component
class ReviewTasks {

	/** The tasks of a review. */
	static final Set<String> KEYS = Set.of(ModelWords.REVIEW_REPLY, ModelWords.REWORK_REPLY);

	private final Reviews reviews;

	private final Clock clock;

	ReviewTasks(Reviews reviews, Clock clock) {
		this.reviews = reviews;
		this.clock = clock;
	}

	/** Whether a task is one of them. */
	static boolean are(DelegateTask task) {
		return KEYS.contains(task.getTaskDefinitionKey());
	}

	/**
	 * A task was made. Half of the time that is left is for it alone.
	 */
	void created(DelegateTask task) {
		if (are(task)) {
			review(task).ifPresent((review) -> {
				Instant now = this.clock.instant();
				Duration left = Duration.between(now, review.dueAt());
				task.setDueDate(Date.from(review.dueAt()));
				task.setFollowUpDate(Date.from(left.isNegative() ? review.dueAt() : now.plus(left.dividedBy(2))));
			});
		}
	}

	/** Whoever wrote a reply that came back. */
	Optional<String> author(DelegateTask task) {
		return review(task).map(Review::author);
	}

	/**
	 * Refuses a review to whoever wrote the reply.
	 */
	void requireOther(DelegateTask task, String account) {
		if (ModelWords.REVIEW_REPLY.equals(task.getTaskDefinitionKey())) {
			review(task).ifPresent((review) -> this.reviews.requireOther(review, account));
		}
	}

	private Optional<Review> review(DelegateTask task) {
		return Optional.ofNullable((Number) task.getExecution().getVariable(ModelWords.REVIEW))
			.map((id) -> this.reviews.get(id.longValue()));
	}

}
