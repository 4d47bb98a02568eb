package org.followthrough.history;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a case beside its entries, read once for a page of them.
 *
 * @param number the case
 * @param moves what its journeys did, by the entries that tell of it
 * @param names what the elements of its diagrams are called
 * @param messages what the entries tell of, by row
 * @param promises all of its promises
 * @param checks its verifications, by row
 * @param evidence its files, by row
 */
record CaseFacts(String number, NavigableMap<Integer, Move> moves, Map<String, String> names,
		Map<Long, HistoryMapper.MessageRow> messages, List<HistoryMapper.PromiseRow> promises,
		Map<Long, HistoryMapper.CheckRow> checks, Map<Long, HistoryMapper.EvidenceRow> evidence) {

	/** The process that a case is. */
	static final String MAIN = "support-case";

	/**
	 * The move of an entry, or the last of the case's own process before it, which tells
	 * the version that was valid.
	 */
	@Nullable Move moveAt(Recorded entry) {
		Move own = this.moves.get(entry.seq());
		if (own != null) {
			return own;
		}
		for (Move move : this.moves.headMap(entry.seq(), true).descendingMap().values()) {
			if (move.process().equals(MAIN)) {
				return move;
			}
		}
		return this.moves.values().stream().filter((move) -> move.process().equals(MAIN)).findFirst().orElse(null);
	}

}
