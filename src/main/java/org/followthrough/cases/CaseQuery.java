package org.followthrough.cases;

import org.jspecify.annotations.Nullable;

/**
 * Which cases to list, newest first. Each part narrows; null doesn't.
 *
 * @param open true for open ones, false for closed ones
 * @param closedAs how they ended
 * @param owner who answers for them
 * @param customerId whose they are
 * @param number what their number begins with
 * @param before only cases with a smaller id: where the page before ended
 */
public record CaseQuery(@Nullable Boolean open, @Nullable Closing closedAs, @Nullable String owner,
		@Nullable Long customerId, @Nullable String number, @Nullable Long before) {

	/** All cases. */
	public static final CaseQuery ALL = new CaseQuery(null, null, null, null, null, null);

}
