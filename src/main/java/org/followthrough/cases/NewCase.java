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
 * @param impact how badly it hits them
 * @param door how it came in
 */
public record NewCase(Customer customer, String subject, @Nullable String product, Impact impact, Door door) {
}
