package org.followthrough.running;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.type.TypeReference;
import org.followthrough.database.Json;
import org.followthrough.database.Transactions;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModels;
import org.followthrough.rehearsal.CaseTrials;
import org.followthrough.time.Worker;
import org.followthrough.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Does the trials that were asked for, one at a time on each node. How far one is stands
 * in its row; a node that dies loses its lease, and another begins it anew.
 */
@Component
class TrialWorker extends Worker {

	private static final Logger log = LoggerFactory.getLogger(TrialWorker.class);

	private static final TypeReference<List<Trials.Diagram>> DIAGRAMS = new TypeReference<>() {
	};

	private static final Duration LEASE = Duration.ofMinutes(1);

	private final TrialMapper rows;

	private final Trials trials;

	private final CaseTrials copies;

	private final PublishedModels models;

	private final Transactions transactions;

	private final Clock clock;

	TrialWorker(TrialMapper rows, Trials trials, CaseTrials copies, PublishedModels models, Transactions transactions,
			Clock clock) {
		super("case trials", Duration.ofSeconds(5));
		this.rows = rows;
		this.trials = trials;
		this.copies = copies;
		this.models = models;
		this.transactions = transactions;
		this.clock = clock;
	}

	@TransactionalEventListener
	void wanted(Trials.Wanted event) {
		wake();
	}

	@Override
	protected boolean work() {
		Optional<TrialMapper.Row> due = this.transactions.retrying(() -> {
			Optional<TrialMapper.Row> next = this.rows.lockDue(this.clock.instant());
			next.ifPresent((trial) -> this.rows.goesOn(trial.id(), leased(), 0, trial.total()));
			return next;
		});
		due.ifPresent(this::tryOut);
		return due.isPresent() && !isStopping();
	}

	private Instant leased() {
		return this.clock.instant().plus(LEASE);
	}

	private void tryOut(TrialMapper.Row trial) {
		String result = null;
		String problem = null;
		try {
			result = Json.write(run(trial));
		}
		catch (RuntimeException ex) {
			problem = (ex instanceof Refusal) ? ex.getMessage()
					: "The trial met a problem of its own. The log says more.";
			if (!(ex instanceof Refusal)) {
				log.error("The trial {} met a problem", trial.id(), ex);
			}
			problem = problem.substring(0, Math.min(problem.length(), 2000));
		}
		if (!isStopping()) {
			String found = result;
			String told = problem;
			this.transactions.retrying(() -> this.rows.ends(trial.id(), this.clock.instant(), told, found));
		}
	}

	private Map<String, String> run(TrialMapper.Row trial) {
		List<Trials.Diagram> diagrams = Json.read(trial.asked(), DIAGRAMS);
		Map<String, byte[]> files = new TreeMap<>();
		this.models.running()
			.stream()
			.filter((model) -> model.kind() == ModelKind.DIAGRAM)
			.forEach((model) -> files.put(model.file(), model.content()));
		diagrams.forEach((one) -> files.put(one.file(), one.text().getBytes(StandardCharsets.UTF_8)));
		List<CaseTrials.Trial> due = Trials.due(diagrams.stream().map(this.trials::plan).toList());
		this.transactions.retrying(() -> this.rows.goesOn(trial.id(), leased(), 0, due.size()));
		AtomicInteger tried = new AtomicInteger();
		return due.isEmpty() ? Map.of() : this.copies.run(files, due, () -> {
			if (tried.incrementAndGet() % 10 == 0) {
				this.transactions.retrying(() -> this.rows.goesOn(trial.id(), leased(), tried.get(), due.size()));
			}
			return !isStopping();
		});
	}

}
