package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.database.Batches;
import org.followthrough.inquiry.KeeperMapper.CaseRow;
import org.followthrough.inquiry.WordMapper.Mark;
import org.followthrough.inquiry.WordMapper.Marked;
import org.followthrough.inquiry.WordMapper.More;
import org.followthrough.inquiry.WordMapper.WordRow;

import org.springframework.stereotype.Component;

/**
 * Keeps the words that are so of cases, and of how many cases each is. Only what differs
 * is written.
 */
@Component
class CaseWords {

	private static final int ROWS = 500;

	private final WordMapper rows;

	CaseWords(WordMapper rows) {
		this.rows = rows;
	}

	/**
	 * Notes which words are so of cases now, and that no others are.
	 * @param said the words by their case; at least one case
	 */
	void keep(Map<CaseRow, Set<Word>> said) {
		Map<Long, Set<Integer>> before = this.rows.marks(said.keySet().stream().map(CaseRow::id).toList())
			.stream()
			.collect(Collectors.groupingBy(Marked::caseId, Collectors.mapping(Marked::wordId, Collectors.toSet())));
		Map<Word, WordRow> known = known(said.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
		Changes changes = new Changes();
		said.forEach((of, words) -> {
			Set<Integer> now = words.stream().map((word) -> known.get(word).id()).collect(Collectors.toSet());
			Set<Integer> then = before.getOrDefault(of.id(), Set.of());
			now.stream().filter((id) -> !then.contains(id)).forEach((id) -> changes.add(of, id));
			then.stream().filter((id) -> !now.contains(id)).forEach((id) -> changes.remove(of, id));
		});
		Batches.each(changes.removed, ROWS, this.rows::unmark);
		Batches.each(changes.added, ROWS, this.rows::mark);
		Batches.each(changes.counts(), ROWS, this.rows::count);
	}

	private Map<Word, WordRow> known(Set<Word> words) {
		Map<Word, WordRow> known = new HashMap<>();
		Batches.each(words, ROWS, (some) -> this.rows.words(some).forEach((row) -> known.put(row.said(), row)));
		List<Word> fresh = words.stream().filter((word) -> !known.containsKey(word)).toList();
		Batches.each(fresh, ROWS, (some) -> {
			this.rows.addWords(some);
			this.rows.words(some).forEach((row) -> known.put(row.said(), row));
		});
		return known;
	}

	/**
	 * What is so now and wasn't, and the other way round.
	 */
	private static final class Changes {

		private final List<Mark> added = new ArrayList<>();

		private final List<Mark> removed = new ArrayList<>();

		private final Map<Integer, Integer> more = new HashMap<>();

		void add(CaseRow of, int word) {
			this.added.add(new Mark(word, of.openedAt(), of.id()));
			this.more.merge(word, 1, Integer::sum);
		}

		void remove(CaseRow of, int word) {
			this.removed.add(new Mark(word, of.openedAt(), of.id()));
			this.more.merge(word, -1, Integer::sum);
		}

		List<More> counts() {
			return this.more.entrySet().stream().map((word) -> new More(word.getKey(), word.getValue())).toList();
		}

	}

}
