package org.followthrough.running;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.followthrough.audit.Audit;
import org.followthrough.database.Json;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.rehearsal.CaseTrials;
import org.followthrough.running.CaseMove.State;
import org.followthrough.running.CaseMove.Verdict;
import org.followthrough.running.MoveMapper.Item;
import org.followthrough.running.MoveMapper.ItemState;
import org.followthrough.time.Worker;
import org.followthrough.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Takes running cases to new versions: first copies of them in the scratch engine, for
 * each way of standing that there is; then, in batches, the cases that stand that way. A
 * case that has gone on to where no copy has been waits until one has. How far it is
 * stands in the database, case by case: of several nodes each takes other cases, and what
 * a dead one had in hand is as it was.
 */
@Component
class MoveWorker extends Worker {

	private static final Logger log = LoggerFactory.getLogger(MoveWorker.class);

	private static final Duration LEASE = Duration.ofMinutes(1);

	private final MoveMapper rows;

	private final MoveBatch batch;

	private final RunningCases running;

	private final CaseTrials trials;

	private final PublishedModels models;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	private final int most;

	MoveWorker(MoveMapper rows, MoveBatch batch, RunningCases running, CaseTrials trials, PublishedModels models,
			Audit audit, Transactions transactions, Clock clock, @Value("${followthrough.moves.batch:50}") int most) {
		super("moves", Duration.ofSeconds(1));
		this.rows = rows;
		this.batch = batch;
		this.running = running;
		this.trials = trials;
		this.models = models;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
		this.most = Math.max(1, most);
	}

	@TransactionalEventListener
	void wanted(Moves.Wanted event) {
		wake();
	}

	@Override
	protected boolean work() {
		boolean more = false;
		for (long id : this.transactions.retrying(this.rows::open)) {
			more = !isStopping() && (tried(id) | moved(id)) || more;
		}
		return more && !isStopping();
	}

	private boolean tried(long id) {
		Optional<CaseMove> due = this.transactions.retrying(() -> {
			Optional<CaseMove> untried = this.rows.lockUntried(id, this.clock.instant());
			untried.ifPresent((move) -> {
				this.rows.lease(id, leased());
				this.rows.list(move);
			});
			return untried;
		});
		due.ifPresent(this::tryOut);
		return due.isPresent();
	}

	private Instant leased() {
		return this.clock.instant().plus(LEASE);
	}

	private void tryOut(CaseMove move) {
		Map<String, byte[]> files = new TreeMap<>();
		for (PublishedModel model : this.models.running()) {
			if (model.kind() == ModelKind.DIAGRAM) {
				files.put(model.file(), model.content());
			}
		}
		byte[] content = files.get(move.file());
		if (content == null) {
			return;
		}
		DiagramPlan plan = this.running.plan(move.file(), content, move.decided(), move.version());
		Map<String, Verdict> verdicts = new TreeMap<>(move.judged());
		List<CaseTrials.Trial> due = Trials.due(List.of(plan))
			.stream()
			.filter((trial) -> !verdicts.containsKey(trial.key()))
			.toList();
		Map<String, String> found = due.isEmpty() ? Map.of() : copies(move, files, due);
		for (Planned planned : plan.planned()) {
			String key = planned.cases().at().key();
			String failure = found.get(key);
			if (planned.fate() != Fate.MOVES) {
				verdicts.putIfAbsent(key, new Verdict(planned.fate(), planned.reason(), Map.of()));
			}
			else if (failure != null) {
				verdicts.put(key,
						new Verdict(failure.isEmpty() ? Fate.MOVES : Fate.NEEDS_PERSON, failure, planned.byHand()));
			}
		}
		this.transactions
			.retrying(() -> this.rows.goesOn(move.id(), State.TRYING, State.MOVING, Json.write(verdicts), null));
	}

	/** Where no copy can be made, no case goes over either. */
	private Map<String, String> copies(CaseMove move, Map<String, byte[]> files, List<CaseTrials.Trial> due) {
		try {
			return this.trials.run(files, due, () -> {
				this.transactions.retrying(() -> this.rows.lease(move.id(), leased()));
				return !isStopping();
			});
		}
		catch (RuntimeException ex) {
			log.error("Copies of the cases of {} could not be tried", move.process(), ex);
			Map<String, String> failures = new TreeMap<>();
			due.forEach((trial) -> failures.put(trial.key(), (ex instanceof Refusal) ? ex.getMessage()
					: "No copy of it could be tried. Try it again, and tell your administrator if it keeps happening."));
			return failures;
		}
	}

	private boolean moved(long id) {
		CaseMove move = this.transactions.retrying(() -> this.rows.find(id)).orElseThrow();
		if (move.state() != State.MOVING) {
			return false;
		}
		Map<String, Verdict> verdicts = move.judged();
		boolean untried = false;
		String after = "";
		while (!isStopping()) {
			String from = after;
			List<Item> next = this.transactions.retrying(() -> this.rows.waiting(id, from, this.most));
			if (next.isEmpty()) {
				break;
			}
			after = next.get(next.size() - 1).instance();
			untried |= together(move, verdicts, next);
		}
		return !isStopping() && ended(move, untried);
	}

	/** What fails together goes each by itself, so that one holds up no other. */
	private boolean together(CaseMove move, Map<String, Verdict> verdicts, List<Item> items) {
		try {
			return this.transactions.retrying(() -> this.batch.go(move, verdicts, items));
		}
		catch (RuntimeException ex) {
			log.debug("{} cases go each by itself", items.size(), ex);
			boolean untried = false;
			for (Item item : items) {
				untried |= alone(move, verdicts, item);
			}
			return untried;
		}
	}

	private boolean alone(CaseMove move, Map<String, Verdict> verdicts, Item item) {
		try {
			return this.transactions.retrying(() -> this.batch.go(move, verdicts, List.of(item)));
		}
		catch (ConcurrencyFailureException ex) {
			// Somebody works on it. It is tried again with the next round.
			return false;
		}
		catch (RuntimeException ex) {
			String reason = (ex instanceof Refusal refusal) ? refusal.getMessage()
					: "Something went wrong on our side. Try it again, and tell your administrator if it keeps happening.";
			if (!(ex instanceof Refusal)) {
				log.error("Case {} could not go on by version {} of {}", item.caseNumber(), move.version(),
						move.process(), ex);
			}
			this.transactions.retrying(() -> {
				this.rows.settle(move.id(), List.of(item.instance()), ItemState.FAILED,
						reason.substring(0, Math.min(reason.length(), 500)), this.clock.instant());
				return null;
			});
			return false;
		}
	}

	/**
	 * Whether there is more to do right away. What is left waits for somebody who has it
	 * in hand.
	 */
	private boolean ended(CaseMove move, boolean untried) {
		return this.transactions.retrying(() -> {
			if (untried) {
				return this.rows.goesOn(move.id(), State.MOVING, State.TRYING, move.verdicts(), null) > 0;
			}
			Map<String, Object> counts = new HashMap<>();
			this.rows.counts(move.id()).forEach((count) -> counts.put(count.state().name(), count.cases()));
			if (counts.containsKey(ItemState.WAITING.name())) {
				return false;
			}
			if (this.rows.list(move) > 0) {
				return true;
			}
			if (this.rows.goesOn(move.id(), State.MOVING, State.DONE, move.verdicts(), this.clock.instant()) > 0) {
				Actor.system()
					.runs(() -> this.audit.record(Audit.SYSTEM, "cases.moved", Map.of("draft", move.draftId(),
							"process", move.process(), "version", move.version(), "cases", counts)));
			}
			return false;
		});
	}

}
