package org.followthrough.review;

import org.followthrough.web.Refusal;

/**
 * Why something about a review is refused.
 */
public final class ReviewRefusals {

	private ReviewRefusals() {
	}

	/**
	 * There is no such review.
	 */
	public static class Unknown extends Refusal {

		Unknown() {
			super(Kind.NOT_FOUND, "There is no such review.");
		}

	}

	/**
	 * The reply isn't held any more.
	 */
	public static class Over extends Refusal {

		Over() {
			super(Kind.CONFLICT, "This reply isn't held any more: it has gone meanwhile, or will not go.");
		}

	}

	/**
	 * Whoever wrote a reply would review it.
	 */
	public static class OwnWords extends Refusal {

		OwnWords() {
			super(Kind.FORBIDDEN, "These are your own words. Somebody else has to read them.");
		}

	}

	/**
	 * Somebody tried to take back what another wrote.
	 */
	public static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN,
					"Whoever wrote a reply takes it back. You can review it, or say what you would change.");
		}

	}

	/**
	 * The case rests on what was to be taken back.
	 */
	public static class CaseGoesOn extends Refusal {

		CaseGoesOn() {
			super(Kind.CONFLICT, "The case goes on after its acknowledgement, so this can't be taken back. Say what "
					+ "you would change, and whoever reviews it gives it back to you.");
		}

	}

}
