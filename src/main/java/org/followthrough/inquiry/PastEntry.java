package org.followthrough.inquiry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.audit.Seals;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit, as it is read to be found again.
 *
 * @param stream what it belongs to
 * @param seq its place there
 * @param at when
 * @param actorKind person, customer or system
 * @param actor who
 * @param action what happened
 * @param details the particulars
 */
record PastEntry(String stream, int seq, Instant at, String actorKind, String actor, String action,
		Map<String, Object> details) {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String SYSTEM = "system";

	/** Entries with what was sealed in them in its place. */
	static List<PastEntry> of(List<KeeperMapper.EntryRow> rows, Seals seals) {
		List<String> contents = seals.open(rows.stream().map(KeeperMapper.EntryRow::content).toList());
		return IntStream.range(0, rows.size()).mapToObj((at) -> of(rows.get(at), contents.get(at))).toList();
	}

	@SuppressWarnings("unchecked")
	private static PastEntry of(KeeperMapper.EntryRow row, String opened) {
		try {
			Map<String, Object> content = JSON.readValue(opened, new TypeReference<>() {
			});
			return new PastEntry(row.stream(), row.seq(), Instant.parse((String) content.get("at")),
					(String) content.get("actorKind"), (String) content.get("actor"), (String) content.get("action"),
					(Map<String, Object>) content.get("details"));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A stored audit entry is not JSON", ex);
		}
	}

	LocalDate day() {
		return LocalDate.ofInstant(this.at, ZoneOffset.UTC);
	}

	boolean isOfSystem() {
		return this.actorKind.equals(SYSTEM);
	}

	/** A particular as text; null if there is none. */
	@Nullable String text(String name) {
		Object value = this.details.get(name);
		return (value != null) ? value.toString() : null;
	}

	/** A particular that is a number; 0 if there is none. */
	long number(String name) {
		return (this.details.get(name) instanceof Number number) ? number.longValue() : 0;
	}

}
