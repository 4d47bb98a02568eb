package org.followthrough.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.journey.Diagrams;
import org.followthrough.proof.Checkpoints;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has managers, auditors and admins take cases along. That they do is recorded before
 * anything is sent. All that an export tells is of one moment, however long it takes.
 */
@Component
class CaseExports {

	/** So many are counted; then it is said that there are more. */
	static final int MOST_COUNTED = 100_000;

	/** Each holds a connection to the database for as long as it takes. */
	private static final int AT_ONCE = 2;

	private static final Logger log = LoggerFactory.getLogger(CaseExports.class);

	private final ExportMapper rows;

	private final Diagrams diagrams;

	private final Checkpoints checkpoints;

	private final People people;

	private final Audit audit;

	private final Transactions transactions;

	private final TransactionTemplate reading;

	private final Clock clock;

	private final Map<ExportFormat, LogWriter> writers = new EnumMap<>(ExportFormat.class);

	private final Semaphore slots = new Semaphore(AT_ONCE, true);

	CaseExports(ExportMapper rows, Diagrams diagrams, Checkpoints checkpoints, People people, Audit audit,
			Transactions transactions, PlatformTransactionManager manager, XesWriter xes, OcelWriter ocel,
			CsvWriter csv, Clock clock) {
		this.rows = rows;
		this.diagrams = diagrams;
		this.checkpoints = checkpoints;
		this.people = people;
		this.audit = audit;
		this.transactions = transactions;
		this.reading = new TransactionTemplate(manager);
		this.reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.reading.setReadOnly(true);
		this.clock = clock;
		this.writers.put(ExportFormat.XES, xes);
		this.writers.put(ExportFormat.OCEL, ocel);
		this.writers.put(ExportFormat.CSV, csv);
	}

	/**
	 * How many cases there are.
	 * @param which which
	 * @return how many; {@link #MOST_COUNTED} and one if there are more
	 * @throws Refusal if the actor may not
	 */
	int count(CaseSelection which) {
		requireOverseer();
		return this.transactions.retrying(() -> this.rows.count(which, MOST_COUNTED + 1));
	}

	/**
	 * The teams to choose from.
	 * @return their names
	 */
	List<String> teams() {
		requireOverseer();
		return this.transactions.retrying(this.rows::teams);
	}

	/**
	 * Records that somebody takes cases along, and makes a checkpoint that covers all
	 * there is.
	 * @param format in which format
	 * @param which which
	 * @return the export
	 * @throws Refusal if the actor may not, there is no such case, or too many are under
	 * way
	 */
	Ready begin(ExportFormat format, CaseSelection which) {
		requireOverseer();
		String number = which.number();
		if (number != null && count(CaseSelection.one(number)) == 0) {
			throw new Invalid("number", "There is no case with this number. Please check it.");
		}
		if (this.slots.availablePermits() == 0) {
			throw new Busy();
		}
		this.transactions.retrying(() -> {
			this.audit.record(Audit.SYSTEM, "audit.cases-exported",
					Map.of("format", format.name(), "query", which.query()));
			return true;
		});
		return new Ready(format,
				new Provenance(which, this.clock.instant(), Actor.current().id(), this.checkpoints.now()));
	}

	private void requireOverseer() {
		if (!this.people.actorIsIn(Groups.MANAGERS, Groups.AUDITORS, Groups.ADMINS)) {
			throw new ForOverseers();
		}
	}

	/**
	 * An export that can be written.
	 */
	final class Ready {

		private final ExportFormat format;

		private final Provenance about;

		private Ready(ExportFormat format, Provenance about) {
			this.format = format;
			this.about = about;
		}

		/** What its file is called. */
		String fileName() {
			String number = this.about.which().number();
			return ((number != null) ? number : "cases-" + LocalDate.ofInstant(this.about.madeAt(), ZoneOffset.UTC))
					+ "." + this.format.ending();
		}

		/**
		 * Writes it. Whatever breaks it off ends the answer in its middle, too: nothing
		 * is told after what was sent, not even an error.
		 * @param target where to
		 * @throws IOException if it broke off
		 */
		void writeTo(OutputStream target) throws IOException {
			LogWriter writer = Objects.requireNonNull(CaseExports.this.writers.get(this.format));
			CaseExports.this.slots.acquireUninterruptibly();
			try {
				CaseExports.this.reading.executeWithoutResult((status) -> write(writer, target));
			}
			catch (UncheckedIOException ex) {
				throw ex.getCause();
			}
			catch (RuntimeException ex) {
				log.error("The export {} broke off", this.about.which().query(), ex);
				throw new IOException("The export broke off");
			}
			finally {
				CaseExports.this.slots.release();
			}
		}

		private void write(LogWriter writer, OutputStream target) {
			try {
				writer.write(
						new CaseLog(CaseExports.this.rows, new Models(CaseExports.this.diagrams), this.about.which()),
						this.about, target);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * Somebody else tried.
	 */
	static class ForOverseers extends Refusal {

		ForOverseers() {
			super(Kind.FORBIDDEN, "Exports of cases are for managers, auditors and admins. Ask one of them.");
		}

	}

	/**
	 * Others are under way.
	 */
	static class Busy extends Refusal {

		Busy() {
			super(Kind.UNAVAILABLE, "Others take cases along just now. Please try again in a few minutes.");
		}

	}

}
