package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A real case that has ended, as it was recorded.
 *
 * @param id row
 * @param number its number
 * @param team whose it was
 * @param openedAt when it was opened
 * @param closedAt when it was closed
 * @param closedAs in which way
 * @param acts what came, in order
 */
record PastCase(long id, String number, @Nullable String team, Instant openedAt, Instant closedAt, String closedAs,
		List<PastAct> acts) {

	/** The same for cases that went the same way. */
	String way() {
		return this.acts.stream().map(PastAct::alike).collect(Collectors.joining("\n")) + "\n" + this.closedAs;
	}

}
