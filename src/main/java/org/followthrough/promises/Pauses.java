package org.followthrough.promises;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.OpenQuestion;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Span;
import org.followthrough.web.Refusal;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stops the clock of a promise while it is the customer's turn. Only with a question in
 * hand that lies with them; for no longer than the targets allow, counted from when the
 * question reached them, so that pausing again and again gains nothing. The promise ends
 * its pause by itself: when they write, when the question turns out not to have reached
 * them, or by falling due, whereupon a person must write.
 */
@Component
public class Pauses {

	private final PromiseMapper promises;

	private final PromiseLedger ledger;

	private final CaseJourney journey;

	private final Clock clock;

	Pauses(PromiseMapper promises, PromiseLedger ledger, @Lazy CaseJourney journey, Clock clock) {
		this.promises = promises;
		this.ledger = ledger;
		this.journey = journey;
		this.clock = clock;
	}

	/**
	 * Pauses the running promise.
	 * @param of the case
	 * @param question what lies with the customer
	 * @return until when at the latest
	 * @throws NothingToPause if the promise is overdue, due late anyway, or paused
	 * already
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant pause(SupportCase of, OpenQuestion question) {
		Promise running = this.promises.lockRunning(of.id()).orElseThrow(() -> new NothingToPause(EXPIRED));
		Instant now = this.clock.instant();
		Span most = this.ledger.target(of).waitAtMost();
		Instant until = this.ledger.time(of).after(question.reachedAt(), most);
		if (running.isPaused()) {
			throw new NothingToPause("The promise is paused already.");
		}
		if (running.isOverdue(now) || !until.isAfter(now)) {
			throw new NothingToPause(EXPIRED);
		}
		if (!until.isAfter(running.dueAt())) {
			throw new NothingToPause("The next word is due later than a pause may last. Leave it as it is.");
		}
		Span left = Span.of(this.ledger.time(of).between(now, running.dueAt()));
		Due due = Due.counted(until, question.reachedAt(), most);
		Instant remindAt = this.ledger.remindAt(of, due);
		this.promises.move(running.id(), running.kind(), running.saidAt(), remindAt, due, now, left);
		this.ledger.record(of, running, "paused", Map.of("question", question.messageId(), "until", until.toString()));
		this.journey.promiseMade(of.number(), remindAt, until);
		return until;
	}

	private static final String EXPIRED = "The customer has waited long enough. Write to them now.";

	/**
	 * A pause was asked for where there may be none.
	 */
	public static class NothingToPause extends Refusal {

		/**
		 * A refusal.
		 * @param message why, and what to do
		 */
		public NothingToPause(String message) {
			super(Kind.CONFLICT, message);
		}

	}

}
