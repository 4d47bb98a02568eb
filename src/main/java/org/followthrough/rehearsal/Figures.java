package org.followthrough.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.followthrough.teams.WorkingTime;

/**
 * What cases cost and kept: how long they took, how often they changed hands, which
 * promises were kept.
 */
final class Figures {

	private final List<Duration> clock = new ArrayList<>();

	private final List<Duration> working = new ArrayList<>();

	private int handOvers;

	private int promises;

	private int broken;

	private Duration lateOnTheClock = Duration.ZERO;

	private Duration lateInWorkingTime = Duration.ZERO;

	/**
	 * Counts a case.
	 * @param one the case
	 * @param time the working time of its team
	 * @param promised what its customer was promised
	 * @param when when something would be that was at a moment
	 * @param groups who was at work on it, step by step
	 */
	void add(PastCase one, WorkingTime time, List<PastMapper.Promised> promised, UnaryOperator<Instant> when,
			List<String> groups) {
		Instant closed = when.apply(one.closedAt());
		this.clock.add(Duration.between(one.openedAt(), closed));
		this.working.add(time.between(one.openedAt(), closed));
		for (int i = 1; i < groups.size(); i++) {
			this.handOvers += groups.get(i).equals(groups.get(i - 1)) ? 0 : 1;
		}
		for (PastMapper.Promised promise : promised) {
			Instant kept = when.apply(promise.endedAt());
			this.promises++;
			if (kept.isAfter(promise.dueAt())) {
				this.broken++;
				this.lateOnTheClock = this.lateOnTheClock.plus(Duration.between(promise.dueAt(), kept));
				this.lateInWorkingTime = this.lateInWorkingTime.plus(time.between(promise.dueAt(), kept));
			}
		}
	}

	/**
	 * These figures, as they were, beside others, as they would have been.
	 */
	List<Replay.Pair> beside(Figures wouldBe) {
		return List.of(
				new Replay.Pair("Median from opening to closing, on the clock", words(median(this.clock)),
						words(median(wouldBe.clock))),
				new Replay.Pair("Median from opening to closing, in working time", words(median(this.working)),
						words(median(wouldBe.working))),
				new Replay.Pair("Hand-overs between groups", String.valueOf(this.handOvers),
						String.valueOf(wouldBe.handOvers)),
				new Replay.Pair("Promises not kept in time", "%d of %d".formatted(this.broken, this.promises),
						"%d of %d".formatted(wouldBe.broken, wouldBe.promises)),
				new Replay.Pair("Late altogether, on the clock", words(this.lateOnTheClock),
						words(wouldBe.lateOnTheClock)),
				new Replay.Pair("Late altogether, in working time", words(this.lateInWorkingTime),
						words(wouldBe.lateInWorkingTime)));
	}

	static Duration median(List<Duration> all) {
		return all.isEmpty() ? Duration.ZERO : all.stream().sorted().toList().get(all.size() / 2);
	}

	private static String words(Duration time) {
		return (time.toHours() >= 48) ? "%.1f days".formatted(time.toMinutes() / 1440.0) : (time.toMinutes() >= 90)
				? "%.1f h".formatted(time.toMinutes() / 60.0) : "%d min".formatted(time.toMinutes());
	}

}
