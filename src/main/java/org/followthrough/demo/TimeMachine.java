package org.followthrough.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.locks.LockSupport;

import org.followthrough.demo.DemoPages.Moved;
import org.followthrough.journey.DueWork;
import org.followthrough.time.MovableClock;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Moves the clock of the whole application. Where it stands survives a restart, since
 * what was written under it lies in that future.
 */
@Component
@ConditionalOnProperty(DemoEnvironment.ENABLED)
class TimeMachine implements SmartLifecycle {

	private static final Duration FURTHEST = Duration.ofDays(3650);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final MovableClock clock;

	private final DemoClockMapper kept;

	private final DueWork dueWork;

	private volatile boolean running;

	TimeMachine(MovableClock clock, DemoClockMapper kept, DueWork dueWork) {
		this.clock = clock;
		this.kept = kept;
		this.dueWork = dueWork;
	}

	Instant now() {
		return this.clock.instant();
	}

	Duration offset() {
		return this.clock.offset();
	}

	/**
	 * Moves the clock on and waits, not for long, until what fell due is dealt with.
	 */
	Moved advance(@Nullable String by) {
		Duration distance = parse(by);
		this.clock.advance(distance);
		this.kept.set(this.clock.offset().toMillis());
		this.dueWork.hurry();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		long due = this.dueWork.count();
		while (due > 0 && System.nanoTime() < deadline) {
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
			due = this.dueWork.count();
		}
		return new Moved(now(), offset(), due);
	}

	private static Duration parse(@Nullable String by) {
		try {
			Duration distance = Duration.parse((by != null) ? by : "");
			if (distance.isNegative() || distance.isZero()) {
				throw new Invalid("advance", "The clock can only be moved forward.");
			}
			if (distance.compareTo(FURTHEST) > 0) {
				throw new Invalid("advance", "The clock can be moved by ten years at once, not more.");
			}
			return distance;
		}
		catch (DateTimeParseException ex) {
			throw new Invalid("advance",
					"Write how far as an ISO 8601 duration: PT24H for a day, PT30M for half an hour.");
		}
	}

	@Override
	public void start() {
		this.clock.setOffset(Duration.ofMillis(this.kept.get()));
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before anything asks what time it is. */
	@Override
	public int getPhase() {
		return -2;
	}

}
