package org.followthrough.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.database.Batches;
import org.followthrough.database.Transactions;
import org.followthrough.insight.FactMapper.Progress;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the facts of each case up with its history. Whatever changes a case leaves an
 * entry in its history, so facts are as good as new if they were worked out of a history
 * of the same length, by the calendar that the team has now, where the case goes by it.
 */
@Component
class FactKeeper {

	private static final int BATCH = 500;

	private static final int ENTRIES = 5000;

	/**
	 * Entries get their numbers a moment before others can see them. So the last ones are
	 * looked at again; what takes even longer, the next sweep finds.
	 */
	private static final int OVERLAP = 1000;

	private static final Duration SWEEP_EVERY = Duration.ofHours(1);

	private final FactMapper facts;

	private final Teams teams;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	FactKeeper(FactMapper facts, Teams teams, Transactions transactions, Audit audit, Clock clock) {
		this.facts = facts;
		this.teams = teams;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Counts some of what isn't counted yet, unless another node is at it.
	 * @return whether there may be more
	 */
	boolean step() {
		return this.transactions.retrying(() -> this.facts.lockProgress().map(this::step).orElse(false));
	}

	/**
	 * Counts all that isn't counted yet.
	 */
	void catchUp() {
		while (step()) {
			// The next some.
		}
	}

	/**
	 * Counts everything anew, bit by bit. Until then the figures stay what they were.
	 */
	@Transactional
	public void recount() {
		Progress progress = this.facts.progress();
		this.facts.forgetHowFar();
		this.facts.setProgress(new Progress(progress.entry(), 0L, null, progress.countedAt()));
		this.audit.record(Audit.SYSTEM, "figures.recounted", Map.of());
	}

	/**
	 * Up to when everything is counted.
	 * @return the time, unless nothing was counted yet
	 */
	@Transactional(readOnly = true)
	public Optional<Instant> countedAt() {
		return Optional.ofNullable(this.facts.progress().countedAt());
	}

	private boolean step(Progress before) {
		Instant now = this.clock.instant();
		long last = this.facts.lastEntry();
		long upTo = Math.min(last, before.entry() + ENTRIES);
		// Several entries of a case are found together, so these are few.
		count(this.facts.changed(before.entry() - OVERLAP, upTo));
		Long sweptTo = before.sweptTo();
		Instant sweptAt = before.sweptAt();
		if (sweptTo == null && isTimeToSweep(sweptAt, now)) {
			sweptTo = 0L;
		}
		if (sweptTo != null) {
			List<Long> found = this.facts.uncounted(sweptTo, BATCH);
			count(found);
			sweptTo = (found.size() < BATCH) ? null : found.get(BATCH - 1);
			sweptAt = (sweptTo == null) ? now : sweptAt;
		}
		boolean otherCalendar = countByOtherCalendars();
		boolean more = upTo < last || sweptTo != null || otherCalendar;
		this.facts.setProgress(new Progress(upTo, sweptTo, sweptAt, more ? before.countedAt() : now));
		return more;
	}

	/** The clock may have been set back, too. */
	private static boolean isTimeToSweep(@Nullable Instant last, Instant now) {
		return last == null || Duration.between(last, now).abs().compareTo(SWEEP_EVERY) > 0;
	}

	private boolean countByOtherCalendars() {
		List<String> known = this.facts.teams();
		if (known.isEmpty()) {
			return false;
		}
		Map<String, String> versions = new HashMap<>();
		known.forEach((team) -> versions.put(team, this.teams.workingTime(team).version()));
		List<Long> found = this.facts.countedByOthers(versions, BATCH);
		count(found);
		return found.size() == BATCH;
	}

	private void count(List<Long> ids) {
		Batches.each(ids, BATCH, this::countBatch);
	}

	/** The cases first: a history that grows meanwhile is read again. */
	private void countBatch(List<Long> ids) {
		List<History.Case> cases = this.facts.cases(ids);
		List<String> reopened = cases.stream().filter((one) -> one.reopened() > 0).map(History.Case::number).toList();
		Map<String, List<History.Turned>> turned = reopened.isEmpty() ? Map.of()
				: by(this.facts.turned(reopened), History.Turned::number);
		Map<Long, List<History.Said>> said = by(this.facts.said(ids), History.Said::caseId);
		Map<Long, List<History.Promised>> promises = by(this.facts.promises(ids), History.Promised::caseId);
		Map<String, WorkingTime> times = new HashMap<>();
		List<Facts> rows = new ArrayList<>();
		for (History.Case one : cases) {
			History history = History.of(one, turned.getOrDefault(one.number(), List.of()),
					said.getOrDefault(one.id(), List.of()), promises.getOrDefault(one.id(), List.of()));
			rows.add(Reckoning.facts(history, one.roundTheClock() ? WorkingTime.ROUND_THE_CLOCK
					: times.computeIfAbsent(one.team(), this.teams::workingTime)));
		}
		if (!rows.isEmpty()) {
			this.facts.keep(rows);
		}
	}

	private static <K, T> Map<K, List<T>> by(List<T> all, Function<T, K> key) {
		return all.stream().collect(Collectors.groupingBy(key));
	}

}
