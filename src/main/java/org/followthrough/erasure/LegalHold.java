package org.followthrough.erasure;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That nothing of a customer, or of a case, may go.
 *
 * @param id row
 * @param customerId whose data; null if it is about one case
 * @param customer their address; null if it is about one case
 * @param number the case; null if it is about a customer
 * @param reason why
 * @param setBy who said so
 * @param setAt when
 * @param liftedBy who ended it; null while it lasts
 * @param liftedAt when
 * @param liftedBecause why it ended
 */
record LegalHold(long id, @Nullable Long customerId, @Nullable String customer, @Nullable String number, String reason,
		String setBy, Instant setAt, @Nullable String liftedBy, @Nullable Instant liftedAt,
		@Nullable String liftedBecause) {

	/** What is held. */
	public String what() {
		return (this.number != null) ? this.number : String.valueOf(this.customer);
	}

}
