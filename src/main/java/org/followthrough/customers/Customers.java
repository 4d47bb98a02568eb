package org.followthrough.customers;

import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows the customers by their mail addresses.
 */
@Component
public class Customers {

	private static final int LONGEST_NAME = 200;

	private final CustomerMapper customers;

	private final CustomerSettings settings;

	private final Clock clock;

	/** What is known of a customer never changes. */
	private final LoadingCache<Long, Customer> byRow;

	Customers(CustomerMapper customers, CustomerSettings settings, Clock clock) {
		this.customers = customers;
		this.settings = settings;
		this.clock = clock;
		this.byRow = Caffeine.newBuilder().maximumSize(10_000).build(customers::get);
	}

	/**
	 * The customer with an address, made on first sight. A name that is known already
	 * stays: anybody can write anything into a mail.
	 * @param email their address
	 * @param name what they call themselves; the address stands in when blank
	 * @return the customer
	 * @throws Invalid if it is no address
	 */
	@Transactional
	public Customer known(String email, @Nullable String name) {
		String address = MailAddress.parse(email)
			.orElseThrow(() -> new Invalid("customer.email", "\"" + email + "\" is not a mail address."));
		return this.customers.findByEmail(address)
			.or(() -> this.customers.insertUnlessKnown(address, nameOr(address, name), kindOf(address),
					this.clock.instant()))
			// Somebody else was faster.
			.or(() -> this.customers.findByEmail(address))
			.orElseThrow();
	}

	/**
	 * Makes everybody else who opens a case of this customer wait until this transaction
	 * ends.
	 * @param customer who
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lock(Customer customer) {
		this.customers.lock(customer.id());
	}

	/**
	 * The customer of a row.
	 * @param id the row
	 * @return the customer
	 */
	public Customer get(long id) {
		return this.byRow.get(id);
	}

	/**
	 * The customer with an address.
	 * @param email the address
	 * @return the customer, if we know one
	 */
	@Transactional(readOnly = true)
	public Optional<Customer> find(String email) {
		return MailAddress.parse(email).flatMap(this.customers::findByEmail);
	}

	/**
	 * The customers of rows.
	 * @param ids the rows
	 * @return the customers by row
	 */
	@Transactional(readOnly = true)
	public Map<Long, Customer> get(Collection<Long> ids) {
		return ids.isEmpty() ? Map.of()
				: this.customers.all(Set.copyOf(ids))
					.stream()
					.collect(Collectors.toMap(Customer::id, Function.identity()));
	}

	private static String nameOr(String address, @Nullable String name) {
		String given = (name != null && !name.isBlank()) ? name.strip() : address;
		return given.substring(0, Math.min(given.length(), LONGEST_NAME));
	}

	private String kindOf(String address) {
		String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
		return this.settings.colleagueDomains().contains(domain) ? "colleague" : "customer";
	}

}
