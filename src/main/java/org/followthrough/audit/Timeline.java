package org.followthrough.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads what was recorded.
 */
@Component
public class Timeline {

	private static final int BATCH = 1000;

	private final AuditMapper entries;

	private final Seals seals;

	Timeline(AuditMapper entries, Seals seals) {
		this.entries = entries;
		this.seals = seals;
	}

	/**
	 * The entries of a stream in order.
	 * @param stream the case number, or {@link Audit#SYSTEM}
	 * @param after the place after which to start; 0 for the beginning
	 * @param limit how many at the most
	 * @return the entries
	 */
	@Transactional(readOnly = true)
	public List<AuditEntry> of(String stream, int after, int limit) {
		return opened(this.entries.page(stream, after, limit));
	}

	/**
	 * The entries of a stream in order, but for one kind that isn't for every reader.
	 * @param stream the case number, or {@link Audit#SYSTEM}
	 * @param action what is left out
	 * @param after the place after which to start; 0 for the beginning
	 * @param limit how many at the most
	 * @return the entries
	 */
	@Transactional(readOnly = true)
	public List<AuditEntry> without(String stream, String action, int after, int limit) {
		return opened(this.entries.pageBut(stream, action, after, limit));
	}

	/**
	 * Recomputes a stream's chain from its stored bytes, and compares its end with what
	 * the stream's head says, so that a cut off end shows too.
	 * @param stream the case number, or {@link Audit#SYSTEM}
	 * @return the place of the first entry that doesn't fit or is missing, or 0 when all
	 * do; the last place when the whole chain was made anew
	 */
	@Transactional(readOnly = true)
	public int firstBreak(String stream) {
		byte[] hash = Chain.START;
		int seq = 0;
		while (true) {
			List<AuditMapper.Row> rows = this.entries.page(stream, seq, BATCH);
			for (AuditMapper.Row row : rows) {
				seq++;
				hash = Chain.next(hash, row.content());
				if (row.seq() != seq || !Arrays.equals(hash, row.hash()) || read(row).seq() != seq) {
					return seq;
				}
			}
			// Read after the entries: it may be ahead of them, for more were written
			// meanwhile or are to be read, and never behind.
			AuditMapper.End end = Objects.requireNonNullElseGet(this.entries.end(stream),
					() -> new AuditMapper.End(stream, 0, Chain.START));
			if (end.seq() == seq) {
				return Arrays.equals(hash, end.hash()) ? 0 : seq;
			}
			if (end.seq() < seq || rows.isEmpty()) {
				return Math.min(seq, end.seq()) + 1;
			}
		}
	}

	private List<AuditEntry> opened(List<AuditMapper.Row> rows) {
		List<String> contents = this.seals.open(rows.stream().map(AuditMapper.Row::content).toList());
		return IntStream.range(0, rows.size()).mapToObj((at) -> read(rows.get(at), contents.get(at))).toList();
	}

	private static AuditEntry read(AuditMapper.Row row) {
		return read(row, row.content());
	}

	@SuppressWarnings("unchecked")
	private static AuditEntry read(AuditMapper.Row row, String opened) {
		Map<String, Object> content = CanonicalJson.read(opened);
		return new AuditEntry(row.stream(), row.seq(), Instant.parse((String) content.get("at")),
				(String) content.get("actorKind"), (String) content.get("actor"), (String) content.get("door"),
				(String) content.get("action"), (Map<String, Object>) content.get("details"),
				HexFormat.of().formatHex(row.hash()));
	}

}
