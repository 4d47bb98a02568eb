package org.followthrough.review;

import java.util.Set;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.teams.Teams;

import org.springframework.stereotype.Component;

/**
 * What those concerned are told by mail about a review.
 */
@Component
class ReviewNotices {

	private final Notices notices;

	private final Teams teams;

	ReviewNotices(Notices notices, Teams teams) {
		this.notices = notices;
		this.teams = teams;
	}

	/** Tells whoever wrote a reply that it came back to them. */
	void sentBack(SupportCase on, Review review, int times) {
		this.notices.tell(review.author(), on, Notice.Kind.REPLY_SENT_BACK, review.dueAt(),
				"review-" + review.id() + "-back-" + times);
	}

	/**
	 * Takes back that a reply waits for its author, because it was changed or has gone.
	 */
	void settled(SupportCase on) {
		this.notices.withdraw(on.id(), Set.of(Notice.Kind.REPLY_SENT_BACK));
	}

	/** Tells whoever wrote a reply, and the manager of its team, that nobody read it. */
	void wentUnreviewed(SupportCase on, Review review) {
		this.notices.tell(review.author(), on, Notice.Kind.REPLY_UNREVIEWED, review.dueAt(),
				"review-" + review.id() + "-unreviewed");
		String manager = this.teams.get(on.team()).manager();
		if (manager != null && !manager.equals(review.author())) {
			this.notices.tell(manager, on, Notice.Kind.REPLY_UNREVIEWED, review.dueAt(),
					"review-" + review.id() + "-unreviewed");
		}
	}

	/** Tells whoever wrote a reply that it will not go, on a case that goes on. */
	void notSent(SupportCase on, Review review) {
		this.notices.tell(review.author(), on, Notice.Kind.REPLY_NOT_SENT, review.dueAt(),
				"review-" + review.id() + "-not-sent-" + on.id());
	}

}
