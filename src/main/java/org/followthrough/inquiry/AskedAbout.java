package org.followthrough.inquiry;

import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what auditors look for. Where that names a customer it is sealed as what they
 * wrote is, so that it can be erased with that.
 */
@Component
class AskedAbout {

	private final Customers customers;

	private final Audit audit;

	AskedAbout(Customers customers, Audit audit) {
		this.customers = customers;
		this.audit = audit;
	}

	/**
	 * Records something about a search.
	 * @param query what is looked for
	 * @param action what was done with it
	 * @param details the particulars
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void record(SearchQuery query, String action, Map<String, ? extends @Nullable Object> details) {
		String named = query.get(Criterion.CUSTOMER);
		this.customers.find((named != null) ? named : "")
			.map(Customer::id)
			.ifPresentOrElse((customer) -> this.audit.recordAbout(customer, action, details),
					() -> this.audit.record(Audit.SYSTEM, action, details));
	}

}
