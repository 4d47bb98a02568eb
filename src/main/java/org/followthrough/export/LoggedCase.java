package org.followthrough.export;

import java.time.Instant;

import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is taken along: what can be counted, and nobody's words.
 *
 * @param id row
 * @param number what people call it
 * @param customerId whose it is, without saying who that is
 * @param impact how badly it hits them
 * @param door how it came in
 * @param severity what triage made of it
 * @param priority for ordering work, 0 to 100
 * @param team who carries it
 * @param product what it concerns
 * @param component the part of the product
 * @param owner who answers for it
 * @param openedAt when the customer wrote
 * @param acknowledgedAt when a person acknowledged it
 * @param closedAt when it ended
 * @param closedAs how it ended; null while it is open
 * @param duplicateOf the case that goes on in its stead
 * @param continues the closed case that it goes on from
 * @param reopened how often it was reopened
 * @param entries how many entries its history has
 */
record LoggedCase(long id, String number, long customerId, String impact, String door, @Nullable String severity,
		int priority, @Nullable String team, @Nullable String product, @Nullable String component,
		@Nullable String owner, Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Instant closedAt,
		@Nullable Closing closedAs, @Nullable String duplicateOf, @Nullable String continues, int reopened,
		int entries) {

	/** The customer, by a name that tells nothing of them. */
	String customer() {
		return customer(this.customerId);
	}

	static String customer(long id) {
		return "customer-" + id;
	}

	/** How it ended, or that it didn't. */
	String outcome() {
		return new CaseSelection.Outcome(this.closedAs).word();
	}

}
