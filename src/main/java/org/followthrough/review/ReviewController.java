package org.followthrough.review;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.cases.Cases;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The review of replies over REST. Reviewing itself is a task.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Review of replies")
class ReviewController {

	private final RuleBook rules;

	private final Reviews reviews;

	private final Cases cases;

	ReviewController(RuleBook rules, Reviews reviews, Cases cases) {
		this.rules = rules;
		this.reviews = reviews;
		this.cases = cases;
	}

	@GetMapping("/review-rules")
	@Operation(summary = "By which rules replies are read by somebody else before they go")
	List<RuleResource> rules() {
		return this.rules.all().stream().map(RuleResource::of).toList();
	}

	@PutMapping("/review-rules/{team}")
	@Operation(summary = "Replaces the rules of a team",
			description = "For managers. What is left out holds for nothing; `span` is working time, `PT2H` unless said.")
	RuleResource save(@PathVariable String team, @RequestBody RuleRequest request) {
		return RuleResource.of(this.rules.save(request.rule(team)));
	}

	@GetMapping("/cases/{number}/reviews")
	@Operation(summary = "The replies of a case that somebody else read before they went, or is to read")
	List<ReviewResource> ofCase(@PathVariable String number) {
		return this.reviews.ofCase(this.cases.get(number).id()).stream().map(ReviewResource::of).toList();
	}

	@PostMapping("/reviews/{id}/comments")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Says something about a held reply",
			description = "`quote` is the passage it is about, as it stands in the reply.")
	List<CommentResource> comment(@PathVariable long id, @RequestBody CommentRequest request) {
		this.reviews.comment(id, request.quote(), Objects.requireNonNullElse(request.words(), ""));
		return CommentResource.of(this.reviews.withWords(id));
	}

	@PostMapping("/reviews/{id}/withdraw")
	@Operation(summary = "Takes a held reply back", description = "For whoever wrote it.")
	ReviewResource withdraw(@PathVariable long id) {
		this.reviews.takeBack(id);
		return ReviewResource.of(this.reviews.withWords(id));
	}

	/**
	 * The rules of a team as somebody wants them.
	 *
	 * @param version the version that they replace; 0 for the first
	 * @param firstMessages as long as a colleague has sent fewer messages than that
	 * @param plans what customers pay for
	 * @param severities of cases
	 * @param unsolved what says that it can't be solved
	 * @param sample so many of a hundred
	 * @param span how long a review may take
	 */
	record RuleRequest(int version, int firstMessages, @Nullable List<String> plans, @Nullable List<String> severities,
			boolean unsolved, int sample, @Nullable String span) {

		ReviewRule rule(String team) {
			return new ReviewRule(team, this.version, this.firstMessages,
					Objects.requireNonNullElse(this.plans, List.of()),
					Objects.requireNonNullElse(this.severities, List.of()), this.unsolved, this.sample,
					ReviewRule.spanOf(this.span));
		}

	}

	/**
	 * The rules of a team.
	 *
	 * @param team its name
	 * @param version grows with each change; 0 while nobody has written any
	 * @param firstMessages as long as a colleague has sent fewer messages than that
	 * @param plans what customers pay for
	 * @param severities of cases
	 * @param unsolved what says that it can't be solved
	 * @param sample so many of a hundred
	 * @param span how long a review may take
	 */
	record RuleResource(String team, int version, int firstMessages, List<String> plans, List<String> severities,
			boolean unsolved, int sample, String span) {

		static RuleResource of(ReviewRule rule) {
			return new RuleResource(rule.team(), rule.version(), rule.firstMessages(), rule.plans(), rule.severities(),
					rule.unsolved(), rule.sample(), rule.span().toString());
		}

	}

	/**
	 * A comment to be kept.
	 *
	 * @param quote the passage that it is about
	 * @param words what to say
	 */
	record CommentRequest(@Nullable String quote, @Nullable String words) {
	}

	/**
	 * A comment.
	 *
	 * @param author who said it
	 * @param writtenAt when
	 * @param quote the passage that it is about
	 * @param words what they said
	 */
	record CommentResource(String author, Instant writtenAt, @Nullable String quote, String words) {

		static List<CommentResource> of(ReviewedReply reply) {
			return reply.comments()
				.stream()
				.map((one) -> new CommentResource(one.author(), one.writtenAt(), one.quote(), one.words()))
				.toList();
		}

	}

	/**
	 * A review.
	 *
	 * @param id its row
	 * @param message the message, or the first of several
	 * @param author whose words they are
	 * @param reasons why it is reviewed
	 * @param heldAt since when
	 * @param dueAt when it goes, reviewed or not
	 * @param reworked how often it was changed
	 * @param reviewedBy who let it go
	 * @param endedAt when it ended
	 * @param ending sent, unreviewed, taken-back or pointless
	 * @param text the reply
	 * @param comments what was said about it
	 */
	record ReviewResource(long id, long message, String author, List<String> reasons, Instant heldAt, Instant dueAt,
			int reworked, @Nullable String reviewedBy, @Nullable Instant endedAt, @Nullable String ending, String text,
			List<CommentResource> comments) {

		static ReviewResource of(ReviewedReply reply) {
			Review review = reply.review();
			return new ReviewResource(review.id(), review.messageId(), review.author(),
					review.reasons().stream().map(Reason::word).toList(), review.heldAt(), review.dueAt(),
					review.reworked(), review.reviewedBy(), review.endedAt(),
					(review.ending() != null) ? review.ending().word() : null, reply.text(), CommentResource.of(reply));
		}

	}

}
