package org.followthrough.correspondence;

/**
 * A part of what somebody wrote.
 *
 * @param kind what it is
 * @param text its words, with the line ends as they were
 */
public record Piece(Kind kind, String text) {

	/**
	 * Whether readers see it only if they ask for it.
	 * @return true for what isn't new
	 */
	public boolean isFolded() {
		return this.kind != Kind.WRITTEN;
	}

	/**
	 * Whether it tells who wrote rather than what.
	 * @return true for a signature
	 */
	public boolean isSignature() {
		return this.kind == Kind.SIGNATURE;
	}

	/**
	 * What a piece is.
	 */
	public enum Kind {

		/** The sender's own words. */
		WRITTEN,
		/** Words of an older mail. */
		QUOTED,
		/** What mail programs put below. */
		SIGNATURE

	}

}
