package org.followthrough.rehearsal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.followthrough.teams.Teams;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Has real cases go over a draft as they went, in a scratch engine of their own.
 */
@Component
class Replays {

	private final PastCases past;

	private final Teams teams;

	private final Clock clock;

	Replays(PastCases past, Teams teams, Clock clock) {
		this.past = past;
		this.teams = teams;
		this.clock = clock;
	}

	/**
	 * Replays the cases that were opened since a moment and have ended.
	 * @param files the draft, with all that would run
	 * @param since the moment
	 * @param progress told how far it is, and whether to go on
	 * @return how they go; null if it was cancelled
	 */
	@Nullable Replay over(Map<String, byte[]> files, Instant since, Progress progress) {
		PastCases.Read read = this.past.read(since, this.clock.instant());
		progress.cases.set(read.cases().size());
		Blueprint before = new Blueprint(this.past.running());
		Blueprint draft = new Blueprint(files);
		Replaying replaying = new Replaying(before, draft, this.teams::workingTime, read.promises());
		Map<String, Way> ways = new LinkedHashMap<>();
		try (ScratchEngine engine = new ScratchEngine(files); Stage stage = engine.stage()) {
			Replayer replayer = new Replayer(draft, before.tasks(), stage);
			for (PastCase one : read.cases()) {
				if (progress.cancelled.get()) {
					return null;
				}
				ways.computeIfAbsent(one.way(), (key) -> replayer.replay(one.acts(), one.closedAs()));
				progress.replayed.incrementAndGet();
			}
		}
		return replaying.compare(read.cases(), ways);
	}

	/**
	 * How far a replay is.
	 */
	static final class Progress {

		private final AtomicInteger cases = new AtomicInteger();

		private final AtomicInteger replayed = new AtomicInteger();

		private final AtomicBoolean cancelled = new AtomicBoolean();

		int cases() {
			return this.cases.get();
		}

		int replayed() {
			return this.replayed.get();
		}

		void cancel() {
			this.cancelled.set(true);
		}

	}

}
