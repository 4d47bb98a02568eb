package org.followthrough.mining;

import java.util.List;

/**
 * Which ways cases went.
 *
 * @param query which cases
 * @param cases how many of them were looked at
 * @param isCut whether there are more, which were closed earlier
 * @param ways how many ways there are
 * @param variants the most frequent ways, the most frequent first
 * @param departures where journeys left their model, the most frequent first
 * @param departed how many cases did
 */
record Ways(WaysQuery query, int cases, boolean isCut, int ways, List<Variant> variants, List<Left> departures,
		int departed) {

	/**
	 * A way that cases went.
	 *
	 * @param tasks the tasks that they came to, in order
	 * @param endedAs how they ended
	 * @param cases how many
	 * @param share their share, in per cent
	 * @param median seconds from the customer's first word to the end, by nearest rank
	 * @param p90 the same, of the ninetieth percentile
	 * @param example the one that was closed last
	 */
	record Variant(List<String> tasks, String endedAs, int cases, double share, int median, int p90, String example) {
	}

	/**
	 * Where journeys left their model.
	 *
	 * @param where the version, the place, and how
	 * @param cases how many cases did
	 * @param examples some of them, those that were closed last
	 */
	record Left(Journey.Departure where, int cases, List<String> examples) {
	}

}
