package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.followthrough.database.Transactions;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts anew what runs on the cases of a team whose time has changed: each case in a
 * transaction of its own, under its lock, so that people can go on with all others. How
 * far it is stands in a row, so that a node that dies loses a batch at the most, and
 * another goes on; to count a case twice changes nothing.
 */
@Component
class Recounter extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Recounter.class);

	private static final int BATCH = 50;

	/** Longer than a batch takes. */
	private static final Duration LEASE = Duration.ofMinutes(2);

	/** When those that failed are tried again, with all others. */
	private static final Duration PAUSE = Duration.ofMinutes(5);

	private final RecountMapper recounts;

	private final CarriedCases cases;

	private final ObjectProvider<Recounted> recounted;

	private final Transactions transactions;

	private final MovableClock clock;

	Recounter(RecountMapper recounts, CarriedCases cases, ObjectProvider<Recounted> recounted,
			Transactions transactions, MovableClock clock) {
		super("recounter", Duration.ofSeconds(1));
		this.recounts = recounts;
		this.cases = cases;
		this.recounted = recounted;
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	@TransactionalEventListener
	void changed(Recounts.CalendarChanged event) {
		wake();
	}

	@Override
	protected boolean work() {
		Optional<Recount> due = this.transactions.retrying(this::lease);
		due.ifPresent(this::batch);
		return due.isPresent() && !isStopping();
	}

	private Optional<Recount> lease() {
		Instant now = this.clock.instant();
		Optional<Recount> due = this.recounts.lockDue(now);
		due.ifPresent((recount) -> {
			Integer total = recount.total();
			this.recounts.lease(recount.team(), (total != null) ? total : this.cases.count(recount.team()),
					now.plus(LEASE));
		});
		return due;
	}

	private void batch(Recount recount) {
		List<CarriedCases.Carried> batch = this.transactions
			.retrying(() -> this.cases.open(recount.team(), recount.afterCase(), BATCH));
		int failed = 0;
		CarriedCases.@Nullable Carried last = null;
		for (CarriedCases.Carried next : batch) {
			if (isStopping()) {
				break;
			}
			failed += counted(next) ? 0 : 1;
			last = next;
		}
		note(recount, batch, last, failed);
	}

	private boolean counted(CarriedCases.Carried next) {
		try {
			this.transactions.retrying(() -> {
				this.cases.lock(next.number());
				this.recounted.orderedStream().forEach((each) -> each.recount(next.number()));
				return null;
			});
			return true;
		}
		catch (RuntimeException ex) {
			log.error("What runs on {} could not be counted anew; it is tried again", next.number(), ex);
			return false;
		}
	}

	private void note(Recount recount, List<CarriedCases.Carried> batch, CarriedCases.@Nullable Carried last,
			int failed) {
		Instant now = this.clock.instant();
		this.transactions.retrying(() -> {
			if (last != null) {
				int done = batch.indexOf(last) + 1;
				return this.recounts.advance(recount, last.id(), done - failed, failed, now);
			}
			if (!batch.isEmpty()) {
				return 0;
			}
			return (recount.failed() > 0) ? this.recounts.again(recount, now.plus(PAUSE))
					: this.recounts.finish(recount, now);
		});
	}

}
