package org.followthrough.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.audit.Seals;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erasures of persons: a manager or an admin asks, and another one, who names the person
 * once more, has it done. From that moment on nobody can read what is sealed of theirs,
 * and none of their cases takes anything; the rest is overwritten right after, in steps
 * that another node goes on with if this one dies.
 */
@Component
class Erasures {

	private static final String CUSTOMER = "customer";

	private static final String ERASURE = "erasure";

	private final ErasureMapper rows;

	private final Holds holds;

	private final Customers customers;

	private final People people;

	private final Seals seals;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Erasures(ErasureMapper rows, Holds holds, Customers customers, People people, Seals seals, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.holds = holds;
		this.customers = customers;
		this.people = people;
		this.seals = seals;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Says what would go.
	 * @param address the person's address
	 * @return what would go and stay, and what is in the way
	 * @throws Invalid if nobody has this address
	 */
	@Transactional(readOnly = true)
	public Preview preview(String address) {
		requireMayErase();
		return look(known(address));
	}

	private Customer known(String address) {
		if (address.isBlank()) {
			throw new Invalid(CUSTOMER, "Name the customer by their mail address.");
		}
		return this.customers.find(address)
			.filter((customer) -> !customer.email().endsWith("@erased.invalid"))
			.orElseThrow(() -> new Invalid(CUSTOMER, "We know no customer by this address."));
	}

	private Preview look(Customer customer) {
		Preview.Counts counts = this.rows.counts(customer.id(), customer.email());
		return new Preview(customer.id(), customer.email(), customer.name(), counts, stays(customer, counts, 0),
				obstacles(customer, counts));
	}

	private List<String> obstacles(Customer customer, Preview.Counts counts) {
		List<String> obstacles = new ArrayList<>();
		if (counts.open() > 0) {
			obstacles.add("Close their open cases first: " + String.join(", ", this.rows.open(customer.id()))
					+ ". We owe them an answer there.");
		}
		if (counts.unsent() > 0) {
			obstacles.add("A mail to them is still on its way. Try it again in a few minutes, or see Mail for why it "
					+ "isn't delivered.");
		}
		List<LegalHold> holding = this.holds.of(customer.id());
		if (holding.isEmpty() && counts.held() > 0) {
			obstacles.add("They wrote on a case of somebody else that is under a legal hold.");
		}
		holding.forEach((hold) -> obstacles.add((hold.number() != null)
				? "Case " + hold.number() + " is under a legal hold." : "They are under a legal hold."));
		return obstacles;
	}

	/** What can't go, or needs a person; without anybody's name. */
	List<String> stays(Customer customer, Preview.Counts counts, long plain) {
		List<String> stays = new ArrayList<>();
		stays.add("The histories of their cases, which say who of us did what and when, with their words unreadable.");
		stays.add("Numbers, times, outcomes, products and plans of their cases, and what figures count.");
		List<String> defects = this.rows.defects(customer.id());
		if (!defects.isEmpty()) {
			stays.add("What teams wrote about the defects " + String.join(", ", defects)
					+ ", and what was sent to trackers. Look there whether the person is named.");
		}
		stays.add("What auditors remarked and searched for in words of their own.");
		List<String> accounts = this.rows.accounts(customer.email());
		if (!accounts.isEmpty()) {
			stays.add("The account " + String.join(", ", accounts) + " of somebody who works here with this address.");
		}
		if (plain > 0) {
			stays.add(plain + " entries of histories that were written before words were sealed. They can't be changed "
					+ "without breaking the proof.");
		}
		return stays;
	}

	/**
	 * Asks for an erasure.
	 * @param address the person's address
	 * @param reason why, best without names
	 * @return what somebody else has to confirm
	 */
	@Transactional
	public Erasure ask(String address, String reason) {
		requireMayErase();
		Customer customer = known(address);
		if (reason.isBlank() || reason.strip().length() > Holds.LONGEST) {
			throw new Invalid("reason",
					"Say in up to " + Holds.LONGEST + " characters why, such as the number of a letter.");
		}
		this.customers.lock(customer);
		if (this.rows.asked(customer.id()).isPresent()) {
			throw new NotNow("This is asked for already. It waits for somebody else to confirm it.");
		}
		Preview preview = look(customer);
		if (!preview.obstacles().isEmpty()) {
			throw new NotNow(String.join(" ", preview.obstacles()));
		}
		long id = this.rows.insert(customer.id(), Erasure.State.ASKED, reason.strip(), Actor.current().id(),
				this.clock.instant());
		this.audit.recordAbout(customer.id(), "erasure.asked",
				Map.of(ERASURE, id, CUSTOMER, Person.called(customer.id()), "reason", reason.strip()));
		return get(id);
	}

	/**
	 * Takes back what was asked for.
	 * @param id which
	 * @return the erasure
	 */
	@Transactional
	public Erasure withdraw(long id) {
		Erasure asked = asked(id);
		this.rows.decide(id, Erasure.State.WITHDRAWN, Actor.current().id(), this.clock.instant(), null);
		this.audit.record(Audit.SYSTEM, "erasure.withdrawn", Map.of(ERASURE, id, CUSTOMER, asked.about()));
		return get(id);
	}

	/**
	 * Has it done, for good.
	 * @param id which
	 * @param address the person's address once more, typed by whoever confirms
	 * @return the erasure
	 */
	@Transactional
	public Erasure confirm(long id, String address) {
		Erasure asked = asked(id);
		if (asked.askedBy().equals(Actor.current().id())) {
			throw new Holds.NotYours(
					"You asked for this, so somebody else has to confirm it: another manager or admin.");
		}
		long customerId = Objects.requireNonNull(asked.customerId());
		Customer customer = this.customers.get(List.of(customerId)).get(customerId);
		if (customer == null || !customer.email().equals(address.strip().toLowerCase(Locale.ROOT))) {
			throw new Invalid(CUSTOMER,
					"Write the address of whom you mean to erase. This is not the one that was asked " + "for.");
		}
		this.customers.lock(customer);
		this.rows.lockCases(customerId);
		List<String> obstacles = look(customer).obstacles();
		if (!obstacles.isEmpty()) {
			throw new NotNow(String.join(" ", obstacles));
		}
		Instant now = this.clock.instant();
		this.seals.destroy(customerId, now);
		this.rows.close(customerId, now);
		this.customers.forget(customer);
		this.rows.decide(id, Erasure.State.RUNNING, Actor.current().id(), now, customer.email());
		this.audit.record(Audit.SYSTEM, "erasure.confirmed",
				Map.of(ERASURE, id, CUSTOMER, Person.called(customerId), "askedBy", asked.askedBy()));
		this.events.publishEvent(new Confirmed());
		return get(id);
	}

	private Erasure asked(long id) {
		requireMayErase();
		this.rows.lock(id);
		Erasure asked = get(id);
		if (!asked.isAsked()) {
			throw new NotNow("This was decided already.");
		}
		return asked;
	}

	/**
	 * An erasure.
	 * @param id its row
	 * @return the erasure
	 */
	@Transactional(readOnly = true)
	public Erasure get(long id) {
		return this.rows.find(id).orElseThrow(NotThere::new);
	}

	/**
	 * What went, and is to go, the last at the front.
	 * @param before a row to begin after; null for the newest
	 * @param limit how many at the most
	 * @return a page
	 */
	@Transactional(readOnly = true)
	public Page<Erasure> list(@Nullable Long before, int limit) {
		return Page.of(this.rows.list(before, limit + 1), limit, Erasure::id);
	}

	/**
	 * The cases that went by an erasure.
	 * @param id which
	 * @param after a row of a case to begin after; 0 for the first
	 * @param limit how many at the most
	 * @return a page
	 */
	@Transactional(readOnly = true)
	public Page<ErasedCase> cases(long id, long after, int limit) {
		get(id);
		return Page.of(this.rows.cases(id, after, limit + 1), limit, ErasedCase::caseId);
	}

	/** Whether the current actor may have somebody erased. */
	boolean mayErase() {
		return this.people.actorIsIn(Groups.MANAGERS, Groups.ADMINS);
	}

	private void requireMayErase() {
		if (!mayErase()) {
			throw new Holds.NotYours();
		}
	}

	/**
	 * Something is to be erased.
	 */
	record Confirmed() {
	}

	/**
	 * It can't be done now.
	 */
	static class NotNow extends Refusal {

		NotNow(String message) {
			super(Kind.CONFLICT, message);
		}

	}

	/**
	 * There is no such erasure.
	 */
	static class NotThere extends Refusal {

		NotThere() {
			super(Kind.NOT_FOUND, "There is no such erasure.");
		}

	}

}
