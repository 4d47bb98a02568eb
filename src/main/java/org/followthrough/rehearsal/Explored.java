package org.followthrough.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All states that the explorers of a rehearsal have seen. Whoever comes to one first goes
 * on from there, and nobody else.
 */
final class Explored {

	/** What is remembered of them has to fit into memory. */
	private static final int EDGES_A_STATE = 10;

	private final ConcurrentHashMap<String, State> states = new ConcurrentHashMap<>();

	private final Set<Element> reached = ConcurrentHashMap.newKeySet();

	private final State beginning = new State(0, List.of(), State.End.NOT);

	private final AtomicInteger edges = new AtomicInteger();

	private final AtomicInteger repeated = new AtomicInteger();

	private final AtomicInteger ids = new AtomicInteger();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	private final Limits limits;

	private final long since = System.nanoTime();

	Explored(Limits limits) {
		this.limits = limits;
		this.beginning.expanded();
	}

	/** Where nothing has begun yet. */
	State beginning() {
		return this.beginning;
	}

	/**
	 * Comes to a state.
	 * @param key by which it is known
	 * @param places where the case stands in it
	 * @param end whether the case has ended
	 * @return the state, and whether nobody has been there
	 */
	Arrival arrive(String key, List<Element> places, State.End end) {
		State known = this.states.get(key);
		if (known != null) {
			return new Arrival(known, false);
		}
		State fresh = new State(this.ids.incrementAndGet(), places, end);
		State first = this.states.putIfAbsent(key, fresh);
		return new Arrival((first != null) ? first : fresh, first == null);
	}

	/** Something came. */
	void edge(Tape tape) {
		this.edges.incrementAndGet();
		tape.happenings().forEach((happening) -> this.reached.add(happening.at()));
		this.reached.addAll(tape.flows());
	}

	/** Something would have begun again that had not ended. */
	void repeated() {
		this.repeated.incrementAndGet();
	}

	/** Stops all explorers. */
	void cancel() {
		this.cancelled.set(true);
	}

	boolean isCancelled() {
		return this.cancelled.get();
	}

	/** Whether a limit is reached, or somebody has cancelled. */
	boolean isOver() {
		return this.cancelled.get() || this.states.size() >= this.limits.states()
				|| this.edges.get() >= EDGES_A_STATE * this.limits.states() || time().compareTo(this.limits.time()) > 0;
	}

	Duration time() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

	List<State> states() {
		return List.copyOf(this.states.values());
	}

	int size() {
		return this.states.size();
	}

	int edges() {
		return this.edges.get();
	}

	int repetitions() {
		return this.repeated.get();
	}

	Set<Element> reached() {
		return this.reached;
	}

	/**
	 * A state that was come to.
	 *
	 * @param at the state
	 * @param isFirst whether nobody has been there
	 */
	record Arrival(State at, boolean isFirst) {
	}

	/**
	 * How much is explored at the most.
	 *
	 * @param states so many states
	 * @param time for so long
	 */
	record Limits(int states, Duration time) {
	}

}
