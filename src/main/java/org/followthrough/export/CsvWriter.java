package org.followthrough.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.followthrough.web.SafeCell;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes cases as tables (RFC 4180) in one archive: the cases, the events, and what the
 * export says of itself, last. A table can't say that it is complete; an archive that
 * lacks its end can't be opened. No cell begins like a formula.
 */
@Component
class CsvWriter implements LogWriter {

	private static final String[] CASES = { "case", "customer", "outcome", "severity", "priority", "team", "owner",
			"product", "component", "impact", "door", "opened_at", "acknowledged_at", "closed_at", "reopened",
			"duplicate_of", "continues" };

	private static final List<String> SAID = List.of("kind", "outcome", "due", "model");

	private static final String[] EVENTS = { "case", "activity", "lifecycle", "timestamp", "resource", "role", "team",
			"instance", "event", "action", "door", "kind", "outcome", "due", "model" };

	@Override
	public void write(CaseLog log, Provenance about, OutputStream out) throws IOException {
		ZipOutputStream archive = new ZipOutputStream(out, StandardCharsets.UTF_8);
		Counted counted = new Counted();
		Table cases = new Table(archive, about, "cases.csv", CASES);
		log.cases((page) -> {
			for (LoggedCase one : page) {
				cases.row(one.number(), one.customer(), one.outcome(), one.severity(), one.priority(), one.team(),
						one.owner(), one.product(), one.component(), one.impact(), one.door(), one.openedAt(),
						one.acknowledgedAt(), one.closedAt(), one.reopened(), one.duplicateOf(), one.continues());
				counted.cases++;
			}
		});
		cases.end();
		Table events = new Table(archive, about, "events.csv", EVENTS);
		log.events((to, event) -> {
			Object[] row = Arrays.copyOf(new Object[] { to.number(), event.activity(), event.lifecycle().word(),
					event.at(), event.resource(), event.role(), event.team(), event.instance(), event.id(),
					event.action(), event.door() }, EVENTS.length);
			for (Attribute one : event.more()) {
				int column = SAID.indexOf(one.name());
				if (column >= 0) {
					row[EVENTS.length - SAID.size() + column] = one.value();
				}
			}
			events.row(row);
			counted.events++;
		});
		events.end();
		Table self = new Table(archive, about, "about.csv", "what", "value");
		self.row("query", about.which().query());
		self.row("made at", about.madeAt());
		self.row("made by", about.madeBy());
		self.row("cases", counted.cases);
		self.row("events", counted.events);
		self.row("checkpoint", about.rests().note());
		self.end();
		archive.finish();
		archive.flush();
	}

	/**
	 * How much was written.
	 */
	private static final class Counted {

		private long cases;

		private long events;

	}

	/**
	 * A table on its way into the archive.
	 */
	private static final class Table {

		private final ZipOutputStream archive;

		private final Writer text;

		private final CSVPrinter csv;

		Table(ZipOutputStream archive, Provenance about, String name, String... header) throws IOException {
			this.archive = archive;
			ZipEntry entry = new ZipEntry(name);
			entry.setTime(about.madeAt().toEpochMilli());
			archive.putNextEntry(entry);
			this.text = new BufferedWriter(new OutputStreamWriter(archive, StandardCharsets.UTF_8), 1 << 16);
			this.csv = new CSVPrinter(this.text, CSVFormat.RFC4180.builder().setHeader(header).get());
		}

		void row(@Nullable Object... cells) throws IOException {
			for (Object cell : cells) {
				this.csv.print((cell != null) ? SafeCell.of(Objects.toString(cell)) : null);
			}
			this.csv.println();
		}

		void end() throws IOException {
			this.text.flush();
			this.archive.closeEntry();
		}

	}

}
