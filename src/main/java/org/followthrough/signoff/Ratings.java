package org.followthrough.signoff;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What customers think of how we did. It signs nothing off.
 */
@Component
public class Ratings {

	/** The most characters that somebody may write with a rating. */
	public static final int LONGEST = 10_000;

	private final RatingMapper ratings;

	private final SignOffMapper signOffs;

	private final Audit audit;

	private final Clock clock;

	Ratings(RatingMapper ratings, SignOffMapper signOffs, Audit audit, Clock clock) {
		this.ratings = ratings;
		this.signOffs = signOffs;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Keeps a rating by the current actor, the customer.
	 * @param rated the case
	 * @param points from one to five
	 * @param words what they wrote with it
	 * @return the rating
	 * @throws Invalid if there are no such points
	 * @throws NothingToRate if they weren't asked to sign off, or have rated that
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Rating give(SupportCase rated, int points, @Nullable String words) {
		if (points < 1 || points > Rating.BEST) {
			throw new Invalid("points", "Please choose between one and five points.");
		}
		if (words != null && words.length() > LONGEST) {
			throw new Invalid("words",
					"That is more than " + LONGEST + " characters. Please write us a message instead.");
		}
		SignOff about = ratable(rated.id()).orElseThrow(NothingToRate::new);
		Rating given = new Rating(about.id(), rated.id(), points, words, this.clock.instant());
		this.ratings.insert(given);
		Map<String, Object> details = new HashMap<>();
		details.put("points", points);
		details.put("words", Objects.requireNonNullElse(words, ""));
		this.audit.record(rated.number(), "case.rated", details);
		return given;
	}

	/**
	 * What a customer can rate now.
	 * @param caseId the case
	 * @return the last question whether it is solved, unless it was sent back, ended
	 * otherwise or was rated
	 */
	@Transactional(readOnly = true)
	public Optional<SignOff> ratable(long caseId) {
		return this.signOffs.latest(caseId)
			.filter((asked) -> asked.answer() != SignOff.Answer.LAPSED && asked.answer() != SignOff.Answer.SENT_BACK)
			.filter((asked) -> ofCase(caseId).stream().noneMatch((given) -> given.signOffId() == asked.id()));
	}

	/**
	 * The ratings of a case.
	 * @param caseId the case
	 * @return them, the first at the front
	 */
	@Transactional(readOnly = true)
	public List<Rating> ofCase(long caseId) {
		return this.ratings.ofCase(caseId);
	}

	/**
	 * The customer wasn't asked to sign off, or has rated it.
	 */
	public static class NothingToRate extends Refusal {

		NothingToRate() {
			super(Kind.CONFLICT,
					"You have rated this already, or there is nothing to rate yet. You can write to us any " + "time.");
		}

	}

}
