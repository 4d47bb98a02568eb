package org.followthrough.customers;

/**
 * A customer pays for something else now. Told within the transaction that changes it.
 *
 * @param customerId the customer
 */
public record PlanChanged(long customerId) {
}
