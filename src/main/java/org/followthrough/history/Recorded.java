package org.followthrough.history;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.audit.Seals;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was recorded.
 *
 * @param seq its place in the stream, from 1
 * @param at when, to the millisecond
 * @param actorKind person, customer or system
 * @param actor who
 * @param door how they came in
 * @param action what happened
 * @param details the particulars
 * @param content the bytes that the chain covers, as text
 * @param hash the chain's value up to and including it, in hexadecimal
 */
record Recorded(int seq, Instant at, String actorKind, String actor, String door, String action,
		Map<String, Object> details, String content, String hash) {

	private static final ObjectMapper JSON = new ObjectMapper();

	static Recorded of(HistoryMapper.Row row) {
		return of(row, row.content());
	}

	@SuppressWarnings("unchecked")
	private static Recorded of(HistoryMapper.Row row, String opened) {
		try {
			Map<String, Object> content = JSON.readValue(opened, new TypeReference<>() {
			});
			return new Recorded(row.seq(), Instant.parse((String) content.get("at")), (String) content.get("actorKind"),
					(String) content.get("actor"), (String) content.get("door"), (String) content.get("action"),
					(Map<String, Object>) content.get("details"), row.content(), HexFormat.of().formatHex(row.hash()));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A stored audit entry is not JSON", ex);
		}
	}

	/** With what was sealed in them in its place, as far as it can be read. */
	static List<Recorded> opened(List<HistoryMapper.Row> rows, Seals seals) {
		List<String> contents = seals.open(rows.stream().map(HistoryMapper.Row::content).toList());
		return IntStream.range(0, rows.size()).mapToObj((at) -> of(rows.get(at), contents.get(at))).toList();
	}

	/** A particular as text; null if there is none. */
	public @Nullable String text(String name) {
		Object value = this.details.get(name);
		return (value != null) ? value.toString() : null;
	}

	/** A particular that is the row of something. */
	@Nullable Long row(String name) {
		return (this.details.get(name) instanceof Number number) ? number.longValue() : null;
	}

}
