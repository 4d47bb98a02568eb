package org.followthrough.customers;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Language;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Knows the customers by their mail addresses.
 */
@Component
public class Customers {

	/** What a customer can be: somebody from outside, or somebody who works with us. */
	public static final List<String> KINDS = List.of("customer", "colleague");

	/** Who writes to customers. */
	private static final String[] WRITERS = { Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS,
			Groups.MANAGERS, Groups.ADMINS };

	/** How a plan is written, in a sentence. */
	public static final String PLAN_RULE = "A plan has up to 40 lower-case letters, digits and dashes, such as premium.";

	private static final Pattern PLAN = Pattern.compile("[a-z0-9-]{1,40}");

	private static final int LONGEST_NAME = 200;

	/** How long another node may take to see what was changed here. */
	private static final Duration FRESH = Duration.ofSeconds(5);

	private final CustomerMapper customers;

	private final CustomerSettings settings;

	private final People people;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	/** Asked many times in each request, and seldom changed. */
	private final LoadingCache<Long, Customer> byRow;

	Customers(CustomerMapper customers, CustomerSettings settings, @Lazy People people, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.customers = customers;
		this.settings = settings;
		this.people = people;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
		this.byRow = Caffeine.newBuilder()
			.maximumSize(10_000)
			.expireAfterWrite(FRESH)
			.build(CacheLoader.bulk((ids) -> byRow(customers.all(Set.copyOf(ids)))));
	}

	/**
	 * The customer with an address, made on first sight.
	 * @param email their address
	 * @param name what they call themselves; the address stands in when blank
	 * @return the customer
	 * @throws Invalid if it is no address
	 */
	@Transactional
	public Customer known(String email, @Nullable String name) {
		return known(email, name, null);
	}

	/**
	 * The customer with an address, made on first sight. A name that is known already
	 * stays: anybody can write anything into a mail; and so does a language.
	 * @param email their address
	 * @param name what they call themselves; the address stands in when blank
	 * @param language what they seem to read; null if that isn't clear
	 * @return the customer
	 * @throws Invalid if it is no address
	 */
	@Transactional
	public Customer known(String email, @Nullable String name, @Nullable Language language) {
		Customer known = found(email, name, (language != null) ? language.code() : null);
		return (language == null || known.language() != null) ? known : note(known, language);
	}

	private Customer found(String email, @Nullable String name, @Nullable String language) {
		String address = MailAddress.parse(email)
			.orElseThrow(() -> new Invalid("customer.email", "\"" + email + "\" is not a mail address."));
		return this.customers.findByEmail(address)
			.or(() -> this.customers.insertUnlessKnown(address, nameOr(address, name), kindOf(address),
					this.clock.instant(), language))
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
	 * Reads many customers at once who will be asked for right after.
	 * @param ids their rows
	 */
	public void expect(Collection<Long> ids) {
		this.byRow.getAll(ids);
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
	 * Says what a customer pays for and what kind of customer they are. Promises that are
	 * made from then on follow it; those that run stay.
	 * @param email their address
	 * @param plan the plan, in the words of the targets
	 * @param kind one of {@link #KINDS}
	 * @return the customer as they are now
	 */
	@Transactional
	public Customer change(String email, String plan, String kind) {
		if (!this.people.actorIsIn(Groups.MANAGERS)) {
			throw new NotYoursToChange();
		}
		Customer known = find(email).orElseThrow(() -> new CustomerUnknown(email));
		check(plan, kind);
		// Whoever changes it at the same moment waits, so that each entry tells what was
		// there before.
		this.customers.lock(known.id());
		Customer before = this.customers.get(known.id());
		if (before.plan().equals(plan) && before.kind().equals(kind)) {
			return before;
		}
		this.customers.change(before.id(), plan, kind);
		if (!before.plan().equals(plan)) {
			this.events.publishEvent(new PlanChanged(before.id()));
		}
		this.audit.record(Audit.SYSTEM, "customer.changed", Map.of("customer", Person.called(before.id()), "planBefore",
				before.plan(), "plan", plan, "kindBefore", before.kind(), "kind", kind));
		forgetWhenCommitted(before.id());
		return this.customers.get(before.id());
	}

	/**
	 * Notes which language a customer reads best: they said so, or it was seen in what
	 * they wrote. Mail that is written from then on is in it.
	 * @param customer who
	 * @param language which
	 * @return the customer as they are now
	 */
	@Transactional
	public Customer reads(Customer customer, Language language) {
		Actor actor = Actor.current();
		boolean theirs = actor.kind() == Actor.Kind.CUSTOMER && actor.id().equals(customer.email());
		if (!theirs && !this.people.actorIsIn(WRITERS)) {
			throw new NotYoursToTell();
		}
		return note(customer, language);
	}

	/**
	 * Says that a customer has another address than we took for theirs. Mail that is
	 * written from then on goes there, and what comes from there is theirs.
	 * @param customer who
	 * @param address theirs
	 * @return the customer as they are now
	 * @throws Invalid if it is another customer's
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Customer correctAddress(Customer customer, String address) {
		if (!this.people.actorIsIn(WRITERS)) {
			throw new NotYoursToTell();
		}
		this.customers.lock(customer.id());
		if (this.customers.findByEmail(address).isPresent()) {
			throw new Invalid("address", address + " is another customer's address. Reach this one otherwise, and "
					+ "let them write from their own.");
		}
		Customer before = this.customers.get(customer.id());
		String name = before.name().equals(before.email()) ? address : before.name();
		this.customers.rename(before.id(), address, name);
		this.audit.recordAbout(before.id(), "customer.address",
				Map.of("customer", Person.called(before.id()), "oldAddress", before.email(), "newAddress", address));
		this.byRow.invalidate(before.id());
		forgetWhenCommitted(before.id());
		return this.customers.get(before.id());
	}

	private Customer note(Customer customer, Language language) {
		this.customers.lock(customer.id());
		Customer before = this.customers.get(customer.id());
		if (language.code().equals(before.language())) {
			return before;
		}
		this.customers.reads(before.id(), language.code());
		this.audit.record(Audit.SYSTEM, "customer.language", Map.of("customer", Person.called(before.id()), "language",
				language.code(), "before", Objects.requireNonNullElse(before.language(), "none")));
		// What is written to them in this transaction is in it, too.
		this.byRow.invalidate(before.id());
		forgetWhenCommitted(before.id());
		return this.customers.get(before.id());
	}

	private void forgetWhenCommitted(long id) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				Customers.this.byRow.invalidate(id);
			}

		});
	}

	/**
	 * Forgets who a customer was, for good. The row stays, so that what is counted by
	 * customer stays so. Whoever writes from their address is somebody new.
	 * @param known the customer, locked
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void forget(Customer known) {
		this.customers.rename(known.id(), erased(known.id()), "(erased)");
		forgetWhenCommitted(known.id());
	}

	/**
	 * What stands in the place of the address of somebody who was erased.
	 * @param id the customer's row
	 * @return an address that no mail can reach
	 */
	public static String erased(long id) {
		return "erased-" + id + "@erased.invalid";
	}

	private static void check(String plan, String kind) {
		Map<String, String> errors = new LinkedHashMap<>();
		if (!isPlan(plan)) {
			errors.put("plan", PLAN_RULE);
		}
		if (!KINDS.contains(kind)) {
			errors.put("kind", "A customer's kind is " + String.join(" or ", KINDS) + ".");
		}
		if (!errors.isEmpty()) {
			throw new Invalid(errors);
		}
	}

	/**
	 * Whether something can be a plan.
	 * @param text what is meant to be one
	 * @return true if it is written as plans are
	 */
	public static boolean isPlan(String text) {
		return PLAN.matcher(text).matches();
	}

	/**
	 * The customers of rows.
	 * @param ids the rows
	 * @return the customers by row
	 */
	@Transactional(readOnly = true)
	public Map<Long, Customer> get(Collection<Long> ids) {
		return ids.isEmpty() ? Map.of() : byRow(this.customers.all(Set.copyOf(ids)));
	}

	private static Map<Long, Customer> byRow(List<Customer> all) {
		return all.stream().collect(Collectors.toMap(Customer::id, Function.identity()));
	}

	private static String nameOr(String address, @Nullable String name) {
		String given = (name != null && !name.isBlank()) ? name.strip() : address;
		return given.substring(0, Math.min(given.length(), LONGEST_NAME));
	}

	private String kindOf(String address) {
		String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
		return this.settings.colleagueDomains().contains(domain) ? "colleague" : "customer";
	}

	/**
	 * Somebody tried who neither is that customer nor writes to customers.
	 */
	static class NotYoursToTell extends Refusal {

		NotYoursToTell() {
			super(Kind.FORBIDDEN, "Customers say this of themselves, and those who write to them.");
		}

	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYoursToChange extends Refusal {

		NotYoursToChange() {
			super(Kind.FORBIDDEN, "Managers say which plan a customer has. Ask one of them.");
		}

	}

}
