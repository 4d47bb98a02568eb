package org.followthrough.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.followthrough.database.Transactions;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has endpoints visited side by side, so that one that doesn't answer keeps no other
 * waiting, and forgets what is past keeping.
 */
@Component
class WebhookWorker extends Worker {

	private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

	private static final int BATCH = 500;

	private final Sender sender;

	private final Heard heard;

	private final EndpointMapper endpoints;

	private final WebhookMapper deliveries;

	private final Duration kept;

	private final Transactions transactions;

	private final Clock clock;

	private final SimpleAsyncTaskExecutor visits = new SimpleAsyncTaskExecutor("webhook-");

	private Instant forgot = Instant.EPOCH;

	WebhookWorker(Sender sender, Heard heard, EndpointMapper endpoints, WebhookMapper deliveries,
			WebhookSettings settings, Transactions transactions, MovableClock clock) {
		super("webhooks", Duration.ofSeconds(5));
		this.sender = sender;
		this.heard = heard;
		this.endpoints = endpoints;
		this.deliveries = deliveries;
		this.kept = settings.kept();
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void workCame(Events.WorkCame event) {
		wake();
	}

	@Override
	protected boolean work() {
		this.transactions.retrying(this.heard::refresh);
		this.sender.due().forEach((endpoint) -> this.visits.execute(() -> visit(endpoint)));
		return forget();
	}

	private void visit(long endpoint) {
		try {
			this.sender.visit(endpoint);
		}
		finally {
			wake();
		}
	}

	private boolean forget() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.forgot.plus(BETWEEN_FORGETTING))) {
			return false;
		}
		int forgotten = this.transactions.retrying(() -> {
			this.endpoints.forgetSecrets(now);
			return this.deliveries.forget(now.minus(this.kept), BATCH);
		});
		if (forgotten < BATCH) {
			this.forgot = now;
		}
		return forgotten == BATCH;
	}

}
