package org.followthrough.rehearsal;

/**
 * Something that a case waits for, and by which the engine is told that it came.
 *
 * @param kind what it is
 * @param at the element
 * @param message the message's name; empty for others
 * @param handle the engine's id: of the task, of the execution that waits for a message,
 * of the job
 */
record Waiting(Kind kind, Element at, String message, String handle) {

	/**
	 * What is waited for.
	 */
	enum Kind {

		/** A person who completes a task. */
		TASK,
		/** A message. */
		MESSAGE,
		/** Time that passes, or work that goes on by itself. */
		TIMER

	}

}
