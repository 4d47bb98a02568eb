package org.followthrough.rota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rota in memory, since every escalation asks for it. A change on this node shows at
 * once, one on another within a second.
 */
@Component
class RotaCache {

	private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

	/** How far back somebody may be found who still has it. */
	private static final Duration PAST = Duration.ofDays(26 * 7);

	private final RotaMapper rota;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private volatile @Nullable Snapshot current;

	RotaCache(RotaMapper rota, ApplicationEventPublisher events, Clock clock) {
		this.rota = rota;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The running transaction changes the rota: what is in memory ends with it, even if
	 * it fails, since somebody may have looked meanwhile.
	 */
	void change() {
		this.rota.changed(this.clock.instant());
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				RotaCache.this.current = null;
			}

		});
		this.events.publishEvent(new RotaChanged());
	}

	Snapshot snapshot() {
		Snapshot seen = this.current;
		if (seen != null && System.nanoTime() - seen.seenAt() < FRESH_NANOS) {
			return seen;
		}
		return refreshed();
	}

	/** One thread reads; those that come meanwhile wait the moment it takes. */
	private synchronized Snapshot refreshed() {
		Snapshot seen = this.current;
		long now = System.nanoTime();
		if (seen != null && now - seen.seenAt() < FRESH_NANOS) {
			return seen;
		}
		// The number first: what changes while the rest is read shows by the next one.
		RotaMapper.Change change = this.rota.change();
		Snapshot fresh = (seen != null && seen.version() == change.version())
				? new Snapshot(seen.version(), seen.changedAt(), now, seen.shifts(), seen.absences())
				: read(change, now);
		this.current = fresh;
		return fresh;
	}

	private Snapshot read(RotaMapper.Change change, long now) {
		LocalDate first = LocalDate.ofInstant(this.clock.instant().minus(PAST), ZoneOffset.UTC);
		Map<String, NavigableMap<LocalDate, String>> shifts = new HashMap<>();
		this.rota.shifts(first)
			.forEach((shift) -> shifts.computeIfAbsent(shift.team(), (team) -> new TreeMap<>())
				.put(shift.week(), shift.engineer()));
		return new Snapshot(change.version(), change.changedAt(), now, shifts, this.rota.absences(first));
	}

	/**
	 * The rota as it was read.
	 *
	 * @param version the number of the change that made it so
	 * @param changedAt when that was
	 * @param seenAt when it was read
	 * @param shifts engineers by week, by team
	 * @param absences who is away when
	 */
	record Snapshot(long version, Instant changedAt, long seenAt, Map<String, NavigableMap<LocalDate, String>> shifts,
			List<Absence> absences) {

		Collection<String> teams() {
			return this.shifts.keySet();
		}

	}

	/**
	 * The rota has changed.
	 */
	record RotaChanged() {
	}

}
