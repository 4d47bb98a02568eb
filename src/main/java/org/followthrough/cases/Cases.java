package org.followthrough.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.products.Products;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases. Every change of a case goes through here and leaves its audit entry.
 */
@Component
public class Cases {

	/** The longest subject that is kept whole. */
	public static final int LONGEST_SUBJECT = 500;

	private static final String FIRST_STAGE = "case-opened";

	private final CaseMapper cases;

	private final CaseJourney journey;

	private final Products products;

	private final Audit audit;

	private final Clock clock;

	Cases(CaseMapper cases, @Lazy CaseJourney journey, Products products, Audit audit, Clock clock) {
		this.cases = cases;
		this.journey = journey;
		this.products = products;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Opens a case and starts its journey.
	 * @param opened what it is opened with
	 * @param firstWords keeps the customer's words with the case, before the journey
	 * starts
	 * @return the case as triage left it
	 */
	@Transactional
	public SupportCase open(NewCase opened, Consumer<SupportCase> firstWords) {
		if (opened.subject().isBlank()) {
			throw new Invalid("subject", "Say in a few words what it is about.");
		}
		if (opened.subject().length() > LONGEST_SUBJECT) {
			throw new Invalid("subject", "The subject is longer than " + LONGEST_SUBJECT + " characters.");
		}
		Products.Named named = this.products.named(opened.product(), opened.component());
		Instant now = this.clock.instant();
		String number = String.format(Locale.ROOT, "FT-%d-%06d", now.atZone(ZoneOffset.UTC).getYear(),
				this.cases.nextNumber());
		SupportCase fresh = locked(this.cases.insert(number, opened, named, opened.door().word(), FIRST_STAGE, now));
		this.audit.begin(number, opened.customer().id());
		this.audit.record(number, "case.opened", Map.of("subject", opened.subject(), "customer",
				Person.called(opened.customer().id()), "impact", opened.impact().word()));
		if (opened.continues() != null) {
			this.audit.record(number, "case.continues", Map.of("of", opened.continues()));
			this.audit.record(opened.continues(), "case.continued", Map.of("by", number));
		}
		if (opened.quotes() != null) {
			this.audit.record(number, "case.quotes", Map.of("other", opened.quotes()));
		}
		if (opened.splitFrom() != null) {
			Map<String, ?> which = Map.of("of", opened.splitFrom(), "message",
					Objects.requireNonNull(opened.splitMessage()));
			this.audit.record(number, "case.split-from", which);
			this.audit.record(opened.splitFrom(), "case.split-off",
					Map.of("by", number, "message", Objects.requireNonNull(opened.splitMessage())));
		}
		firstWords.accept(fresh);
		this.journey.opened(fresh);
		return get(number);
	}

	/**
	 * The case of a number.
	 * @param number the number
	 * @return the case
	 * @throws CaseNotFound if there is none
	 */
	@Transactional(readOnly = true)
	public SupportCase get(String number) {
		return find(number).orElseThrow(() -> new CaseNotFound(number));
	}

	/**
	 * The case of a number, if there is one.
	 * @param number the number
	 * @return the case
	 */
	@Transactional(readOnly = true)
	public Optional<SupportCase> find(String number) {
		return HeldCases.ofThisTransaction().read(number, () -> this.cases.findByNumber(number));
	}

	/**
	 * The case of a row.
	 * @param id the row
	 * @return the case
	 */
	@Transactional(readOnly = true)
	public SupportCase get(long id) {
		return HeldCases.ofThisTransaction()
			.read(id)
			.or(() -> this.cases.findById(id))
			.orElseThrow(() -> new CaseNotFound("#" + id));
	}

	/**
	 * The cases of rows.
	 * @param ids the rows
	 * @return the cases by row
	 */
	@Transactional(readOnly = true)
	public Map<Long, SupportCase> get(Collection<Long> ids) {
		return ids.isEmpty() ? Map.of()
				: this.cases.all(Set.copyOf(ids))
					.stream()
					.collect(Collectors.toMap(SupportCase::id, Function.identity()));
	}

	/**
	 * The case of a number, if it is open.
	 * @param number the number
	 * @return the open case
	 * @throws CaseNotFound if there is none
	 * @throws CaseClosed if it has ended
	 */
	@Transactional(readOnly = true)
	public SupportCase getOpen(String number) {
		SupportCase found = get(number);
		if (!found.isOpen()) {
			throw new CaseClosed(found);
		}
		return found;
	}

	/**
	 * Lists cases, newest first.
	 * @param query which
	 * @param limit how many at the most
	 * @return the cases
	 */
	@Transactional(readOnly = true)
	public List<SupportCase> list(CaseQuery query, int limit) {
		return this.cases.list(query, limit);
	}

	/**
	 * The cases that continue some others.
	 * @param closed the others
	 * @return those that were opened because it was too late to reopen one of these, the
	 * first at the front
	 */
	@Transactional(readOnly = true)
	public List<SupportCase> continuing(Collection<SupportCase> closed) {
		return closed.isEmpty() ? List.of() : this.cases.continuing(closed.stream().map(SupportCase::number).toList());
	}

	/**
	 * Makes everybody else who changes this case wait until this transaction ends. Who
	 * changes a case does this before anything else of it is touched, the engine's rows
	 * included, so that no two can wait for each other.
	 * @param id the case
	 * @return the case as it is now
	 * @throws CaseNotFound if there is none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SupportCase lock(long id) {
		return HeldCases.ofThisTransaction()
			.read(id)
			.or(() -> this.cases.lock(id).map(this::locked))
			.orElseThrow(() -> new CaseNotFound("#" + id));
	}

	/**
	 * Makes everybody else who changes this case wait until this transaction ends. Costs
	 * nothing where the transaction holds the case already.
	 * @param number the case
	 * @return the case as it is now
	 * @throws CaseNotFound if there is none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SupportCase lock(String number) {
		return HeldCases.ofThisTransaction().holds(number) ? get(number)
				: this.cases.lockNumber(number).map(this::locked).orElseThrow(() -> new CaseNotFound(number));
	}

	/**
	 * Does the same for many cases at once, but waits for none: those that somebody else
	 * holds are left out.
	 * @param numbers the cases
	 * @return those that this transaction holds now
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Set<String> lockFree(Collection<String> numbers) {
		if (numbers.isEmpty()) {
			return Set.of();
		}
		return this.cases.lockFree(numbers)
			.stream()
			.map(this::locked)
			.map(SupportCase::number)
			.collect(Collectors.toSet());
	}

	/**
	 * Notes that a statement of somebody else's has locked the row of a case, so that it
	 * is neither locked nor read again.
	 * @param held the case as that statement read it
	 * @return the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SupportCase locked(SupportCase held) {
		HeldCases.ofThisTransaction().hold(held);
		return held;
	}

	/**
	 * Notes what triage made of a case.
	 * @param fresh the case
	 * @param triage its result
	 * @return the case with it
	 */
	@Transactional
	public SupportCase triaged(SupportCase fresh, Triage triage) {
		this.cases.setTriage(fresh.id(), triage);
		this.audit.record(fresh.number(), "case.triaged",
				Map.of("severity", triage.severity(), "priority", triage.priority(), "team", triage.team()));
		return locked(fresh.with(triage));
	}

	/**
	 * Notes what a case concerns.
	 * @param about the case
	 * @param product what customers call it; null or blank where that isn't known
	 * @param component its part; null or blank where that isn't known
	 * @throws Invalid if we know the product, and that it has no such part
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void concerns(SupportCase about, @Nullable String product, @Nullable String component) {
		Products.Named before = new Products.Named(about.product(), about.component());
		Products.Named named = this.products.named(product, component);
		if (!named.equals(before)) {
			this.cases.setConcerned(about.id(), named);
			changed(about.number(), (held) -> held.concerning(named));
			this.audit.record(about.number(), "case.concerns", before(before.toString(), named.toString()));
		}
	}

	/**
	 * Notes where the journey stands. The journey itself records how it got there.
	 * @param number the case
	 * @param stage the id of the step
	 */
	@Transactional
	public void stage(String number, String stage) {
		this.cases.setStage(number, stage);
		changed(number, (before) -> before.at(stage));
	}

	/**
	 * Makes a person answer for a case.
	 * @param owned the case
	 * @param account the person
	 */
	@Transactional
	public void owner(SupportCase owned, String account) {
		if (!account.equals(owned.owner())) {
			this.cases.setOwner(owned.id(), account);
			changed(owned.number(), (before) -> before.ownedBy(account));
			this.audit.record(owned.number(), "case.owner", before(owned.owner(), account));
			this.journey.ownerChanged(owned.ownedBy(account));
		}
	}

	private static Map<String, String> before(@Nullable String before, String after) {
		return Map.of("before", Objects.requireNonNullElse(before, ""), "after", after);
	}

	/**
	 * Notes that a person acknowledged a case.
	 * @param acknowledged the case
	 */
	@Transactional
	public void acknowledged(SupportCase acknowledged) {
		Instant now = this.clock.instant();
		this.cases.setAcknowledged(acknowledged.id(), now);
		changed(acknowledged.number(), (before) -> before.acknowledged(now));
		this.audit.record(acknowledged.number(), "case.acknowledged", Map.of());
	}

	/**
	 * Notes how many replies on a case wait for somebody else to read them. Whoever holds
	 * or lets go of one records that.
	 * @param on the case
	 * @param more how many more than before; negative for fewer
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void holdsReplies(SupportCase on, int more) {
		this.cases.addHeldReplies(on.id(), more);
		changed(on.number(), (before) -> before.holding(before.heldReplies() + more));
	}

	/**
	 * Notes which case goes on in this one's stead: the two are merged.
	 * @param duplicate the case that will end
	 * @param of the number of the other, which must go on: else the customer would be
	 * told of work that nobody does
	 * @throws Invalid if that is no case, the same one, or closed
	 */
	@Transactional
	public void duplicateOf(SupportCase duplicate, String of) {
		SupportCase other = get(of);
		if (other.id() == duplicate.id()) {
			throw new Invalid("of", "A case can't be a duplicate of itself.");
		}
		SupportCase remaining = lock(other.id());
		if (!remaining.isOpen()) {
			throw new Invalid("of", remaining.number() + " is closed, so nothing goes on there. Name an open case, or "
					+ "merge " + duplicate.number() + " once that one is open again.");
		}
		this.cases.setDuplicateOf(duplicate.id(), remaining.number());
		changed(duplicate.number());
		this.audit.record(duplicate.number(), "case.merged-into", Map.of("into", remaining.number()));
		this.audit.record(remaining.number(), "case.merged", Map.of("of", duplicate.number()));
	}

	/**
	 * Locks two cases, always in the same order, so that no two transactions wait for
	 * each other.
	 * @param one a case
	 * @param other another; nothing happens if there is none of this number
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockBoth(String one, String other) {
		Stream.of(find(one), find(other))
			.flatMap(Optional::stream)
			.map(SupportCase::id)
			.sorted()
			.distinct()
			.forEach(this::lock);
	}

	/**
	 * The cases that point at one: merged into it, split off from it, or opened by
	 * somebody who named it without taking part in it.
	 * @param number the case
	 * @return the others
	 */
	@Transactional(readOnly = true)
	public List<SupportCase> pointingAt(String number) {
		return this.cases.pointingAt(number);
	}

	/**
	 * Closes a case. Whoever calls this has made sure that it may end this way.
	 * @param closed the case
	 * @param as how it ends
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void close(SupportCase closed, Closing as) {
		Instant now = this.clock.instant();
		if (this.cases.close(closed.id(), as, now) == 0) {
			throw new CaseClosed(closed);
		}
		changed(closed.number(), (before) -> before.closed(as, now));
		this.audit.record(closed.number(), "case.closed", Map.of("as", as.word()));
	}

	/**
	 * Opens a closed case again, with its history.
	 * @param closed the case
	 * @return the open case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SupportCase reopen(SupportCase closed) {
		if (this.cases.reopen(closed.id()) == 1) {
			changed(closed.number());
			this.audit.record(closed.number(), "case.reopened", Map.of("closedAs",
					Objects.requireNonNull(closed.closedAs(), "a closed case has ended somehow").word()));
		}
		return get(closed.id());
	}

	private static void changed(String number, UnaryOperator<SupportCase> how) {
		HeldCases.ofThisTransaction().changed(number, how);
	}

	private static void changed(String number) {
		HeldCases.ofThisTransaction().changed(number);
	}

}
