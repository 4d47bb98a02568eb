package org.followthrough.signoff;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How content a customer was, once for each time they were asked to sign off.
 *
 * @param signOffId the question that it came with or after
 * @param caseId the case
 * @param points from one, poor, to five, very good
 * @param words what they wrote with it
 * @param givenAt when
 */
public record Rating(long signOffId, long caseId, int points, @Nullable String words, Instant givenAt) {

	/** The most points. */
	public static final int BEST = 5;

	private static final int LOW = 2;

	/**
	 * Whether a person should come back to the customer for it.
	 * @return true for few points
	 */
	public boolean isLow() {
		return this.points <= LOW;
	}

}
