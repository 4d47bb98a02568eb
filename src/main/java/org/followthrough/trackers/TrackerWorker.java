package org.followthrough.trackers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Does what is to be done at the trackers: sends, reads, polls. Trackers are visited side
 * by side, so that one that doesn't answer keeps no other waiting for long.
 */
@Component
class TrackerWorker extends Worker {

	/** So much is done in one visit before others come again. */
	private static final int MOST_AT_ONCE = 50;

	private final Trackers trackers;

	private final TrackerTurns turns;

	private final RequestSender sender;

	private final IssueReader reader;

	private final ChangePoll poll;

	private final WebhookInbox inbox;

	private final Reports reports;

	private final SimpleAsyncTaskExecutor visits = new SimpleAsyncTaskExecutor("tracker-");

	TrackerWorker(Trackers trackers, TrackerTurns turns, RequestSender sender, IssueReader reader, ChangePoll poll,
			WebhookInbox inbox, Reports reports, MovableClock clock) {
		super("trackers", Duration.ofSeconds(5));
		this.trackers = trackers;
		this.turns = turns;
		this.sender = sender;
		this.reader = reader;
		this.poll = poll;
		this.inbox = inbox;
		this.reports = reports;
		clock.follow((offset) -> wake());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
	void workCame(WebhookInbox.WorkCame event) {
		wake();
	}

	@Override
	protected boolean work() {
		if (this.trackers.all().isEmpty()) {
			return false;
		}
		boolean more = this.inbox.handle();
		List<CompletableFuture<Boolean>> visited = this.trackers.all()
			.stream()
			.map((tracker) -> CompletableFuture.supplyAsync(() -> visit(tracker), this.visits))
			.toList();
		for (CompletableFuture<Boolean> visit : visited) {
			more |= visit.join();
		}
		return this.reports.tell() || more;
	}

	/**
	 * Does what is to be done at one tracker.
	 * @return whether there may be more right away
	 */
	private boolean visit(Tracker tracker) {
		Optional<TrackerTurns.Turn> taken = this.turns.take(tracker);
		if (taken.isEmpty()) {
			return false;
		}
		TrackerTurns.Turn turn = taken.get();
		try {
			for (int done = 0; done < MOST_AT_ONCE && !isStopping(); done++) {
				if (!this.sender.next(turn) && !this.reader.next(turn) && !this.poll.next(turn)) {
					return false;
				}
			}
			return true;
		}
		catch (TrackerTrouble trouble) {
			this.turns.troubled(turn, trouble);
			return false;
		}
		catch (TrackerTurns.TurnOver over) {
			return true;
		}
		finally {
			this.turns.end(turn);
		}
	}

}
