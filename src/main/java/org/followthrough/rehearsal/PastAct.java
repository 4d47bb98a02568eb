package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that came while a real case waited.
 *
 * @param at when
 * @param kind what it was
 * @param element the element at which it came
 * @param message the message's name; empty for others, and for a journey's plain
 * beginning
 * @param outcome what a person chose; empty for others
 * @param flows the ids of the sequence flows that were taken then, each with its process
 */
record PastAct(Instant at, Kind kind, Element element, String message, String outcome, Set<String> flows) {

	PastAct {
		// Filled while the history is read.
		flows = new TreeSet<>(flows);
	}

	/** Acts that are the same but for their time. */
	String alike() {
		return this.kind + " " + this.element + " " + this.outcome + " " + this.flows;
	}

	/**
	 * What came.
	 */
	enum Kind {

		/** A journey began. */
		BEGINNING,
		/** A person completed a task. */
		TASK,
		/** A message came, or a timer rang. */
		EVENT

	}

}
