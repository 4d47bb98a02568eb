package org.followthrough.scan;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has files looked through, each as long as it takes until somebody could say what it is.
 */
@Component
class Scanner extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Scanner.class);

	private static final int BATCH = 5;

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

	private static final int LONGEST_PROBLEM = 300;

	private final ScanMapper scans;

	private final Clamd clamd;

	private final ScanSettings settings;

	private final Audit audit;

	private final Transactions transactions;

	private final MovableClock clock;

	Scanner(ScanMapper scans, Clamd clamd, ScanSettings settings, Audit audit, Transactions transactions,
			MovableClock clock) {
		super("virus-scanner", Duration.ofSeconds(5));
		this.scans = scans;
		this.clamd = clamd;
		this.settings = settings;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void kept(Files.FileKept kept) {
		wake();
	}

	@Override
	protected boolean work() {
		if (!this.settings.isOn()) {
			return false;
		}
		List<ScanMapper.Due> due = this.transactions.retrying(this::lease);
		for (ScanMapper.Due file : due) {
			if (!isStopping()) {
				scan(file);
			}
		}
		return !due.isEmpty();
	}

	/** Whoever takes them and dies is followed by another once that long is over. */
	private List<ScanMapper.Due> lease() {
		Instant now = this.clock.instant();
		List<ScanMapper.Due> due = this.scans.lockDue(now, BATCH);
		if (!due.isEmpty()) {
			this.scans.lease(due.stream().map(ScanMapper.Due::fileId).toList(),
					now.plus(this.settings.within().multipliedBy(BATCH + 1)));
		}
		return due;
	}

	private void scan(ScanMapper.Due file) {
		try {
			Clamd.Verdict verdict = this.clamd.scan(file.fileId());
			this.transactions.retrying(() -> {
				decide(file.fileId(), verdict);
				return null;
			});
		}
		catch (IOException | RuntimeException ex) {
			later(file, ex);
		}
	}

	private void decide(long fileId, Clamd.Verdict verdict) {
		String virus = verdict.virus();
		if (this.scans.decide(fileId, virus, this.clock.instant()) == 0 || virus == null) {
			return;
		}
		List<String> cases = this.scans.casesWith(fileId);
		Map<String, Object> found = Map.of("file", fileId, "virus", virus);
		Actor.system()
			.runs(() -> (cases.isEmpty() ? List.of(Audit.SYSTEM) : cases)
				.forEach((number) -> this.audit.record(number, "file.virus-found", found)));
	}

	private void later(ScanMapper.Due file, Exception reason) {
		Duration pause = Duration.ofSeconds(5L << Math.min(file.attempts(), 10));
		String problem = problem(reason);
		log.warn("File {} could not be scanned for viruses: {}", file.fileId(), problem);
		Instant next = this.clock.instant().plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
		this.transactions.retrying(() -> {
			this.scans.later(file.fileId(), problem, next);
			return null;
		});
	}

	private static String problem(Exception reason) {
		if (reason instanceof Clamd.Unsaid said) {
			String words = "The scanner answered: " + said.getMessage();
			return words.substring(0, Math.min(words.length(), LONGEST_PROBLEM));
		}
		return (reason instanceof ConnectException) ? "The scanner can't be reached."
				: "The scanner hung up, or took too long.";
	}

}
