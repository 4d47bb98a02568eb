package org.followthrough.erasure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.cases.CaseErased;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What must not go, however old it is and whoever asks. Whoever sets a hold locks what is
 * held, and so does whoever erases: one of them comes first.
 */
@Component
class Holds {

	static final int LONGEST = 2000;

	private static final int MOST = 200;

	private final HoldMapper rows;

	private final Cases cases;

	private final Customers customers;

	private final People people;

	private final Audit audit;

	private final Clock clock;

	Holds(HoldMapper rows, Cases cases, Customers customers, People people, Audit audit, Clock clock) {
		this.rows = rows;
		this.cases = cases;
		this.customers = customers;
		this.people = people;
		this.audit = audit;
		this.clock = clock;
	}

	/** Those that last, the newest first. */
	@Transactional(readOnly = true)
	public List<LegalHold> running() {
		return this.rows.running(MOST);
	}

	/** Those that were ended, the last at the front. */
	@Transactional(readOnly = true)
	public List<LegalHold> lifted() {
		return this.rows.lifted(MOST);
	}

	/**
	 * Holds all of a customer's, or one case.
	 * @param what the customer's address, or the number of the case
	 * @param reason why
	 * @return the hold
	 * @throws Invalid if either can't be understood
	 * @throws AlreadyHeld if it is held
	 */
	@Transactional
	public LegalHold set(String what, String reason) {
		requireMayChange();
		Map<String, String> problems = new LinkedHashMap<>();
		if (what.isBlank()) {
			problems.put("what", "Name a customer by their mail address, or a case by its number.");
		}
		checkReason(reason, problems);
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return what.contains("@") ? ofCustomer(what.strip(), reason.strip())
				: ofCase(what.strip().toUpperCase(Locale.ROOT), reason.strip());
	}

	private static void checkReason(String reason, Map<String, String> problems) {
		if (reason.isBlank() || reason.strip().length() > LONGEST) {
			problems.put("reason", "Say why in up to " + LONGEST + " characters.");
		}
	}

	private LegalHold ofCustomer(String address, String reason) {
		Customer held = this.customers.find(address)
			.orElseThrow(() -> new Invalid("what", "We know no customer by this address."));
		this.customers.lock(held);
		if (this.customers.get(List.of(held.id())).values().stream().noneMatch(held::equals)) {
			throw new Invalid("what", "We know no customer by this address.");
		}
		long id = this.rows.insert(held.id(), null, reason, Actor.current().id(), this.clock.instant())
			.orElseThrow(AlreadyHeld::new);
		this.audit.recordAbout(held.id(), "hold.set",
				Map.of("hold", id, "customer", Person.called(held.id()), "reason", reason));
		return this.rows.find(id).orElseThrow();
	}

	private LegalHold ofCase(String number, String reason) {
		SupportCase found = this.cases.find(number)
			.orElseThrow(() -> new Invalid("what", "There is no case with this number. Please check it."));
		SupportCase held = this.cases.lock(found.id());
		if (held.isErased()) {
			throw new CaseErased(held);
		}
		long id = this.rows.insert(null, held.id(), reason, Actor.current().id(), this.clock.instant())
			.orElseThrow(AlreadyHeld::new);
		this.audit.record(number, "hold.case-set", Map.of("hold", id, "reason", reason));
		return this.rows.find(id).orElseThrow();
	}

	/**
	 * Ends a hold.
	 * @param id which
	 * @param reason why
	 * @return the hold
	 * @throws NoSuchHold if there is none, or it has ended
	 */
	@Transactional
	public LegalHold lift(long id, String reason) {
		requireMayChange();
		Map<String, String> problems = new LinkedHashMap<>();
		checkReason(reason, problems);
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		LegalHold held = this.rows.find(id).orElseThrow(NoSuchHold::new);
		if (this.rows.lift(id, Actor.current().id(), this.clock.instant(), reason.strip()) == 0) {
			throw new NoSuchHold();
		}
		if (held.number() != null) {
			this.audit.record(held.number(), "hold.case-lifted", Map.of("hold", id, "reason", reason.strip()));
		}
		else if (held.customerId() != null) {
			this.audit.recordAbout(held.customerId(), "hold.lifted",
					Map.of("hold", id, "customer", Person.called(held.customerId()), "reason", reason.strip()));
		}
		return this.rows.find(id).orElseThrow();
	}

	/** What holds up the data of a customer. */
	List<LegalHold> of(long customer) {
		return this.rows.of(customer);
	}

	/** Whether the current actor may set and end holds. */
	boolean mayChange() {
		return this.people.actorIsIn(Groups.MANAGERS, Groups.ADMINS);
	}

	private void requireMayChange() {
		if (!mayChange()) {
			throw new NotYours();
		}
	}

	/**
	 * Somebody who is neither manager nor admin tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			this("Managers and admins say what is erased and held. Ask one of them.");
		}

		NotYours(String message) {
			super(Kind.FORBIDDEN, message);
		}

	}

	/**
	 * It is held already.
	 */
	static class AlreadyHeld extends Refusal {

		AlreadyHeld() {
			super(Kind.CONFLICT, "This is held already. Lift that hold first, if its reason is another one now.");
		}

	}

	/**
	 * There is no such hold.
	 */
	static class NoSuchHold extends Refusal {

		NoSuchHold() {
			super(Kind.NOT_FOUND, "There is no such hold, or it was lifted already.");
		}

	}

}
