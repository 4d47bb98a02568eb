package org.followthrough.inquiry;

import java.time.Instant;

/**
 * A search that somebody wants to make again.
 *
 * @param id row
 * @param name what they call it
 * @param criteria what is looked for, as an address says it
 * @param savedAt when it was saved last
 */
record SavedSearch(long id, String name, String criteria, Instant savedAt) {

	/**
	 * What it looks for.
	 * @return the query
	 */
	public SearchQuery query() {
		return SearchQuery.ofAddress(this.criteria);
	}

}
