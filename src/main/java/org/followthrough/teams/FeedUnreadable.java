package org.followthrough.teams;

/**
 * A feed can't be read; the message says why, for managers.
 */
class FeedUnreadable extends RuntimeException {

	FeedUnreadable(String message) {
		super(message, null, false, false);
	}

	/**
	 * Why.
	 */
	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
