package org.followthrough.rota;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.rota.DutyMapper.Row;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Notices when somebody else gets the escalations of a team, because the week turned or
 * the rota changed, and sees to it that no open one is forgotten. Each team has a row
 * that says who has them, so that a turn is noticed once, whichever node is first and
 * whenever it comes back; {@link Turnover} then goes through what is open.
 */
@Component
class DutyKeeper extends Worker {

	/**
	 * How long after a change the open escalations are gone through: by then every node
	 * knows it, and what was begun before it is done.
	 */
	private static final Duration SETTLING = Duration.ofSeconds(3);

	private final DutyMapper rows;

	private final Rota rota;

	private final Turnover turnover;

	private final Audit audit;

	private final Transactions transactions;

	private final MovableClock clock;

	DutyKeeper(DutyMapper rows, Rota rota, Turnover turnover, Audit audit, Transactions transactions,
			MovableClock clock) {
		super("duty-keeper", Duration.ofSeconds(2));
		this.rows = rows;
		this.rota = rota;
		this.turnover = turnover;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	@TransactionalEventListener
	void changed(RotaCache.RotaChanged event) {
		wake();
	}

	@Override
	protected boolean work() {
		notice();
		boolean more = this.turnover.goOn();
		return more && !isStopping();
	}

	private void notice() {
		List<Row> kept = this.transactions.retrying(this.rows::all);
		Map<String, Row> known = new HashMap<>(kept.stream().collect(Collectors.toMap(Row::team, Function.identity())));
		Set<String> teams = new TreeSet<>(this.rota.teams());
		teams.addAll(known.keySet());
		for (String team : teams) {
			Row now = now(team);
			Row before = known.get(team);
			if (before == null || !before.isSame(now)) {
				this.transactions.retrying(() -> changed(before, now));
			}
		}
	}

	private Row now(String team) {
		Instant now = this.clock.instant();
		TeamRota rota = this.rota.of(team);
		Duty duty = rota.at(now);
		String away = String.join(" ", rota.away(rota.day(now)));
		return Row.first(team, duty.week(), Objects.requireNonNullElse(duty.engineer(), ""),
				UUID.nameUUIDFromBytes(away.getBytes(StandardCharsets.UTF_8)).toString(), now.plus(SETTLING));
	}

	/** Another node may have noticed it first. */
	private Optional<Row> changed(@Nullable Row before, Row now) {
		int changed = (before != null) ? this.rows.change(before.then(now)) : this.rows.begin(now);
		if (changed == 1 && (before == null || !before.hasSameEngineer(now))) {
			this.audit.record(Audit.SYSTEM, "shift.began",
					Map.of("team", now.team(), "week", now.week().toString(), "engineer", now.engineer()));
		}
		return Optional.of(now);
	}

}
