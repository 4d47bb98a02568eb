package org.followthrough.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Seals;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.journey.Drawings;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The history of a case, page by page, with what its entries rest on. However many
 * entries there are, a page takes the same number of statements: one for each table.
 */
@Component
class CaseHistory {

	/** More moves than that aren't drawn; no case that a person can follow has them. */
	private static final int MOST_MOVES = 2000;

	private final Cases cases;

	private final Tasks tasks;

	private final HistoryMapper rows;

	private final Drawings drawings;

	private final Teller teller;

	private final Sentences sentences;

	private final Seals seals;

	CaseHistory(Cases cases, Tasks tasks, HistoryMapper rows, Drawings drawings, Teller teller, Sentences sentences,
			Seals seals) {
		this.cases = cases;
		this.tasks = tasks;
		this.rows = rows;
		this.drawings = drawings;
		this.teller = teller;
		this.sentences = sentences;
		this.seals = seals;
	}

	/**
	 * Reads a page of entries.
	 * @param number the case
	 * @param filter which entries
	 * @param after the place after which to start; 0 for the beginning
	 * @param limit how many at the most
	 * @return the page
	 */
	@Transactional(readOnly = true)
	public Told read(String number, HistoryFilter filter, int after, int limit) {
		SupportCase of = this.cases.get(number);
		List<Recorded> found = Recorded
			.opened(this.rows.entries(number, of.id(), after, conditions(number, filter), limit + 1), this.seals);
		List<Recorded> page = found.subList(0, Math.min(limit, found.size()));
		List<Move> moves = moves(number);
		CaseFacts facts = facts(of, page, moves);
		return new Told(of, page.stream().map((entry) -> this.teller.tell(entry, facts)).toList(),
				(found.size() > limit) ? page.get(limit - 1).seq() : null, moves, facts);
	}

	/**
	 * The path that a case took, to be drawn.
	 * @param told its history
	 * @return the path
	 */
	@Transactional(readOnly = true)
	public TakenPath path(Told told) {
		Set<String> here = new LinkedHashSet<>();
		if (told.of().isOpen()) {
			here.add(told.of().stage());
			this.tasks.ofCase(told.of().number()).stream().map(TaskView::key).forEach(here::add);
		}
		boolean complete = told.moves().size() < MOST_MOVES;
		return TakenPath.of(told.moves(), this.drawings, here, complete);
	}

	/** By whom there are entries, and by which doors they came. */
	@Transactional(readOnly = true)
	public List<HistoryMapper.ActorRow> actors(String number) {
		List<HistoryMapper.ActorRow> actors = this.rows.actors(number);
		Map<String, String> names = this.seals.names(actors.stream().map(HistoryMapper.ActorRow::actor).toList());
		return actors.stream()
			.map((one) -> new HistoryMapper.ActorRow(names.getOrDefault(one.actor(), one.actor()), one.door()))
			.toList();
	}

	/** Entries whose sealed words hold a text; the database can't look into these. */
	private List<Integer> sealedWith(String number, String text) {
		return Recorded.opened(this.rows.sealed(number, MOST_MOVES), this.seals)
			.stream()
			.filter((entry) -> entry.details().values().toString().toLowerCase(Locale.ROOT).contains(text)
					|| entry.actor().toLowerCase(Locale.ROOT).contains(text))
			.map(Recorded::seq)
			.toList();
	}

	private List<Move> moves(String number) {
		return this.rows.moves(number, MOST_MOVES).stream().map(Recorded::of).map(Move::of).toList();
	}

	private CaseFacts facts(SupportCase of, List<Recorded> page, List<Move> moves) {
		Map<String, String> names = new HashMap<>();
		moves.stream()
			.map(Move::model)
			.distinct()
			.map((model) -> model.split("/"))
			.forEach((model) -> names.putAll(this.drawings.of(model[0], Integer.parseInt(model[1])).names()));
		Set<Long> written = page.stream()
			.map((entry) -> entry.row("message"))
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return new CaseFacts(of.number(),
				moves.stream()
					.collect(Collectors.toMap(Move::seq, Function.identity(), (one, other) -> one, TreeMap::new)),
				names,
				written.isEmpty() ? new HashMap<>() : byRow(this.rows.messages(written), HistoryMapper.MessageRow::id),
				this.rows.promises(of.id()), byRow(this.rows.checks(of.id()), HistoryMapper.CheckRow::id),
				byRow(this.rows.evidence(of.id()), HistoryMapper.EvidenceRow::id));
	}

	private static <T> Map<Long, T> byRow(Collection<T> rows, Function<T, Long> id) {
		Map<Long, T> byRow = new LinkedHashMap<>();
		rows.forEach((row) -> byRow.put(id.apply(row), row));
		return byRow;
	}

	private HistoryMapper.Conditions conditions(String number, HistoryFilter filter) {
		EntryKind kind = (filter.kind() != null) ? EntryKind.ofWord(filter.kind()).orElse(null) : null;
		String text = (filter.text() != null) ? filter.text().toLowerCase(Locale.ROOT) : null;
		return new HistoryMapper.Conditions((kind != null) ? kind.actions() : null,
				(kind != null) ? kind.except() : List.of(),
				(filter.person() != null) ? this.seals.called(filter.person()) : null, filter.door(), filter.since(),
				filter.until(), (text != null) ? "%" + text.replaceAll("([!%_])", "!$1") + "%" : null,
				(text != null) ? this.sentences.withWords(text) : List.of(),
				(text != null) ? sealedWith(number, text) : List.of());
	}

	/**
	 * A page of a case's history.
	 *
	 * @param of the case
	 * @param entries the entries
	 * @param next the place after which the next page starts; null on the last
	 * @param moves what its journeys did
	 * @param facts what the entries rest on
	 */
	record Told(SupportCase of, List<HistoryEntry> entries, @Nullable Integer next, List<Move> moves, CaseFacts facts) {
	}

}
