package org.followthrough.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes entries with their proof, as lines whose parts are separated by tabs,
 * compressed. All lines are of one moment, however long it takes; of the entries, a
 * bounded part is in memory.
 */
@Component
class ProofExport {

	private static final int BATCH = 2000;

	private static final int STREAMS = 500;

	private final ProofMapper rows;

	private final ProofLog log;

	private final CheckpointWorker checkpoints;

	private final People people;

	private final Audit audit;

	private final TransactionTemplate recording;

	private final TransactionTemplate reading;

	private final Clock clock;

	ProofExport(ProofMapper rows, ProofLog log, CheckpointWorker checkpoints, People people, Audit audit,
			PlatformTransactionManager transactions, Clock clock) {
		this.rows = rows;
		this.log = log;
		this.checkpoints = checkpoints;
		this.people = people;
		this.audit = audit;
		this.recording = new TransactionTemplate(transactions);
		this.reading = new TransactionTemplate(transactions);
		this.reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.reading.setReadOnly(true);
		this.clock = clock;
	}

	/**
	 * Records that somebody exports, and makes a checkpoint that covers all there is.
	 * @param stream the stream of one case; empty for everything
	 * @return the export
	 * @throws Refusal if the actor may not, or there is no such stream
	 */
	Ready begin(Optional<String> stream) {
		requireAuditor();
		stream.ifPresent((one) -> {
			if (one.equals(Audit.SYSTEM) || this.rows.end(one).isEmpty()) {
				throw new NoSuchCase();
			}
		});
		this.recording.executeWithoutResult(
				(status) -> this.audit.record(Audit.SYSTEM, "audit.exported", Map.of("scope", stream.orElse("all"))));
		this.checkpoints.make();
		return new Ready(stream);
	}

	private void requireAuditor() {
		if (!this.people.actorIsIn(Groups.AUDITORS, Groups.ADMINS)) {
			throw new ForAuditors();
		}
	}

	private void write(Optional<String> stream, Lines out) {
		Checkpoint rests = this.rows.latest().orElseThrow();
		out.line("followthrough-audit", "1");
		out.line("scope", stream.isPresent() ? "case" : "all");
		out.line("of", stream.orElse("everything"));
		out.line("made", this.clock.instant().toString());
		this.rows.signers().forEach((key) -> out.line("key", key));
		long entries;
		if (stream.isPresent()) {
			checkpoint(rests, out);
			this.rows.leavesOf(stream.get(), rests.size()).forEach((leaf) -> {
				leaf(leaf, out);
				out.line("proof", Long.toString(leaf.position()), Long.toString(rests.size()), String.join(",",
						this.log.path(leaf.position(), rests).stream().map(ProofExport::hex).toList()));
			});
			entries = oneStream(stream.get(), out);
		}
		else {
			checkpoints(out);
			leaves(rests.size(), out);
			entries = allStreams(out);
		}
		out.line("end", Long.toString(entries));
	}

	private void checkpoints(Lines out) {
		long after = 0;
		for (List<Checkpoint> some = next(after); !some.isEmpty(); some = next(after)) {
			some.forEach((one) -> checkpoint(one, out));
			after = some.get(some.size() - 1).size();
		}
	}

	private List<Checkpoint> next(long after) {
		return this.rows.checkpoints(after, BATCH);
	}

	private static void checkpoint(Checkpoint one, Lines out) {
		out.line("checkpoint", Base64.getEncoder().encodeToString(one.note().getBytes(StandardCharsets.UTF_8)));
	}

	private void leaves(long size, Lines out) {
		for (long from = 0; from < size; from += BATCH) {
			this.rows.leaves(from, Math.min(size, from + BATCH), BATCH).forEach((leaf) -> leaf(leaf, out));
		}
	}

	private static void leaf(Leaf leaf, Lines out) {
		out.line("leaf", Long.toString(leaf.position()), leaf.stream(), Integer.toString(leaf.seq()), hex(leaf.hash()));
	}

	private long allStreams(Lines out) {
		long entries = 0;
		String after = "";
		for (List<Leaf> ends = this.rows.ends(after, STREAMS); !ends.isEmpty(); ends = this.rows.ends(after, STREAMS)) {
			List<String> together = new ArrayList<>();
			int count = 0;
			for (Leaf end : ends) {
				if (count + end.seq() > BATCH) {
					entries += together(together, out);
					count = 0;
				}
				if (end.seq() > BATCH) {
					entries += oneStream(end.stream(), out);
				}
				else {
					together.add(end.stream());
					count += end.seq();
				}
			}
			entries += together(together, out);
			after = ends.get(ends.size() - 1).stream();
		}
		return entries;
	}

	private long together(List<String> streams, Lines out) {
		if (streams.isEmpty()) {
			return 0;
		}
		List<ProofMapper.Entry> entries = this.rows.entries(List.copyOf(streams));
		streams.clear();
		entries.forEach((entry) -> entry(entry, out));
		return entries.size();
	}

	private long oneStream(String stream, Lines out) {
		long entries = 0;
		int after = 0;
		for (List<ProofMapper.Entry> page = this.rows.page(stream, after, BATCH); !page.isEmpty(); page = this.rows
			.page(stream, after, BATCH)) {
			page.forEach((entry) -> entry(entry, out));
			entries += page.size();
			after = page.get(page.size() - 1).seq();
		}
		return entries;
	}

	private static void entry(ProofMapper.Entry entry, Lines out) {
		out.line("entry", entry.stream(), Integer.toString(entry.seq()), hex(entry.hash()), entry.content());
	}

	private static String hex(byte[] hash) {
		return HexFormat.of().formatHex(hash);
	}

	/**
	 * An export that can be written.
	 */
	final class Ready {

		private final Optional<String> stream;

		private Ready(Optional<String> stream) {
			this.stream = stream;
		}

		/** What its file is called. */
		String fileName() {
			return "audit-" + this.stream.orElse("all") + ".tsv.gz";
		}

		void writeTo(OutputStream target) throws IOException {
			try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(target, 1 << 16),
					StandardCharsets.UTF_8)) {
				ProofExport.this.reading.executeWithoutResult((status) -> write(this.stream, new Lines(writer)));
			}
			catch (UncheckedIOException ex) {
				throw ex.getCause();
			}
		}

	}

	/**
	 * Where lines go.
	 */
	private record Lines(Writer writer) {

		void line(String... parts) {
			try {
				this.writer.write(String.join("\t", parts));
				this.writer.write('\n');
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * Somebody else tried.
	 */
	static class ForAuditors extends Refusal {

		ForAuditors() {
			super(Kind.FORBIDDEN, "Exports of the audit are for auditors. Ask one of them.");
		}

	}

	/**
	 * There is no such case.
	 */
	static class NoSuchCase extends Refusal {

		NoSuchCase() {
			super(Kind.NOT_FOUND, "There is no case with this number. Please check it.");
		}

	}

}
