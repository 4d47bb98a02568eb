package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A state that a rehearsed case came to, and what followed from it.
 */
final class State {

	private final int id;

	private final List<Element> places;

	private final End end;

	private final List<Edge> edges = Collections.synchronizedList(new ArrayList<>());

	private volatile boolean expanded;

	private volatile boolean cut;

	State(int id, List<Element> places, End end) {
		this.id = id;
		this.places = places;
		this.end = end;
		this.expanded = end != End.NOT;
	}

	int id() {
		return this.id;
	}

	/** The elements where the case stands. */
	List<Element> places() {
		return this.places;
	}

	End end() {
		return this.end;
	}

	void leads(Edge edge) {
		this.edges.add(edge);
	}

	List<Edge> edges() {
		return this.edges;
	}

	/** Everything that can come has come, or need not. */
	void expanded() {
		this.expanded = true;
	}

	/** What follows isn't explored, since it is wrong to be here at all. */
	void cut() {
		this.cut = true;
		this.expanded = true;
	}

	boolean isCut() {
		return this.cut;
	}

	boolean isExpanded() {
		return this.expanded;
	}

	/**
	 * Whether a case has ended in a state.
	 */
	enum End {

		/** It goes on. */
		NOT,
		/** As it should in the end. */
		WELL,
		/** In a way that breaks it off. */
		OTHERWISE

	}

	/**
	 * Something that came, and where it led.
	 *
	 * @param act what came
	 * @param happened what the engine did
	 * @param breaches what was wrong with that
	 * @param to where it led; null where the engine could not go on
	 */
	record Edge(Act act, List<Tape.Happening> happened, List<Breach> breaches, @Nullable State to) {
	}

}
