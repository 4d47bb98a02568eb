package org.followthrough.studio;

import org.followthrough.web.Refusal;

/**
 * Why something in the studio is refused.
 */
final class StudioRefusals {

	private StudioRefusals() {
	}

	/**
	 * There is no such draft, file or version.
	 */
	static class Unknown extends Refusal {

		Unknown(String what) {
			super(Kind.NOT_FOUND, "There is no such " + what + ".");
		}

	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers change the journey. Ask one of them.");
		}

	}

	/**
	 * Somebody who had a hand in it would approve it.
	 */
	static class OwnWork extends Refusal {

		OwnWork() {
			super(Kind.FORBIDDEN,
					"You had a hand in this draft. A manager who had none approves it, or sends it back.");
		}

	}

	/**
	 * It can't be done in the state that the draft is in.
	 */
	static class NotNow extends Refusal {

		NotNow(String sentence) {
			super(Kind.CONFLICT, sentence);
		}

	}

	/**
	 * The draft has changed since somebody looked at it.
	 */
	static class ChangedMeanwhile extends Refusal {

		ChangedMeanwhile() {
			super(Kind.CONFLICT, "This draft has changed since you looked at it. Look at it again first.");
		}

	}

	/**
	 * A file is larger than files may be.
	 */
	static class TooLarge extends Refusal {

		TooLarge() {
			super(Kind.TOO_LARGE, "A file may have up to 1 MB.");
		}

	}

}
