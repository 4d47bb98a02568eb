package org.followthrough.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.review.Review.Ending;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows of the reviews, and the entries in the history of their cases.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReviewLedger {

	private final ReviewMapper reviews;

	private final Audit audit;

	private final Clock clock;

	ReviewLedger(ReviewMapper reviews, Audit audit, Clock clock) {
		this.reviews = reviews;
		this.audit = audit;
		this.clock = clock;
	}

	public Review begin(SupportCase on, Message first, Set<Reason> reasons, Instant dueAt) {
		long id = this.reviews.insert(on.id(), first.id(), Objects.requireNonNullElse(on.team(), ""), first.author(),
				Reason.written(reasons), this.clock.instant(), dueAt);
		Review begun = find(id).orElseThrow();
		record(on, begun, "asked",
				Map.of("reasons", reasons.stream().map(Reason::word).toList(), "due", dueAt.toString()));
		return begun;
	}

	public Optional<Review> find(long id) {
		return this.reviews.find(id).map(ReviewMapper.Row::review);
	}

	/** A review that isn't over. */
	public Review open(long id) {
		return find(id).map((found) -> Optional.of(found).filter(Review::isOpen).orElseThrow(ReviewRefusals.Over::new))
			.orElseThrow(ReviewRefusals.Unknown::new);
	}

	/** The open reviews of held messages. */
	public Collection<Review> ofMessages(List<Message> some) {
		return some.isEmpty() ? List.of()
				: this.reviews.ofMessages(some.stream().map(Message::id).toList())
					.stream()
					.map(ReviewMapper.Row::review)
					.collect(Collectors.toMap(Review::id, Function.identity(), (one, same) -> one))
					.values();
	}

	/**
	 * Has a reply go sooner than it was to.
	 * @return the review with its new time, if it is sooner
	 */
	public Optional<Review> bringForward(SupportCase on, Review review, Instant dueAt) {
		if (this.reviews.bringForward(review.id(), dueAt) == 0) {
			return Optional.empty();
		}
		record(on, review, "brought-forward", Map.of("before", review.dueAt().toString(), "due", dueAt.toString()));
		return find(review.id());
	}

	public void end(Review review, Ending ending) {
		this.reviews.end(review.id(), this.clock.instant(), ending);
	}

	public void record(SupportCase on, Review review, String change, Map<String, ?> more) {
		Map<String, Object> details = new HashMap<>(more);
		details.put("review", review.id());
		details.put("message", review.messageId());
		this.audit.record(on.number(), "review." + change, details);
	}

}
