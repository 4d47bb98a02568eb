package org.followthrough.journey;

import java.time.Instant;

import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Why a task can't be taken or completed.
 */
final class TaskRefusals {

	private TaskRefusals() {
	}

	/** There is no such task. */
	static class TaskNotFound extends Refusal {

		TaskNotFound() {
			super(Kind.NOT_FOUND, "There is no such task.");
		}

	}

	/** The task is done. */
	static class TaskDone extends Refusal {

		TaskDone(@Nullable String by, Instant at) {
			super(Kind.CONFLICT, "This task is over already"
					+ ((by != null) ? ": " + by + " completed it at " + at : ", since " + at) + ".");
		}

	}

	/** Somebody else has it. */
	static class TaskTaken extends Refusal {

		TaskTaken(String by) {
			super(Kind.CONFLICT, by + " has this task. Ask them to give it back, or take another.");
		}

	}

	/** Somebody has to take it first. */
	static class TaskNotClaimed extends Refusal {

		TaskNotClaimed() {
			super(Kind.CONFLICT, "Claim this task before you complete it, so that nobody else works on it too.");
		}

	}

	/** It is for others. */
	static class NotForYou extends Refusal {

		NotForYou(String groups) {
			super(Kind.FORBIDDEN, "This task is for " + groups + ".");
		}

	}

	/** It is for whoever is on shift. */
	static class NotOnShift extends Refusal {

		NotOnShift(String onShift) {
			super(Kind.FORBIDDEN, onShift + " is on shift and takes escalations now. A manager may give it to you.");
		}

	}

	/** Somebody tried to give a task that people take. */
	static class NotToGive extends Refusal {

		NotToGive(String sentence) {
			super(Kind.FORBIDDEN, sentence);
		}

	}

	/** It was tried by a way that leads around its form. */
	static class FormRequired extends Refusal {

		FormRequired() {
			super(Kind.FORBIDDEN, "A task of a case can only be completed with its form.");
		}

	}

	/** Somebody tried to make a task, or to change what it says or who may take it. */
	static class MadeByModel extends Refusal {

		MadeByModel() {
			super(Kind.FORBIDDEN, "What a task says and whose it is, its model says. Publish a new version of the "
					+ "model instead.");
		}

	}

	/** Two people changed the same thing at once. */
	static class Overtaken extends Refusal {

		Overtaken() {
			super(Kind.CONFLICT, "Somebody else changed this at the same moment. Look at it again.");
		}

	}

}
