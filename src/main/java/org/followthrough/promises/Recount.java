package org.followthrough.promises;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts running promises anew when a team's calendar has changed. A time that a person
 * named stays; one that the customer was told is never moved to a later one, for a word
 * that was given isn't taken back; and what was broken stays broken.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Recount {

	private final PromiseMapper promises;

	private final PromiseLedger ledger;

	private final CaseJourney journey;

	Recount(PromiseMapper promises, PromiseLedger ledger, @Lazy CaseJourney journey) {
		this.promises = promises;
		this.ledger = ledger;
		this.journey = journey;
	}

	/**
	 * Counts the running promise to the customer anew.
	 * @param of the case, locked
	 */
	public void toCustomer(SupportCase of) {
		this.promises.lockRunning(of.id())
			.flatMap((running) -> recounted(of, running))
			.ifPresent((moved) -> this.journey.promiseMade(of.number(), moved.lookAt(), moved.dueAt()));
	}

	/**
	 * Counts anew what engineering or a verifier owes.
	 * @param of the case, locked
	 * @return the promise, if it was moved
	 */
	public Optional<Promise> ofStep(SupportCase of) {
		return this.promises.lockRunningStep(of.id())
			.flatMap((running) -> recounted(of, running))
			.flatMap((moved) -> this.promises.runningStep(of.id()));
	}

	private Optional<Promise> recounted(SupportCase of, Promise running) {
		Instant from = running.countedFrom();
		Span span = running.span();
		if (from == null || span == null || running.called() > 0) {
			return Optional.empty();
		}
		Instant counted = this.ledger.time(of).after(from, span);
		Due due = new Due(earlier(counted, running.toldAt()), from, span, running.toldAt());
		if (due.at().equals(running.dueAt())) {
			return Optional.empty();
		}
		Instant remindAt = this.ledger.remindAt(of, due);
		this.promises.move(running.id(), running.kind(), running.saidAt(), remindAt, due, running.pausedAt(),
				running.pausedLeft());
		this.ledger.record(of, running, "moved",
				Map.of("before", running.dueAt().toString(), "due", due.at().toString(), "because", "calendar"));
		return running.kind().isToCustomer() ? this.promises.running(of.id()) : this.promises.runningStep(of.id());
	}

	private static Instant earlier(Instant counted, @Nullable Instant told) {
		return (told != null && told.isBefore(counted)) ? told : counted;
	}

}
