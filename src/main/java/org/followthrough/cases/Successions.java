package org.followthrough.cases;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.followthrough.customers.Customers;
import org.followthrough.identity.Door;
import org.followthrough.products.Products;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which case takes what a customer writes to one that has ended. For a while that is the
 * case itself, which is opened again. After that it would mix two matters under one
 * promise, so a new case continues it.
 */
@Component
public class Successions {

	private final Cases cases;

	private final Customers customers;

	private final Products products;

	private final CaseSettings settings;

	private final Clock clock;

	Successions(Cases cases, Customers customers, Products products, CaseSettings settings, Clock clock) {
		this.cases = cases;
		this.customers = customers;
		this.products = products;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * The case that takes a customer's words. A duplicate's go to the case that goes on
	 * in its stead if that is theirs, too; another customer's must not get to read them.
	 * @param written the case that they wrote to, locked
	 * @return the case, locked: an open one, or one to be reopened; empty if a new one
	 * has to continue it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<SupportCase> taking(SupportCase written) {
		return taking(written, new HashSet<>());
	}

	private Optional<SupportCase> taking(SupportCase written, Set<Long> seen) {
		if (written.isOpen() || !seen.add(written.id())) {
			return Optional.of(written);
		}
		Optional<SupportCase> survivor = survivor(written);
		if (survivor.isPresent()) {
			return taking(this.cases.lock(survivor.get().id()), seen);
		}
		if (mayReopen(written)) {
			return Optional.of(written);
		}
		List<SupportCase> continuing = this.cases.continuing(List.of(written));
		return continuing.isEmpty() ? Optional.empty()
				: taking(this.cases.lock(continuing.get(continuing.size() - 1).id()), seen);
	}

	private Optional<SupportCase> survivor(SupportCase ended) {
		return Optional.ofNullable(ended.duplicateOf())
			.map(this.cases::get)
			.filter((other) -> other.customerId() == ended.customerId());
	}

	/**
	 * Whether the customer's words still reopen a case.
	 * @param ended the case
	 * @return false once it has been closed for too long, or what was written on it is
	 * gone
	 */
	public boolean mayReopen(SupportCase ended) {
		return !ended.isErased() && (ended.closedAt() == null
				|| !this.clock.instant().isAfter(ended.closedAt().plus(this.settings.reopenWithin())));
	}

	/**
	 * What a case is opened with that continues another.
	 * @param ended the other
	 * @param door how the customer's words came in
	 * @return the same customer, matter and impact
	 */
	@Transactional(readOnly = true)
	public NewCase after(SupportCase ended, Door door) {
		Products.Named about = this.products.left(ended.product(), ended.component());
		return new NewCase(this.customers.get(ended.customerId()), ended.subject(), about.product(), about.component(),
				ended.impact(), door, ended.number());
	}

}
