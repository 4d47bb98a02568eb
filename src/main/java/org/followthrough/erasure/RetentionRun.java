package org.followthrough.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.erasure.RetentionMapper.Closed;
import org.followthrough.erasure.RetentionMapper.State;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;

/**
 * Goes through the closed cases once a day, in the order in which they were closed, and
 * erases those whose time is over. Whoever holds the row of the rules goes on with it;
 * how far it came stands there, so that another node goes on from the same place.
 */
@Component
class RetentionRun {

	private static final Duration DAY = Duration.ofDays(1);

	private static final int LOOKED_AT = 500;

	private static final int ERASED = 50;

	private final RetentionMapper rows;

	private final ErasureMapper erasures;

	private final HoldMapper holds;

	private final CaseEraser eraser;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	RetentionRun(RetentionMapper rows, ErasureMapper erasures, HoldMapper holds, CaseEraser eraser, Audit audit,
			Transactions transactions, Clock clock) {
		this.rows = rows;
		this.erasures = erasures;
		this.holds = holds;
		this.eraser = eraser;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Does the next step, unless another node is at it or it isn't time.
	 * @return whether there may be more
	 */
	boolean step() {
		State seen = this.transactions.retrying(this.rows::state);
		return isTime(seen, this.clock.instant())
				&& this.transactions.retrying(() -> this.rows.take().map(this::goOn).orElse(false));
	}

	private static boolean isTime(State state, Instant now) {
		return state.fromAt() != null && !now.isBefore(state.fromAt())
				&& (state.run() != null || state.nextAt() == null || !now.isBefore(state.nextAt()));
	}

	private boolean goOn(State state) {
		Instant now = this.clock.instant();
		if (!isTime(state, now)) {
			return false;
		}
		List<RetentionRule> rules = this.rows.rules();
		Optional<Integer> shortest = rules.stream()
			.map(RetentionRule::months)
			.filter(Objects::nonNull)
			.min(Integer::compare);
		if (state.run() == null) {
			if (shortest.isEmpty()) {
				return false;
			}
			long run = this.erasures.insert(null, Erasure.State.RUNNING,
					"Rules of retention, version " + state.version(), Actor.system().id(), now);
			this.rows.begin(run, now.plus(DAY));
			return true;
		}
		Instant by = before(now, shortest.orElse(Retention.MOST_MONTHS));
		List<Closed> looked = this.rows.closed(by, state.closedAt(), state.caseId(), LOOKED_AT);
		if (looked.isEmpty()) {
			end(state.run());
			return false;
		}
		Map<Long, RetentionRule> over = new HashMap<>();
		Closed last = looked.get(0);
		for (Closed one : looked) {
			if (over.size() == ERASED) {
				break;
			}
			last = one;
			Retention.ruleFor(rules, one)
				.filter((rule) -> rule.months() != null
						&& !one.closedAt().isAfter(before(now, Objects.requireNonNull(rule.months()))))
				.ifPresent((rule) -> over.put(one.id(), rule));
		}
		if (!over.isEmpty()) {
			erase(state.run(), looked.stream().filter((one) -> over.containsKey(one.id())).toList(), over);
		}
		this.rows.reached(last.closedAt(), last.id());
		return true;
	}

	private void erase(long run, List<Closed> over, Map<Long, RetentionRule> rules) {
		this.rows.lockCustomers(over.stream().map(Closed::customerId).distinct().toList());
		Set<Long> there = new HashSet<>(this.rows.lockCases(over.stream().map(Closed::id).toList()));
		Set<Long> held = there.isEmpty() ? Set.of() : new HashSet<>(this.holds.held(there));
		List<CaseEraser.Going> going = new ArrayList<>();
		over.stream()
			.filter((one) -> there.contains(one.id()) && !held.contains(one.id()))
			.forEach((one) -> going.add(
					new CaseEraser.Going(one.id(), one.number(), Objects.requireNonNull(rules.get(one.id())).words())));
		PersonErasing.keep(this.erasures, run, going.isEmpty() ? List.of() : this.eraser.erase(going, run),
				held.size());
	}

	/** What was closed by then is so many months old. */
	private static Instant before(Instant now, int months) {
		return now.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
	}

	private void end(long run) {
		Erasure done = this.erasures.find(run).orElseThrow();
		this.rows.end();
		if (done.cases() == 0 && done.held() == 0) {
			this.erasures.remove(run);
			return;
		}
		this.erasures.end(run, this.clock.instant(), (done.held() == 0) ? ""
				: done.held() + " cases whose time is over stayed, since they are under a legal hold.");
		this.audit.record(Audit.SYSTEM, "retention.ended", Map.of("erasure", run, "cases", done.cases(), "messages",
				done.messages(), "files", done.files(), "mails", done.mails(), "held", done.held()));
	}

}
