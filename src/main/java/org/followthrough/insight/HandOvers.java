package org.followthrough.insight;

import org.jspecify.annotations.Nullable;

/**
 * Hand-overs to engineering by a team, of a product.
 *
 * @param team who handed over; empty while nobody is known to carry the case
 * @param product what they were about; empty where that wasn't known
 * @param made how many were made
 * @param sentBack how many of them came back because they were incomplete
 */
record HandOvers(String team, String product, int made, int sentBack) {

	/**
	 * The share that came back.
	 * @return per cent, one place after the point
	 */
	public @Nullable Double share() {
		return Report.share(this.sentBack, this.made);
	}

}
