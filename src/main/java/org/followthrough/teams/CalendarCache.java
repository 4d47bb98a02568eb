package org.followthrough.teams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The teams and their working time in memory, since they are asked for several times in
 * each request. A change on this node shows at once, one on another within a second.
 */
@Component
class CalendarCache {

	private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

	private final CalendarMapper calendars;

	private final CalendarReader reader;

	private volatile @Nullable Snapshot current;

	CalendarCache(CalendarMapper calendars, CalendarReader reader) {
		this.calendars = calendars;
		this.reader = reader;
	}

	@Nullable Team team(String name) {
		return snapshot().teams().get(name);
	}

	@Nullable WorkingTime workingTime(@Nullable Long calendar) {
		return (calendar != null) ? snapshot().times().get(calendar) : null;
	}

	/**
	 * The running transaction changes a calendar or a team: what is in memory ends with
	 * it, even if it fails, since somebody may have looked meanwhile.
	 */
	void change() {
		this.calendars.change();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				CalendarCache.this.current = null;
			}

		});
	}

	private Snapshot snapshot() {
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
		long version = this.calendars.version();
		Snapshot fresh = (seen != null && seen.version() == version)
				? new Snapshot(version, now, seen.teams(), seen.times()) : read(version, now);
		this.current = fresh;
		return fresh;
	}

	private Snapshot read(long version, long now) {
		Map<Long, WorkingTime> times = new HashMap<>(this.reader.workingTimes());
		Map<String, Team> teams = this.calendars.teams().stream().collect(Collectors.toMap(Team::name, (team) -> team));
		return new Snapshot(version, now, Map.copyOf(teams), Map.copyOf(Objects.requireNonNull(times)));
	}

	private record Snapshot(long version, long seenAt, Map<String, Team> teams, Map<Long, WorkingTime> times) {
	}

}
