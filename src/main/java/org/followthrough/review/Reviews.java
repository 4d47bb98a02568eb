package org.followthrough.review;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.HeldMessages;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.review.Review.Ending;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reviews of replies: what people do in them, and what can be read of them.
 */
@Component
public class Reviews {

	private static final int LONGEST_QUOTE = 2000;

	private static final int LONGEST_COMMENT = 10_000;

	private static final int MOST_COMMENTS = 100;

	private final ReviewMapper reviews;

	private final ReviewLedger ledger;

	private final HeldMessages held;

	private final Messages messages;

	private final ReviewNotices notices;

	private final ReviewJourney journey;

	private final Cases cases;

	private final Transactions transactions;

	private final Clock clock;

	Reviews(ReviewMapper reviews, ReviewLedger ledger, HeldMessages held, @Lazy Messages messages,
			ReviewNotices notices, ReviewJourney journey, Cases cases, Transactions transactions, Clock clock) {
		this.reviews = reviews;
		this.ledger = ledger;
		this.held = held;
		this.messages = messages;
		this.notices = notices;
		this.journey = journey;
		this.cases = cases;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * A review.
	 * @param id its row
	 * @return the review
	 * @throws ReviewRefusals.Unknown if there is none
	 */
	@Transactional(readOnly = true)
	public Review get(long id) {
		return this.reviews.find(id).map(ReviewMapper.Row::review).orElseThrow(ReviewRefusals.Unknown::new);
	}

	/**
	 * The reply of a review.
	 * @param review the review
	 * @return its message, or the first of several
	 */
	@Transactional(readOnly = true)
	public Message reply(Review review) {
		return this.messages.find(review.messageId()).orElseThrow();
	}

	/**
	 * All reviews of what was ever held on a case.
	 * @param caseId the case
	 * @return the reviews with what was said in them, oldest first
	 */
	@Transactional(readOnly = true)
	public List<ReviewedReply> ofCase(long caseId) {
		return withWords(this.reviews.ofCase(caseId));
	}

	/**
	 * A review with what was said in it.
	 * @param id its row
	 * @return the whole
	 */
	@Transactional(readOnly = true)
	public ReviewedReply withWords(long id) {
		return withWords(this.reviews.find(id).stream().toList()).stream()
			.findFirst()
			.orElseThrow(ReviewRefusals.Unknown::new);
	}

	private List<ReviewedReply> withWords(List<ReviewMapper.Row> some) {
		if (some.isEmpty()) {
			return List.of();
		}
		List<Long> ids = some.stream().map(ReviewMapper.Row::id).toList();
		Map<Long, List<ReviewComment>> comments = this.reviews.comments(ids)
			.stream()
			.collect(Collectors.groupingBy(ReviewComment::reviewId));
		Map<Long, List<EarlierText>> texts = this.reviews.texts(ids)
			.stream()
			.collect(Collectors.groupingBy(EarlierText::reviewId));
		Map<Long, String> bodies = this.reviews.bodies(ids)
			.stream()
			.collect(Collectors.toMap(ReviewMapper.Body::reviewId, ReviewMapper.Body::body));
		return some.stream()
			.map((one) -> new ReviewedReply(one.review(), one.here(), Objects.requireNonNull(bodies.get(one.id())),
					comments.getOrDefault(one.id(), List.of()), texts.getOrDefault(one.id(), List.of())))
			.toList();
	}

	/**
	 * Refuses a review to whoever wrote the reply.
	 * @param review the review
	 * @param account who would review it
	 * @throws ReviewRefusals.OwnWords if they are theirs
	 */
	public void requireOther(Review review, String account) {
		if (account.equals(review.author())) {
			throw new ReviewRefusals.OwnWords();
		}
	}

	/**
	 * Says something about a held reply, as the current actor.
	 * @param id the review
	 * @param quote the passage that it is about; null or blank for all of it
	 * @param words what to say
	 * @throws ReviewRefusals.Over if the reply isn't held any more
	 * @throws Invalid if the words are missing or too long, or the passage isn't there
	 */
	public void comment(long id, @Nullable String quote, String words) {
		this.transactions.retrying(() -> {
			SupportCase on = this.cases.lock(get(id).caseId());
			keepComment(on, this.ledger.open(id), quote, words, "words");
			return null;
		});
	}

	private void keepComment(SupportCase on, Review review, @Nullable String quote, String words, String field) {
		String said = words.strip();
		if (said.isEmpty() || said.length() > LONGEST_COMMENT) {
			throw new Invalid(field, said.isEmpty() ? "Say what you would change, or ask."
					: "A comment has up to " + LONGEST_COMMENT + " characters.");
		}
		String passage = Objects.requireNonNullElse(quote, "").strip();
		if (passage.length() > LONGEST_QUOTE) {
			throw new Invalid("quote", "A passage has up to " + LONGEST_QUOTE + " characters.");
		}
		if (!inOneLine(reply(review).body()).contains(inOneLine(passage))) {
			throw new Invalid("quote", "These words don't stand in the reply. Copy them from it, or leave this empty.");
		}
		if (this.reviews.countComments(review.id()) >= MOST_COMMENTS) {
			throw new Invalid(field, "There are " + MOST_COMMENTS + " comments already. Talk to each other instead.");
		}
		this.reviews.insertComment(review.id(), Actor.current().id(), this.clock.instant(),
				passage.isEmpty() ? null : passage, said);
		this.ledger.record(on, review, "commented", Map.of());
	}

	private static String inOneLine(String text) {
		return text.replaceAll("\\s+", " ");
	}

	/**
	 * Lets a reply go, as the current actor. It goes once the journey says so.
	 * @param on the case, locked
	 * @param id the review
	 * @param quote a passage to say something about; null for none
	 * @param words what to say about it; null for nothing
	 * @throws ReviewRefusals.OwnWords if the actor wrote it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void pass(SupportCase on, long id, @Nullable String quote, @Nullable String words) {
		Review review = this.ledger.open(id);
		String account = Actor.current().id();
		requireOther(review, account);
		if (words != null) {
			keepComment(on, review, quote, words, "message");
		}
		this.reviews.setReviewer(id, account);
		this.ledger.record(on, review, "passed", Map.of());
	}

	/**
	 * Gives a reply back to whoever wrote it, as the current actor.
	 * @param on the case, locked
	 * @param id the review
	 * @param quote a passage to say something about; null for all of it
	 * @param words what is to change
	 * @throws ReviewRefusals.OwnWords if the actor wrote it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void sendBack(SupportCase on, long id, @Nullable String quote, String words) {
		Review review = this.ledger.open(id);
		requireOther(review, Actor.current().id());
		keepComment(on, review, quote, words, "message");
		this.ledger.record(on, review, "sent-back", Map.of());
		this.notices.sentBack(on, review, this.reviews.countComments(id));
	}

	/**
	 * Changes a reply, as the current actor, whose words they are from then on.
	 * @param on the case, locked
	 * @param id the review
	 * @param body the words
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void rework(SupportCase on, long id, String body) {
		Review review = this.ledger.open(id);
		String account = Actor.current().id();
		this.reviews.insertText(id, account, this.clock.instant(), reply(review).body());
		this.held.rewrite(review.messageId(), body);
		this.reviews.reworked(id, account);
		this.ledger.record(on, review, "reworked", Map.of());
		this.notices.settled(on);
	}

	/**
	 * Takes a held reply back, as the current actor, who wrote it.
	 * @param id the review
	 * @throws ReviewRefusals.NotYours if somebody else wrote it
	 * @throws ReviewRefusals.Over if it isn't held any more
	 */
	public void takeBack(long id) {
		this.transactions.retrying(() -> {
			SupportCase on = this.cases.lock(get(id).caseId());
			Review review = this.ledger.open(id);
			if (!Actor.current().id().equals(review.author())) {
				throw new ReviewRefusals.NotYours();
			}
			if (reply(review).kind() == Message.Kind.ACKNOWLEDGEMENT) {
				throw new ReviewRefusals.CaseGoesOn();
			}
			this.ledger.record(on, review, "taken-back", Map.of());
			Map<SupportCase, Message> kept = this.held.of(review.messageId());
			kept.forEach(this.held::withdraw);
			this.ledger.end(review, Ending.TAKEN_BACK);
			this.journey.isSettled(review, on);
			kept.forEach(this.journey::takenBack);
			return null;
		});
	}

	/**
	 * How many reviews ended in the last months, and how.
	 * @param since from when on
	 * @return by month, the latest first, and team
	 */
	@Transactional(readOnly = true)
	public List<ReviewFigure> figures(Instant since) {
		return this.reviews.figures(since);
	}

}
