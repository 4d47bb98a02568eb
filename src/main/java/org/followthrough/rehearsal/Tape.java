package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What happens while the engine does one thing: the elements that it comes to, the steps
 * that it calls and how each of them turns out, the processes that end. A step that can
 * turn out in several ways does so in the way that is asked for; those that nobody has
 * asked for yet turn out in the first of theirs.
 */
final class Tape {

	/** More elements than any one thing leads through; then it goes in a circle. */
	private static final int LONGEST = 500;

	private static final ThreadLocal<Tape> RUNNING = ThreadLocal.withInitial(() -> new Tape(List.of()));

	private final List<Integer> asked;

	private final List<Integer> choices = new ArrayList<>();

	private final List<Integer> alternatives = new ArrayList<>();

	private final Set<String> chosen = new HashSet<>();

	private final List<Happening> happenings = new ArrayList<>();

	private final Set<Element> flows = new LinkedHashSet<>();

	private int length;

	private Tape(List<Integer> asked) {
		this.asked = asked;
	}

	/**
	 * Begins a tape for what this thread does next.
	 * @param asked how the steps shall turn out, in order
	 */
	static Tape begin(List<Integer> asked) {
		Tape tape = new Tape(asked);
		RUNNING.set(tape);
		return tape;
	}

	/** The tape of this thread. */
	static Tape running() {
		return RUNNING.get();
	}

	/**
	 * Chooses how a step turns out. One that is called again while the engine does one
	 * thing does not turn out as before: what it found then is done with.
	 * @param at the step's element
	 * @param ways in how many ways it can
	 * @return the one it does, from 0
	 * @throws Endless if it has turned out in all of them already
	 */
	int choose(Element at, int ways) {
		List<Integer> open = new ArrayList<>();
		for (int way = 0; way < ways; way++) {
			if (!this.chosen.contains(at + " " + way)) {
				open.add(way);
			}
		}
		if (open.isEmpty()) {
			throw new Endless(at);
		}
		int position = this.choices.size();
		int choice = (position < this.asked.size()) ? this.asked.get(position) : 0;
		this.choices.add(choice);
		this.alternatives.add(open.size());
		this.chosen.add(at + " " + open.get(choice));
		return open.get(choice);
	}

	/**
	 * The choices to ask for next, so that each combination comes once.
	 * @return the choices; empty when none is left
	 */
	List<Integer> next() {
		for (int at = this.choices.size() - 1; at >= 0; at--) {
			if (this.choices.get(at) + 1 < this.alternatives.get(at)) {
				List<Integer> next = new ArrayList<>(this.choices.subList(0, at));
				next.add(this.choices.get(at) + 1);
				return next;
			}
		}
		return List.of();
	}

	/**
	 * Something happened.
	 * @throws Endless if it goes on and on
	 */
	void add(Happening happening) {
		this.happenings.add(happening);
		if (++this.length > LONGEST) {
			throw new Endless(happening.at());
		}
	}

	/** A sequence flow was taken. */
	void took(Element flow) {
		this.flows.add(flow);
	}

	List<Happening> happenings() {
		return this.happenings;
	}

	Set<Element> flows() {
		return this.flows;
	}

	/** The element that was come to last, if any was. */
	Element last(Element otherwise) {
		return this.happenings.isEmpty() ? otherwise : this.happenings.get(this.happenings.size() - 1).at();
	}

	/**
	 * Something that happened.
	 */
	sealed interface Happening {

		/** Where. */
		Element at();

	}

	/**
	 * An element was come to.
	 */
	record Reached(Element at) implements Happening {
	}

	/**
	 * A step was called.
	 *
	 * @param at the element
	 * @param step the step's name
	 * @param words how it turned out; empty when it could only in one way
	 * @param brought the values that it set, for people's promises to be judged by
	 */
	record Stepped(Element at, String step, String words, java.util.Map<String, Object> brought) implements Happening {
	}

	/**
	 * A process ended, one way or another.
	 *
	 * @param at the process
	 */
	record Ended(Element at) implements Happening {
	}

	/**
	 * What goes on without ever waiting for anything.
	 */
	static class Endless extends RuntimeException {

		private final Element at;

		Endless(Element at) {
			super("It goes in a circle at " + at);
			this.at = at;
		}

		Element at() {
			return this.at;
		}

	}

}
