package org.followthrough.rehearsal;

import org.followthrough.journey.StepOutcome;

/**
 * Something that comes while a case waits, and how it turns out.
 *
 * @param what what comes
 * @param chosen what a person chose as the outcome; empty when there is nothing to choose
 * @param way what it brings along
 */
record Act(Waiting what, String chosen, StepOutcome way) {

	Waiting.Kind kind() {
		return this.what.kind();
	}

	Element at() {
		return this.what.at();
	}

	boolean isTask(String task) {
		return kind() == Waiting.Kind.TASK && at().id().equals(task);
	}

	boolean isMessage(String message) {
		return kind() == Waiting.Kind.MESSAGE && this.what.message().equals(message);
	}

}
