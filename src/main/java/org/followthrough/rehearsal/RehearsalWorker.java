package org.followthrough.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.followthrough.audit.Audit;
import org.followthrough.database.Json;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.rehearsal.RehearsalStatus.Status;
import org.followthrough.time.Worker;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Does the rehearsals that were asked for, one at a time on each node. How far one is
 * stands in its row, where whoever looks sees it and whoever cancels is heard; a node
 * that dies loses its lease, and another begins the rehearsal anew.
 */
@Component
class RehearsalWorker extends Worker {

	private static final Logger log = LoggerFactory.getLogger(RehearsalWorker.class);

	private static final Explored.Limits LIMITS = new Explored.Limits(20_000, Duration.ofMinutes(5));

	private static final Duration LEASE = Duration.ofMinutes(1);

	private static final Duration LOOK = Duration.ofMillis(500);

	private final RehearsalMapper rows;

	private final Transactions transactions;

	private final Replays replays;

	private final Audit audit;

	private final Clock clock;

	RehearsalWorker(RehearsalMapper rows, Transactions transactions, Replays replays, Audit audit, Clock clock) {
		super("rehearsals", Duration.ofSeconds(5));
		this.rows = rows;
		this.transactions = transactions;
		this.replays = replays;
		this.audit = audit;
		this.clock = clock;
	}

	@TransactionalEventListener
	void wanted(Rehearsals.Wanted event) {
		wake();
	}

	@Override
	protected boolean work() {
		Optional<RehearsalStatus> due = this.transactions.retrying(() -> {
			Optional<RehearsalStatus> next = this.rows.lockDue(this.clock.instant());
			next.ifPresent((rehearsal) -> this.rows.goesOn(rehearsal.id(), leased(), 0, 0, 0, 0));
			return next;
		});
		due.ifPresent(this::rehearse);
		return due.isPresent() && !isStopping();
	}

	private void rehearse(RehearsalStatus rehearsal) {
		Map<String, byte[]> files = new TreeMap<>();
		this.transactions.retrying(() -> this.rows.files(rehearsal.id()))
			.forEach((file) -> files.put(file.name(), file.content()));
		Run run = new Run(new Rehearser(files, LIMITS), new Replays.Progress());
		CompletableFuture<RehearsalMapper.Ended> running = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				running.complete(done(rehearsal, files, run));
			}
			catch (RuntimeException | Error ex) {
				running.completeExceptionally(ex);
			}
		}, "rehearsal");
		thread.start();
		ended(rehearsal.id(), run, watch(rehearsal.id(), run, running));
	}

	private RehearsalMapper.Ended done(RehearsalStatus rehearsal, Map<String, byte[]> files, Run run) {
		Rehearsal found = run.rehearser().rehearse();
		Instant from = rehearsal.replayedFrom();
		Replay replay = (from != null && !run.isCancelled()) ? this.replays.over(files, from, run.progress()) : null;
		return new RehearsalMapper.Ended(Status.DONE, this.clock.instant(), found.states(), found.edges(),
				found.isPassed(), null, Json.write(found), (replay != null) ? Json.write(replay) : null);
	}

	/** Notes how far it is, and whether somebody has cancelled it, until it has ended. */
	private RehearsalMapper.@Nullable Ended watch(long id, Run run, CompletableFuture<RehearsalMapper.Ended> running) {
		while (true) {
			try {
				return running.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				boolean cancelled = this.transactions.retrying(() -> {
					this.rows.goesOn(id, leased(), run.rehearser().explored().size(),
							run.rehearser().explored().edges(), run.progress().cases(), run.progress().replayed());
					return this.rows.find(id).filter((row) -> row.cancelledBy() == null).isEmpty();
				});
				if (cancelled || isStopping()) {
					run.cancel();
				}
			}
			catch (ExecutionException ex) {
				return failed(id, ex.getCause());
			}
			catch (InterruptedException ex) {
				run.cancel();
				Thread.currentThread().interrupt();
				return null;
			}
		}
	}

	private Instant leased() {
		return this.clock.instant().plus(LEASE);
	}

	private RehearsalMapper.Ended failed(long id, @Nullable Throwable cause) {
		String problem = (cause instanceof Refusal refusal) ? refusal.getMessage()
				: "The rehearsal met a problem of its own. The log says more.";
		if (!(cause instanceof Refusal)) {
			log.error("Rehearsal {} met a problem", id, cause);
		}
		return new RehearsalMapper.Ended(Status.FAILED, this.clock.instant(), 0, 0, false,
				problem.substring(0, Math.min(problem.length(), 2000)), null, null);
	}

	/** A node that stops leaves it to another, or to itself when it starts again. */
	private void ended(long id, Run run, RehearsalMapper.@Nullable Ended ended) {
		this.transactions.retrying(() -> {
			boolean cancelled = this.rows.find(id).filter((row) -> row.cancelledBy() != null).isPresent();
			if (ended == null || (run.isCancelled() && !cancelled)) {
				this.rows.goesOn(id, Instant.EPOCH.plus(LEASE), 0, 0, 0, 0);
				return null;
			}
			RehearsalMapper.Ended end = cancelled ? new RehearsalMapper.Ended(Status.CANCELLED, ended.at(),
					ended.states(), ended.edges(), false, null, null, null) : ended;
			if (this.rows.ends(id, end) > 0) {
				Actor.system()
					.runs(() -> this.audit.record(Audit.SYSTEM, "rehearsal.ended",
							Map.of("rehearsal", id, "as", end.status().word(), "passed", end.passed())));
			}
			return null;
		});
	}

	/**
	 * A rehearsal under way.
	 */
	private record Run(Rehearser rehearser, Replays.Progress progress) {

		void cancel() {
			this.rehearser.explored().cancel();
			this.progress.cancel();
		}

		boolean isCancelled() {
			return this.rehearser.explored().isCancelled();
		}

	}

}
