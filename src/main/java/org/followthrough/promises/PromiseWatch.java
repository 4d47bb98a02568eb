package org.followthrough.promises;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;

/**
 * Looks at running promises whose time came: at one, or at many in as many statements.
 */
@Component
class PromiseWatch {

	private static final int TEAM_MANAGER = 1;

	private static final int MANAGER_ABOVE = 2;

	private final PromiseMapper promises;

	private final PromiseLedger ledger;

	private final Clock clock;

	PromiseWatch(PromiseMapper promises, PromiseLedger ledger, Clock clock) {
		this.promises = promises;
		this.ledger = ledger;
		this.clock = clock;
	}

	/**
	 * Looks at a running promise.
	 * @return what has to be done about it
	 */
	Look look(SupportCase of, Promise running) {
		return Objects.requireNonNull(look(Map.of(of, running)).get(of));
	}

	/**
	 * Looks at the running promises of cases, and notes what was done about them.
	 * @return what has to be done about each
	 */
	Map<SupportCase, Look> look(Map<SupportCase, Promise> running) {
		Round round = new Round(running);
		Map<SupportCase, Look> looks = new HashMap<>();
		running.forEach((of, promise) -> looks.put(of, round.look(of, promise)));
		round.write();
		return looks;
	}

	/**
	 * A look at some promises at one moment.
	 */
	private final class Round {

		private final Instant now = PromiseWatch.this.clock.instant();

		private final List<Long> reminded = new ArrayList<>();

		/** By who is called. */
		private final Map<Integer, List<Long>> called = new TreeMap<>();

		private final Set<Long> afterBroken;

		Round(Map<SupportCase, Promise> running) {
			List<Long> fresh = running.values()
				.stream()
				.filter((promise) -> promise.isOverdue(this.now) && promise.escalatedAt() == null)
				.map(Promise::id)
				.toList();
			this.afterBroken = fresh.isEmpty() ? Set.of() : PromiseWatch.this.promises.afterBroken(fresh);
		}

		Look look(SupportCase of, Promise running) {
			if (running.isOverdue(this.now)) {
				return overdue(of, running);
			}
			if (this.now.isBefore(running.remindAt())) {
				return Look.again(running, running.remindAt());
			}
			if (running.remindedAt() != null) {
				return Look.again(running, running.dueAt());
			}
			this.reminded.add(running.id());
			PromiseWatch.this.ledger.record(of, running, "reminded", Map.of());
			return new Look(Attention.SOON, running, running.dueAt(), running.called());
		}

		private Look overdue(SupportCase of, Promise running) {
			Instant escalated = running.escalatedAt();
			if (escalated == null) {
				boolean again = this.afterBroken.contains(running.id());
				int level = call(of, running, again ? MANAGER_ABOVE : TEAM_MANAGER, "overdue");
				return new Look(Attention.OVERDUE, running, again ? null : callNextAt(of, this.now), level);
			}
			if (running.called() >= MANAGER_ABOVE) {
				return Look.again(running, null);
			}
			Instant next = callNextAt(of, escalated);
			if (this.now.isBefore(next)) {
				return Look.again(running, next);
			}
			int level = call(of, running, MANAGER_ABOVE, "still-overdue");
			return new Look(Attention.STILL_OVERDUE, running, null, level);
		}

		private int call(SupportCase of, Promise running, int level, String because) {
			this.called.computeIfAbsent(level, (same) -> new ArrayList<>()).add(running.id());
			PromiseWatch.this.ledger.record(of, running, because, Map.of("called", level));
			return level;
		}

		private Instant callNextAt(SupportCase of, Instant escalated) {
			Target target = PromiseWatch.this.ledger.target(of);
			return PromiseWatch.this.ledger.time(of, target).after(escalated, target.callNextAfter());
		}

		void write() {
			if (!this.reminded.isEmpty()) {
				PromiseWatch.this.promises.reminded(this.reminded, this.now);
			}
			this.called.forEach((level, ids) -> PromiseWatch.this.promises.called(ids, this.now, level));
		}

	}

}
