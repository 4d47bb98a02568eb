package org.followthrough.defects;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.PlanChanged;
import org.followthrough.identity.Actor;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The defects and the cases that hang on them; a case hangs on one at the most. Whoever
 * changes a defect locks it, and whoever needs a case with it locks the case first.
 */
@Component
public class Defects {

	private static final String LEAST = Severity.WORDS.get(0);

	private final DefectMapper defects;

	private final DefectRounds rounds;

	private final Audit audit;

	private final Clock clock;

	Defects(DefectMapper defects, DefectRounds rounds, Audit audit, Clock clock) {
		this.defects = defects;
		this.rounds = rounds;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Opens a defect for a case that the current transaction has locked, and hangs the
	 * case on it, as the current actor.
	 * @param first the case by which it was found
	 * @return the defect
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Defect open(SupportCase first) {
		String number = String.format(Locale.ROOT, "D-%06d", this.defects.nextNumber());
		Defect opened = this.defects.insert(number, first.subject(), first.product(), LEAST, Actor.current().id(),
				this.clock.instant());
		// It is called in the customer's words.
		this.audit.begin(number, first.customerId());
		this.audit.record(number, "defect.opened", Map.of("title", opened.title(), "case", first.number()));
		return link(first, opened);
	}

	/**
	 * Hangs a case that the current transaction has locked on a defect, as the current
	 * actor; it no longer hangs on another then.
	 * @param of the case
	 * @param to the defect
	 * @return the defect as it is then
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Defect link(SupportCase of, Defect to) {
		Optional<Defect> before = ofCase(of.id());
		if (before.filter((same) -> same.id() == to.id()).isPresent()) {
			return before.get();
		}
		Stream.concat(before.stream(), Stream.of(to)).map(Defect::id).sorted().forEach(this.defects::lock);
		before.ifPresent((other) -> unlink(of, other));
		this.defects.link(to.id(), of.id(), Actor.current().id(), this.clock.instant());
		this.audit.record(of.number(), "defect.linked", Map.of("defect", to.number()));
		before.ifPresent((other) -> this.rounds.joined(of));
		return judged(to.id());
	}

	private void unlink(SupportCase of, Defect from) {
		this.rounds.left(of);
		this.defects.unlink(of.id(), Actor.current().id(), this.clock.instant());
		this.audit.record(of.number(), "defect.unlinked", Map.of("defect", from.number()));
		judged(from.id());
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void planChanged(PlanChanged event) {
		this.defects.ofCustomer(event.customerId()).forEach(this::judged);
	}

	/** Counts anew whom a locked defect hits. */
	private Defect judged(long id) {
		Defect before = this.defects.lock(id);
		DefectMapper.Affected affected = this.defects.affected(id);
		String severity = Severity.of(affected);
		if (before.customers() == affected.customers() && before.severity().equals(severity)) {
			return before;
		}
		this.defects.setSeverity(id, severity, affected.customers());
		if (!before.severity().equals(severity)) {
			this.audit.record(before.number(), "defect.severity",
					Map.of("before", before.severity(), "after", severity, "customers", affected.customers()));
		}
		return this.defects.lock(id);
	}

	/**
	 * The defect of a number.
	 * @param number the number
	 * @return the defect
	 * @throws DefectNotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Defect get(String number) {
		return find(number).orElseThrow(() -> new DefectNotFound(number));
	}

	/**
	 * The defect of a number, if there is one.
	 * @param number the number
	 * @return the defect
	 */
	@Transactional(readOnly = true)
	public Optional<Defect> find(String number) {
		return this.defects.findByNumber(number);
	}

	/**
	 * The defect on which a case hangs.
	 * @param caseId the case
	 * @return the defect, if it hangs on one
	 */
	@Transactional(readOnly = true)
	public Optional<Defect> ofCase(long caseId) {
		return this.defects.ofCase(caseId);
	}

	/**
	 * Lists defects, newest first.
	 * @param query which
	 * @param limit how many at the most
	 * @return the defects
	 */
	@Transactional(readOnly = true)
	public List<Defect> list(DefectQuery query, int limit) {
		return this.defects.list(query, limit);
	}

	/**
	 * How many cases hang on defects.
	 * @param ids the defects
	 * @return the numbers of cases; a defect without any is left out
	 */
	@Transactional(readOnly = true)
	public Map<Long, Integer> counts(Collection<Long> ids) {
		return ids.isEmpty() ? Map.of()
				: this.defects.counts(ids)
					.stream()
					.collect(Collectors.toMap(DefectMapper.Count::defectId, DefectMapper.Count::cases));
	}

	/**
	 * The cases that hang on a defect, the first opened first.
	 * @param defectId the defect
	 * @param after the row of the last case of the page before; 0 for the first page
	 * @param limit how many at the most
	 * @return the cases
	 */
	@Transactional(readOnly = true)
	public List<DefectCase> cases(long defectId, long after, int limit) {
		return this.defects.cases(defectId, after, limit);
	}

}
