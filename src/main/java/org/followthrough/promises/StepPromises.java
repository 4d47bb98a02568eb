package org.followthrough.promises;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise.Kind;
import org.followthrough.teams.Span;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What engineering and verifiers owe to Support while they have a case. The customer's
 * promise runs on meanwhile.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StepPromises {

	private final PromiseMapper promises;

	private final PromiseLedger ledger;

	private final PromiseWatch watch;

	private final Clock clock;

	StepPromises(PromiseMapper promises, PromiseLedger ledger, PromiseWatch watch, Clock clock) {
		this.promises = promises;
		this.ledger = ledger;
		this.watch = watch;
		this.clock = clock;
	}

	/**
	 * A step begins, and with it what is owed. What was owed before ends.
	 * @param of the case
	 * @param kind what is owed
	 * @return the promise
	 */
	public Promise begin(SupportCase of, Kind kind) {
		end(of);
		Target target = this.ledger.target(of);
		Span within = switch (kind) {
			case ENGINEERING_ANSWER -> target.engineeringAnswersWithin();
			case ENGINEERING_REPORT -> target.engineeringReportsEvery();
			case VERIFICATION -> target.verifyWithin();
			default -> throw new IllegalArgumentException(kind + " is owed to the customer");
		};
		this.ledger.make(of, kind, this.clock.instant(), this.ledger.after(of, within));
		return running(of).orElseThrow();
	}

	/**
	 * Engineering has told us how it stands: that keeps what it owed, and the next report
	 * is owed.
	 * @param of the case
	 * @return the promise of the next report, if engineering has the case
	 */
	public Optional<Promise> reported(SupportCase of) {
		return running(of).filter((owed) -> owed.kind() != Kind.VERIFICATION)
			.map((owed) -> begin(of, Kind.ENGINEERING_REPORT));
	}

	/**
	 * The step is done.
	 * @param of the case
	 */
	public void end(SupportCase of) {
		this.promises.lockRunningStep(of.id())
			.ifPresent((owed) -> this.ledger.end(of, owed, this.clock.instant(), null, true));
	}

	/**
	 * Looks at what is owed because its time came.
	 * @param of the case
	 * @return what has to be done about it
	 */
	public Look look(SupportCase of) {
		return this.promises.lockRunningStep(of.id()).map((owed) -> this.watch.look(of, owed)).orElse(Look.NOTHING);
	}

	/**
	 * What is owed now.
	 * @param of the case
	 * @return the promise, while engineering or a verifier has the case
	 */
	@Transactional(readOnly = true)
	public Optional<Promise> running(SupportCase of) {
		return this.promises.runningStep(of.id());
	}

}
