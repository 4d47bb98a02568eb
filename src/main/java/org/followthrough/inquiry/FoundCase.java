package org.followthrough.inquiry;

import java.time.Instant;

import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * A case that was found, as it is now.
 *
 * @param number what people call it
 * @param subject what it is about
 * @param customer what its customer is called
 * @param email where the customer is reached
 * @param product what it concerns
 * @param component the part of the product
 * @param severity what triage made of it
 * @param plan what the customer pays for
 * @param team who carries it
 * @param owner who answers for it
 * @param openedAt when it was opened
 * @param closedAt when it was closed; null while it is open
 * @param outcome {@code open}, or how it was closed
 */
record FoundCase(String number, String subject, String customer, String email, @Nullable String product,
		@Nullable String component, @Nullable String severity, String plan, @Nullable String team,
		@Nullable String owner, Instant openedAt, @Nullable Instant closedAt, String outcome) {

	static FoundCase of(FinderMapper.FoundRow row) {
		Closing closedAs = row.closedAs();
		return new FoundCase(row.number(), row.subject(), row.customer(), row.email(), row.product(), row.component(),
				row.severity(), row.plan(), row.team(), row.owner(), row.openedAt(), row.closedAt(),
				(closedAs != null) ? closedAs.word() : Outcomes.OPEN);
	}

}
