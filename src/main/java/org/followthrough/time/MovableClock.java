package org.followthrough.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A running clock that can be set ahead of, or behind, the machine's. It ticks in whole
 * milliseconds, which is what the database keeps.
 */
public class MovableClock extends Clock {

	private final InstantSource machine;

	private final List<Consumer<Duration>> followers = new CopyOnWriteArrayList<>();

	private volatile Duration offset = Duration.ZERO;

	/**
	 * A clock that runs with the machine's.
	 */
	public MovableClock() {
		this(InstantSource.system());
	}

	MovableClock(InstantSource machine) {
		this.machine = machine;
	}

	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.offset).truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * How far this clock is ahead of the machine's; negative when it is behind.
	 * @return the offset
	 */
	public Duration offset() {
		return this.offset;
	}

	/**
	 * Sets the clock to run at a fixed distance from the machine's.
	 * @param offset how far ahead; negative for behind
	 */
	public synchronized void setOffset(Duration offset) {
		this.offset = offset.truncatedTo(ChronoUnit.MILLIS);
		this.followers.forEach((follower) -> follower.accept(this.offset));
	}

	/**
	 * Moves the clock forward (or back, for a negative duration).
	 * @param by how far
	 */
	public synchronized void advance(Duration by) {
		setOffset(this.offset.plus(by));
	}

	/**
	 * Sets the clock to a moment, from which it runs on.
	 * @param now what the clock is to show
	 */
	public synchronized void set(Instant now) {
		setOffset(Duration.between(this.machine.instant(), now));
	}

	/**
	 * Tells another clock of this one's offset, now and whenever it changes.
	 * @param follower receives how far this clock is ahead of the machine's
	 */
	public synchronized void follow(Consumer<Duration> follower) {
		this.followers.add(follower);
		follower.accept(this.offset);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new IllegalArgumentException("This clock tells instants; zones belong to whoever shows them");
	}

}
