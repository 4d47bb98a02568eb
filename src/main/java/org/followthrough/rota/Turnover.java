package org.followthrough.rota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.followthrough.database.Transactions;
import org.followthrough.rota.DutyMapper.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Goes through open escalations whose engineer may have changed, some at a time, each
 * case in a transaction of its own. How far it is stands in a row, so that a node that
 * dies loses a batch at the most, and another goes on; to see to a case twice changes
 * nothing. What fails is tried again a little later.
 */
@Component
class Turnover {

	private static final Logger log = LoggerFactory.getLogger(Turnover.class);

	private static final int BATCH = 50;

	/** Longer than a batch takes. */
	private static final Duration LEASE = Duration.ofMinutes(2);

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final DutyMapper rows;

	private final OpenEscalations escalations;

	private final Rota rota;

	private final Transactions transactions;

	private final Clock clock;

	Turnover(DutyMapper rows, @Lazy OpenEscalations escalations, Rota rota, Transactions transactions, Clock clock) {
		this.rows = rows;
		this.escalations = escalations;
		this.rota = rota;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Does some of what is to do.
	 * @return whether there may be more right away
	 */
	boolean goOn() {
		Optional<Row> due = this.transactions.retrying(this::lease);
		due.ifPresent(this::batch);
		Optional<String> leaver = this.transactions.retrying(this::leaseLeaver);
		leaver.ifPresent(this::batch);
		return due.isPresent() || leaver.isPresent();
	}

	private Optional<Row> lease() {
		Instant now = this.clock.instant();
		Optional<Row> due = this.rows.lockDue(now);
		due.ifPresent((row) -> this.rows.lease(row.team(), now.plus(LEASE)));
		return due;
	}

	private void batch(Row row) {
		List<OpenEscalations.Escalated> batch = this.transactions
			.retrying(() -> this.escalations.of(row.team(), row.afterCase(), BATCH));
		Turn turn = row.asTurn();
		int failed = 0;
		for (OpenEscalations.Escalated next : batch) {
			failed += done(next.number(), () -> this.escalations.dutyChanged(next.number(), turn)) ? 0 : 1;
		}
		note(row, batch, failed);
	}

	private void note(Row row, List<OpenEscalations.Escalated> batch, int failed) {
		Instant now = this.clock.instant();
		this.transactions.retrying(() -> {
			if (!batch.isEmpty()) {
				return this.rows.advance(row, batch.get(batch.size() - 1).id(), failed, now);
			}
			return (row.failed() > 0) ? this.rows.again(row, now.plus(PAUSE)) : this.rows.finish(row);
		});
	}

	private Optional<String> leaseLeaver() {
		Instant now = this.clock.instant();
		Optional<String> due = this.rows.lockLeaver(now);
		due.ifPresent((account) -> this.rows.leaver(account, now.plus(LEASE)));
		return due;
	}

	/** Somebody may have become an engineer again meanwhile. */
	private void batch(String leaver) {
		List<String> held = this.rota.isEngineer(leaver) ? List.of()
				: this.transactions.retrying(() -> this.escalations.heldBy(leaver, BATCH));
		boolean allDone = true;
		for (String number : held) {
			allDone &= done(number, () -> this.escalations.left(number, leaver));
		}
		Instant next = this.clock.instant().plus(allDone ? Duration.ZERO : PAUSE);
		this.transactions.retrying(() -> {
			if (held.isEmpty()) {
				this.rows.left(leaver);
			}
			else {
				this.rows.leaver(leaver, next);
			}
			return null;
		});
	}

	private boolean done(String number, Runnable work) {
		try {
			this.transactions.retrying(() -> {
				work.run();
				return null;
			});
			return true;
		}
		catch (RuntimeException ex) {
			log.error("Whose the escalation of {} is could not be seen to; it is tried again", number, ex);
			return false;
		}
	}

}
