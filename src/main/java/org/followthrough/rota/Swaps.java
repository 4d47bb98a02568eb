package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Weeks that change hands: one engineer proposes, the other accepts; a manager settles it
 * at once. What both agreed on holds only if the weeks are still theirs.
 */
@Component
class Swaps {

	private final RotaMapper rows;

	private final RotaCache cache;

	private final Rota rota;

	private final RotaEditors editors;

	private final SwapAnnouncements announcements;

	private final Audit audit;

	private final Transactions transactions;

	Swaps(RotaMapper rows, RotaCache cache, Rota rota, RotaEditors editors, SwapAnnouncements announcements,
			Audit audit, Transactions transactions) {
		this.rows = rows;
		this.cache = cache;
		this.rota = rota;
		this.editors = editors;
		this.announcements = announcements;
		this.audit = audit;
		this.transactions = transactions;
	}

	/** Those that nobody has answered, and whose weeks are not over. */
	List<Swap> open() {
		return this.rows.proposed()
			.stream()
			.filter((swap) -> !swap.week().isBefore(this.rota.of(swap.team()).week(this.rota.now())))
			.toList();
	}

	/**
	 * Proposes a swap, as the engineer who has the week; a manager's is settled at once.
	 * @param team the team
	 * @param week the week that is given, named by its Monday
	 * @param other the account of who is to take it
	 * @param otherWeek the week that is taken for it; null for none
	 */
	Swap propose(String team, LocalDate week, String other, @Nullable LocalDate otherWeek) {
		return this.transactions.retrying(() -> {
			TeamRota planned = this.rota.of(team);
			String engineer = planned.planned(week);
			boolean own = engineer != null && this.editors.is(engineer);
			if (!own) {
				this.editors.requireManager();
			}
			if (engineer == null) {
				throw new Invalid("week", "Nobody is put in for the week of " + week + ".");
			}
			check(planned, week, engineer, other, otherWeek);
			Instant now = this.rota.now();
			Swap swap = new Swap(0, team, week, engineer, otherWeek, other,
					own ? Swap.State.PROPOSED : Swap.State.ACCEPTED, now, own ? null : now);
			if (!own) {
				this.cache.change();
				changeHands(swap);
			}
			Swap kept = this.rows.addSwap(swap);
			this.audit.record(Audit.SYSTEM, own ? "shift.swap-proposed" : "shift.swapped", details(kept));
			if (own) {
				this.announcements.asked(kept);
			}
			else {
				this.announcements.decided(kept);
			}
			return kept;
		});
	}

	private void check(TeamRota planned, LocalDate week, String engineer, String other, @Nullable LocalDate otherWeek) {
		LocalDate current = planned.week(this.rota.now());
		Shifts.checkWeek("week", week, current);
		if (engineer.equals(other) || !this.rota.isEngineer(other)) {
			throw new Invalid("other", "\"" + other + "\" is no other engineer's account.");
		}
		if (otherWeek != null) {
			Shifts.checkWeek("otherWeek", otherWeek, current);
			if (!other.equals(planned.planned(otherWeek))) {
				throw new Invalid("otherWeek", other + " doesn't have the week of " + otherWeek + ".");
			}
		}
	}

	/** The other takes the week, as the current actor. */
	Swap accept(long id) {
		return decide(id, Swap.State.ACCEPTED);
	}

	/** The other would rather not, as the current actor. */
	Swap decline(long id) {
		return decide(id, Swap.State.DECLINED);
	}

	/** Who proposed it takes it back, as the current actor. */
	Swap withdraw(long id) {
		return decide(id, Swap.State.WITHDRAWN);
	}

	private Swap decide(long id, Swap.State as) {
		return this.transactions.retrying(() -> {
			// In one order with all other changes of the rota.
			this.cache.change();
			Swap swap = this.rows.lockSwap(id).orElseThrow(NoSuchSwap::new);
			this.editors.requireManagerOr((as == Swap.State.WITHDRAWN) ? swap.engineer() : swap.other(),
					(as == Swap.State.WITHDRAWN) ? "Whoever proposed a swap takes it back."
							: "Whoever is asked answers, or a manager for them.");
			if (swap.state() != Swap.State.PROPOSED) {
				throw new Decided(swap.state());
			}
			if (as == Swap.State.ACCEPTED) {
				check(this.rota.of(swap.team()), swap.week(), swap.engineer(), swap.other(), null);
				changeHands(swap);
			}
			this.rows.decide(id, as, this.rota.now());
			this.audit.record(Audit.SYSTEM, (as == Swap.State.ACCEPTED) ? "shift.swapped" : "shift.swap-" + as.word(),
					details(swap));
			Swap decided = this.rows.lockSwap(id).orElseThrow();
			this.announcements.decided(decided);
			return decided;
		});
	}

	private void changeHands(Swap swap) {
		List<Shift> after = new ArrayList<>();
		after.add(taken(swap.team(), swap.week(), swap.engineer(), swap.other()));
		LocalDate otherWeek = swap.otherWeek();
		if (otherWeek != null) {
			after.add(taken(swap.team(), otherWeek, swap.other(), swap.engineer()));
		}
		this.rows.put(after);
	}

	private Shift taken(String team, LocalDate week, String from, String to) {
		boolean still = this.rows.of(team, week, week).stream().anyMatch((shift) -> shift.engineer().equals(from));
		if (!still) {
			throw new Overtaken(from, week);
		}
		return new Shift(team, week, to);
	}

	private static Map<String, Object> details(Swap swap) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("swap", swap.id());
		details.put("team", swap.team());
		details.put("week", swap.week().toString());
		details.put("engineer", swap.engineer());
		details.put("other", swap.other());
		details.put("otherWeek", Objects.toString(swap.otherWeek(), ""));
		return details;
	}

	/** There is no such swap. */
	static class NoSuchSwap extends Refusal {

		NoSuchSwap() {
			super(Kind.NOT_FOUND, "There is no such swap.");
		}

	}

	/** It was answered already. */
	static class Decided extends Refusal {

		Decided(Swap.State as) {
			super(Kind.CONFLICT, "This swap was " + as.word() + " already.");
		}

	}

	/** The week is somebody else's meanwhile. */
	static class Overtaken extends Refusal {

		Overtaken(String engineer, LocalDate week) {
			super(Kind.CONFLICT,
					engineer + " doesn't have the week of " + week + " any more. Propose a swap of what is now.");
		}

	}

}
