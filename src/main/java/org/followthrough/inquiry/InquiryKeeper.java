package org.followthrough.inquiry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Seals;
import org.followthrough.database.Batches;
import org.followthrough.database.Transactions;
import org.followthrough.inquiry.KeeperMapper.CaseRow;
import org.followthrough.inquiry.KeeperMapper.Day;
import org.followthrough.inquiry.KeeperMapper.Unread;
import org.followthrough.journey.Drawings;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what cases are found by, and what answers the questions, up with the histories.
 * Whatever changes a case leaves an entry in its history; a history that has gone on is
 * read as a whole, and what isn't so any more is taken back. The one history that belongs
 * to no case and never ends is read on from where it was left.
 */
@Component
class InquiryKeeper {

	private static final int STREAMS = 200;

	private static final int ENTRIES = 5000;

	private static final int ROWS = 500;

	/** More of one message isn't searched. */
	private static final int LONGEST_TEXT = 1_000_000;

	private final KeeperMapper rows;

	private final CaseWords words;

	private final Drawings drawings;

	private final Transactions transactions;

	private final Clock clock;

	private final Seals seals;

	InquiryKeeper(KeeperMapper rows, CaseWords words, Drawings drawings, Transactions transactions, Clock clock,
			Seals seals) {
		this.rows = rows;
		this.words = words;
		this.drawings = drawings;
		this.transactions = transactions;
		this.clock = clock;
		this.seals = seals;
	}

	/**
	 * Reads some of what isn't read yet, unless another node is at it.
	 * @return whether there may be more
	 */
	boolean step() {
		return this.transactions.retrying(() -> this.rows.lock().isPresent() && readSome());
	}

	/**
	 * Reads all that isn't read yet.
	 */
	void catchUp() {
		while (step()) {
			// The next some.
		}
	}

	/**
	 * Up to when everything is read.
	 * @return the time, unless nothing was read yet
	 */
	@Transactional(readOnly = true)
	public Optional<Instant> readAt() {
		return Optional.ofNullable(this.rows.readAt());
	}

	private boolean readSome() {
		Instant now = this.clock.instant();
		List<Unread> found = this.rows.unread(STREAMS);
		List<Unread> read = new ArrayList<>(found.stream().filter(InquiryKeeper::hasEnd).toList());
		if (!read.isEmpty()) {
			readWhole(read);
		}
		found.stream().filter((stream) -> !hasEnd(stream)).map(this::readOn).forEach(read::add);
		if (!read.isEmpty()) {
			this.rows.read(read);
		}
		boolean more = found.size() == STREAMS || !read.containsAll(found);
		if (!more) {
			this.rows.setReadAt(now);
		}
		return more;
	}

	private static boolean hasEnd(Unread stream) {
		return !stream.stream().equals(Audit.SYSTEM);
	}

	/** Reads on in a history without an end, from its last entry that was read. */
	private Unread readOn(Unread stream) {
		int to = Math.min(stream.last(), stream.done() + ENTRIES);
		List<PastEntry> entries = PastEntry.of(this.rows.some(stream.stream(), Math.max(1, stream.done()), to),
				this.seals);
		boolean goesOn = stream.done() > 0 && !entries.isEmpty();
		List<PastEntry> fresh = goesOn ? entries.subList(1, entries.size()) : entries;
		Batches.each(Answers.ofOthers(fresh, goesOn ? entries.get(0) : null, customers(fresh)), ROWS,
				this.rows::answer);
		Set<String> changed = fresh.stream()
			.filter((entry) -> entry.action().equals("customer.changed"))
			.map((entry) -> String.valueOf(entry.text("customer")))
			.collect(Collectors.toSet());
		if (!changed.isEmpty()) {
			this.rows.readAgain(changed);
		}
		return new Unread(stream.stream(), stream.done(), to);
	}

	/** Whose the cases are that entries name as what they are about. */
	private Map<String, Long> customers(List<PastEntry> entries) {
		Set<String> numbers = new HashSet<>();
		entries.stream()
			.filter((entry) -> AuditQuestion.isAccess(entry.action()))
			.map((entry) -> entry.text("scope"))
			.filter((scope) -> scope != null)
			.forEach(numbers::add);
		return numbers.isEmpty() ? Map.of()
				: this.rows.whose(numbers)
					.stream()
					.collect(Collectors.toMap(KeeperMapper.Whose::number, KeeperMapper.Whose::customerId));
	}

	private void readWhole(List<Unread> streams) {
		Map<String, Integer> lengths = streams.stream().collect(Collectors.toMap(Unread::stream, Unread::last));
		List<KeeperMapper.EntryRow> stored = this.rows.entries(lengths.keySet())
			.stream()
			.filter((row) -> row.seq() <= lengths.get(row.stream()))
			.toList();
		Map<String, List<PastEntry>> histories = PastEntry.of(stored, this.seals)
			.stream()
			.collect(Collectors.groupingBy(PastEntry::stream, LinkedHashMap::new, Collectors.toList()));
		List<PastCase> cases = cases(histories);
		List<Answer> answers = new ArrayList<>();
		cases.forEach((past) -> {
			answers.addAll(Answers.of(past));
			histories.remove(past.of().number());
		});
		histories.values().forEach((entries) -> answers.addAll(Answers.ofOthers(entries, null, Map.of())));
		keepAnswers(lengths.keySet(), answers);
		if (!cases.isEmpty()) {
			keep(cases);
		}
	}

	private List<PastCase> cases(Map<String, List<PastEntry>> histories) {
		List<CaseRow> found = histories.isEmpty() ? List.of() : this.rows.cases(histories.keySet());
		if (found.isEmpty()) {
			return List.of();
		}
		List<Long> ids = found.stream().map(CaseRow::id).toList();
		Map<Long, List<KeeperMapper.BrokenRow>> broken = by(this.rows.broken(ids), KeeperMapper.BrokenRow::caseId);
		Map<Long, List<KeeperMapper.CheckRow>> checks = by(this.rows.checks(ids), KeeperMapper.CheckRow::caseId);
		return found.stream()
			.map((of) -> new PastCase(of, List.copyOf(histories.getOrDefault(of.number(), List.of())),
					broken.getOrDefault(of.id(), List.of()), checks.getOrDefault(of.id(), List.of())))
			.toList();
	}

	private void keepAnswers(Collection<String> streams, List<Answer> answers) {
		Set<Answer> before = new HashSet<>(this.rows.answers(streams));
		Set<String> places = answers.stream().map(InquiryKeeper::place).collect(Collectors.toSet());
		Batches.each(before.stream().filter((one) -> !places.contains(place(one))).toList(), ROWS, this.rows::takeBack);
		Batches.each(answers.stream().filter((one) -> !before.contains(one)).toList(), ROWS, this.rows::answer);
	}

	private static String place(Answer answer) {
		return answer.question() + ' ' + answer.at() + ' ' + answer.stream() + ' ' + answer.seq();
	}

	private void keep(List<PastCase> cases) {
		List<Long> ids = cases.stream().map((past) -> past.of().id()).toList();
		this.rows.keep(cases);
		Batches.each(cases.stream()
			.flatMap((past) -> past.days().stream().map((day) -> new Day(past.of().id(), day)))
			.toList(), ROWS, this.rows::keepDays);
		this.rows.keepTexts(ids, LONGEST_TEXT);
		Map<CaseRow, Set<Word>> said = new LinkedHashMap<>();
		cases.forEach((past) -> said.put(past.of(), past.words(StepsTaken.of(past.entries(), this.drawings))));
		this.words.keep(said);
	}

	private static <K, T> Map<K, List<T>> by(List<T> all, Function<T, K> key) {
		return all.stream().collect(Collectors.groupingBy(key));
	}

}
