package org.followthrough.inquiry;

import java.time.Instant;
import java.util.HexFormat;

/**
 * Cases that an auditor has drawn at random, to look at each.
 *
 * @param id row
 * @param owner whose it is
 * @param title what it is for
 * @param criteria of which cases it was drawn, as an address says it
 * @param seed by which it was drawn
 * @param size how many cases were asked for
 * @param population of how many it was drawn
 * @param populationHash the hash of these, see {@link Draw.Drawn}
 * @param drawnAt when
 * @param cases how many it has
 * @param judged how many were looked at
 */
record Sample(long id, String owner, String title, String criteria, long seed, int size, int population,
		byte[] populationHash, Instant drawnAt, int cases, int judged) {

	/**
	 * Of which cases it was drawn.
	 * @return the query
	 */
	public SearchQuery query() {
		return SearchQuery.ofAddress(this.criteria);
	}

	/**
	 * The hash of its population.
	 * @return in hexadecimal
	 */
	public String hash() {
		return HexFormat.of().formatHex(this.populationHash);
	}

}
