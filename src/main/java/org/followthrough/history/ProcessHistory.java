package org.followthrough.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the process itself changed: who drafted, rehearsed, approved and published what.
 */
@Component
class ProcessHistory {

	/** So many entries are looked through for a page: most are about something else. */
	private static final int LOOKED_THROUGH = 3000;

	private static final int MOST = 200;

	private final HistoryMapper rows;

	private final Teller teller;

	private final Wording wording;

	ProcessHistory(HistoryMapper rows, Teller teller, Wording wording) {
		this.rows = rows;
		this.teller = teller;
		this.wording = wording;
	}

	/**
	 * Reads backwards from a place.
	 * @param before the place before which to start
	 * @return the last entries before it, the newest first
	 */
	@Transactional(readOnly = true)
	public Told before(int before) {
		List<Recorded> found = this.rows.ofProcess(before, LOOKED_THROUGH).stream().map(Recorded::of).toList();
		if (found.size() > MOST) {
			return new Told(lines(found.subList(0, MOST)), found.get(MOST - 1).seq());
		}
		Integer end = this.rows.lookedTo(before, LOOKED_THROUGH);
		return new Told(lines(found), (end != null && end > 1) ? end : null);
	}

	private List<Line> lines(List<Recorded> entries) {
		return entries.stream().map(this::line).toList();
	}

	private Line line(Recorded entry) {
		String words = this.teller.words(entry);
		List<String> files = new ArrayList<>();
		if (entry.details().get("hashes") instanceof Map<?, ?> hashes) {
			hashes.keySet().forEach((file) -> files.add(file.toString()));
		}
		return new Line(entry, words, this.wording.needsName(words), files, entry.action().equals("model.published"));
	}

	/**
	 * A page of the process's history.
	 *
	 * @param entries what it tells
	 * @param next the place before which the next page starts; null on the last
	 */
	record Told(List<Line> entries, @Nullable Integer next) {
	}

	/**
	 * An entry in words.
	 *
	 * @param entry as recorded
	 * @param words what happened
	 * @param needsName whether these go on after a name
	 * @param files the files that it is about
	 * @param isPublication whether it changed what runs
	 */
	record Line(Recorded entry, String words, boolean needsName, List<String> files, boolean isPublication) {
	}

}
