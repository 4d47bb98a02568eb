package org.followthrough.export;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.export.CaseSelection.Period;
import org.followthrough.export.CaseStory.Entry;
import org.followthrough.export.ExportMapper.Place;
import org.followthrough.export.ExportMapper.Row;
import org.jspecify.annotations.Nullable;

/**
 * Chosen cases and what happened to them, read page by page in the transaction of whoever
 * asks, as often as they like. Of the cases and their entries a bounded part is in
 * memory, however many there are and however long one of them is.
 */
final class CaseLog {

	/** So many cases in one statement. */
	private static final int CASES = 500;

	/** So many entries in one statement. */
	private static final int ENTRIES = 2000;

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ExportMapper rows;

	private final Models models;

	private final CaseSelection which;

	CaseLog(ExportMapper rows, Models models, CaseSelection which) {
		this.rows = rows;
		this.models = models;
		this.which = which;
	}

	/**
	 * Reads the cases in order.
	 * @param reader gets each page
	 */
	void cases(Reader<List<LoggedCase>> reader) throws IOException {
		for (List<LoggedCase> page = this.rows.cases(this.which, null, CASES); !page.isEmpty();) {
			reader.read(page);
			page = this.rows.cases(this.which, place(page.get(page.size() - 1)), CASES);
		}
	}

	private Place place(LoggedCase last) {
		Instant closed = last.closedAt();
		return new Place((this.which.period() == Period.CLOSED && closed != null) ? closed : last.openedAt(),
				last.id());
	}

	/**
	 * Reads the cases in order with what happened to each.
	 * @param reader gets each case and each event
	 */
	void events(EventReader reader) throws IOException {
		cases((page) -> {
			List<LoggedCase> together = new ArrayList<>();
			int entries = 0;
			for (LoggedCase one : page) {
				if (entries + one.entries() > ENTRIES) {
					tell(together, reader);
					entries = 0;
				}
				if (one.entries() > ENTRIES) {
					tellInPieces(one, reader);
				}
				else {
					together.add(one);
					entries += one.entries();
				}
			}
			tell(together, reader);
		});
	}

	private void tell(List<LoggedCase> cases, EventReader reader) throws IOException {
		if (cases.isEmpty()) {
			return;
		}
		Map<String, List<Row>> entries = new HashMap<>();
		for (Row row : this.rows.entries(cases.stream().map(LoggedCase::number).toList())) {
			entries.computeIfAbsent(row.stream(), (stream) -> new ArrayList<>()).add(row);
		}
		for (LoggedCase one : cases) {
			reader.begins(one);
			tell(one, new CaseStory(one, this.models), entries.getOrDefault(one.number(), List.of()), reader);
			reader.ends(one);
		}
		cases.clear();
	}

	private void tellInPieces(LoggedCase one, EventReader reader) throws IOException {
		CaseStory story = new CaseStory(one, this.models);
		reader.begins(one);
		int after = 0;
		for (List<Row> page = page(one, after); !page.isEmpty(); page = page(one, after)) {
			tell(one, story, page, reader);
			after = page.get(page.size() - 1).seq();
		}
		reader.ends(one);
	}

	private List<Row> page(LoggedCase one, int after) {
		return this.rows.page(one.number(), after, ENTRIES);
	}

	private static void tell(LoggedCase one, CaseStory story, List<Row> entries, EventReader reader)
			throws IOException {
		for (Row row : entries) {
			for (LoggedEvent event : story.tell(read(row))) {
				reader.happened(one, event);
			}
		}
	}

	private static Entry read(Row row) {
		try {
			JsonNode content = JSON.readTree(row.content());
			return new Entry(row.seq(), Instant.parse(content.path("at").asText()), content.path("actorKind").asText(),
					content.path("actor").asText(), content.path("door").asText(), content.path("action").asText(),
					content.path("details"));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A stored audit entry is not JSON", ex);
		}
	}

	/**
	 * Reads the customers of the cases, without saying who they are.
	 * @param reader gets each page
	 */
	void customers(Reader<List<ExportMapper.CustomerRow>> reader) throws IOException {
		long after = 0;
		for (var page = this.rows.customers(this.which, after, CASES); !page.isEmpty();) {
			reader.read(page);
			after = page.get(page.size() - 1).id();
			page = this.rows.customers(this.which, after, CASES);
		}
	}

	/**
	 * Reads the defects that the cases hang on, or once did.
	 * @param reader gets each page
	 */
	void defects(Reader<List<ExportMapper.DefectRow>> reader) throws IOException {
		long after = 0;
		for (var page = this.rows.defects(this.which, after, CASES); !page.isEmpty();) {
			reader.read(page);
			after = page.get(page.size() - 1).id();
			page = this.rows.defects(this.which, after, CASES);
		}
	}

	/**
	 * Gets what is read, and writes it somewhere.
	 *
	 * @param <T> what it gets
	 */
	interface Reader<T extends @Nullable Object> {

		void read(T some) throws IOException;

	}

	/**
	 * Gets cases and what happened to them, in order.
	 */
	interface EventReader {

		default void begins(LoggedCase one) throws IOException {
		}

		void happened(LoggedCase to, LoggedEvent event) throws IOException;

		default void ends(LoggedCase one) throws IOException {
		}

	}

}
