package org.followthrough.export;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;

import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.time.Worker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much memory it takes to take many cases along, and how long. What lives is measured
 * after a collection, at several moments of each export. Prints megabytes and seconds.
 */
@Tag("bench")
@FollowthroughTest
class ExportMemoryIT {

	private static final int MANY = Integer.getInteger("bench.cases", 100_000);

	private static final int FEW = MANY / 10;

	private static final int AT_ONCE = 10_000;

	private static final int SAMPLES = 8;

	private static final long MEGABYTE = 1 << 20;

	@Autowired
	private CaseExports exports;

	@Autowired
	private List<Worker> workers;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void tenTimesAsManyCasesTakeNoMoreMemory() throws IOException {
		this.workers.forEach(Worker::stop);
		copies(1, FEW);
		List<Taken> few = all(FEW);
		copies(FEW + 1, MANY);
		List<Taken> many = all(MANY);
		for (int i = 0; i < few.size(); i++) {
			assertThat(many.get(i).megabytes()).as(many.get(i).format().name()).isLessThan(few.get(i).megabytes() + 32);
		}
	}

	private List<Taken> all(int cases) throws IOException {
		List<Taken> all = new ArrayList<>();
		for (ExportFormat format : ExportFormat.values()) {
			Taken taken = take(format, cases);
			System.out.printf("%,d cases as %s: %,d MB written in %.1f s (%,.0f cases a second), at most %d MB live%n",
					cases, format, taken.bytes() / MEGABYTE, taken.seconds(), cases / taken.seconds(),
					taken.megabytes());
			all.add(taken);
		}
		return all;
	}

	private Taken take(ExportFormat format, int cases) throws IOException {
		CaseExports.Ready ready = Actor.person("auditor1", Door.API)
			.does(() -> this.exports.begin(format, CaseSelection.ALL));
		// Less than comes of each case: an archive is compressed.
		long least = cases * ((format == ExportFormat.CSV) ? 250L : 12_000L);
		Sink sink = new Sink(least / SAMPLES);
		long begin = System.nanoTime();
		ready.writeTo(sink);
		return new Taken(format, sink.bytes, (System.nanoTime() - begin - sink.measuring) / 1e9, sink.most / MEGABYTE);
	}

	/** Each has forty entries of the kinds that a case usually has. */
	private void copies(int from, int to) {
		for (int first = from; first <= to; first += AT_ONCE) {
			copy(first, Math.min(to, first + AT_ONCE - 1));
		}
		this.database.queryForList("ANALYZE TABLE support_case, audit_stream, audit_entry, customer");
	}

	private void copy(int first, int last) {
		String numbers = "seq_" + first + "_to_" + last;
		this.transaction.executeWithoutResult((status) -> {
			this.database.execute("SET SESSION foreign_key_checks = 0, max_statement_time = 0");
			this.database.execute(
					"""
							INSERT INTO support_case (id, number, customer_id, subject, impact, door, severity, priority, team, stage,
							  opened_at, closed_at, closed_as, reopened)
							SELECT 1000000 + s.seq, CONCAT('MANY-', s.seq), s.seq, 'Many', 'IMPAIRED', 'web-form', 'high', 50,
							  'support', 'closed', '2024-01-01' + INTERVAL s.seq * 37 SECOND, '2026-01-01' + INTERVAL s.seq SECOND,
							  'CONFIRMED', 0 FROM %s s"""
						.formatted(numbers));
			this.database.execute("""
					INSERT INTO customer (id, email, name, kind, created_at) SELECT 1000000 + s.seq,
					  CONCAT('many', s.seq, '@example.org'), 'Many', 'customer', '2024-01-01' FROM %s s"""
				.formatted(numbers));
			this.database.execute("UPDATE support_case SET customer_id = id WHERE id BETWEEN " + (1_000_000 + first)
					+ " AND " + (1_000_000 + last));
			this.database
				.execute("INSERT INTO audit_stream (stream, seq, hash, logged_seq) SELECT CONCAT('MANY-', s.seq), 40, "
						+ "REPEAT(X'00', 32), 40 FROM " + numbers + " s");
			this.database.execute(
					"""
							INSERT INTO audit_entry (stream, seq, content, hash)
							SELECT CONCAT('MANY-', s.seq), e.seq, CONCAT('{"action":"', ELT(1 + e.seq MOD 8, 'journey.moved', 'task.claimed',
							  'task.completed', 'message.sent', 'promise.made', 'promise.kept', 'message.delivered', 'case.owner'),
							  '","actor":"agent', e.seq MOD 30, '","actorKind":"person","at":"2024-0', 1 + e.seq MOD 9,
							  '-01T10:00:00.123Z","details":', ELT(1 + e.seq MOD 8,
							  '{"flows":["flow-opened","flow-receipt","flow-triaged"],"process":"support-case","version":1}',
							  CONCAT('{"id":"', s.seq, '-', e.seq DIV 8, '","task":"acknowledge","assignee":"agent1"}'),
							  CONCAT('{"id":"', s.seq, '-', e.seq DIV 8, '","task":"acknowledge","outcome":"answer"}'),
							  CONCAT('{"kind":"answer","message":', s.seq, '}'),
							  '{"due":"2024-02-01T10:00:00Z","kind":"next-update"}', '{"due":"2024-02-01T10:00:00Z","kind":"next-update"}',
							  CONCAT('{"message":', s.seq, '}'), '{"after":"agent2","before":"agent1"}'),
							  ',"door":"page","seq":', e.seq, ',"stream":"MANY-', s.seq, '"}'), REPEAT(X'00', 32)
							FROM %s s JOIN seq_1_to_40 e ORDER BY s.seq, e.seq"""
						.formatted(numbers));
			this.database.execute("SET SESSION foreign_key_checks = 1");
		});
	}

	/**
	 * What an export took.
	 *
	 * @param megabytes what lived at the most, of the whole application
	 */
	private record Taken(ExportFormat format, long bytes, double seconds, long megabytes) {
	}

	/**
	 * Takes everything, and looks at the memory now and then.
	 */
	private static final class Sink extends OutputStream {

		private final long every;

		private long bytes;

		private long next;

		private long most;

		private long measuring;

		Sink(long every) {
			this.every = every;
			this.next = every;
		}

		@Override
		public void write(int one) {
			look(1);
		}

		@Override
		public void write(byte[] some, int from, int length) {
			look(length);
		}

		private void look(int more) {
			this.bytes += more;
			if (this.bytes >= this.next) {
				this.next = this.bytes + this.every;
				long begin = System.nanoTime();
				System.gc();
				this.most = Math.max(this.most, live());
				this.measuring += System.nanoTime() - begin;
			}
		}

		private static long live() {
			return ManagementFactory.getMemoryPoolMXBeans()
				.stream()
				.filter((pool) -> pool.getType() == MemoryType.HEAP)
				.map(MemoryPoolMXBean::getCollectionUsage)
				.filter(java.util.Objects::nonNull)
				.mapToLong(java.lang.management.MemoryUsage::getUsed)
				.sum();
		}

	}

}
