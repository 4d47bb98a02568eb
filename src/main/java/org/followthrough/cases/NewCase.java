package org.followthrough.cases;

import org.followthrough.customers.Customer;
import org.followthrough.identity.Door;
import org.jspecify.annotations.Nullable;

/**
 * What a case is opened with.
 *
 * @param customer whose it is
 * @param subject what it is about
 * @param product what it concerns, if they said
 * @param component the part of the product, if they said
 * @param impact how badly it hits them
 * @param door how it came in
 * @param continues the number of the closed case that it goes on from; null unless it
 * does
 */
public record NewCase(Customer customer, String subject, @Nullable String product, @Nullable String component,
		Impact impact, Door door, @Nullable String continues) {

	/**
	 * What a case is opened with that continues no other.
	 * @param customer whose it is
	 * @param subject what it is about
	 * @param product what it concerns, if they said
	 * @param impact how badly it hits them
	 * @param door how it came in
	 */
	public NewCase(Customer customer, String subject, @Nullable String product, Impact impact, Door door) {
		this(customer, subject, product, null, impact, door, null);
	}

}
