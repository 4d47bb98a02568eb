package org.followthrough.customers;

import org.followthrough.web.Refusal;

/**
 * There is no such customer.
 */
public class CustomerUnknown extends Refusal {

	/**
	 * Refuses a request about somebody.
	 * @param who what was taken for a customer's address or number
	 */
	public CustomerUnknown(String who) {
		super(Kind.NOT_FOUND, "There is no customer " + who + ". Customers are known from their first case on.");
	}

}
