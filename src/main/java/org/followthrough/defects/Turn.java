package org.followthrough.defects;

import org.jspecify.annotations.Nullable;

/**
 * What a case finds that comes to engineering, or to Support's check, with its defect.
 *
 * @param kind what
 * @param answerId engineering's answer, where it has answered
 */
public record Turn(Kind kind, @Nullable Long answerId) {

	static Turn of(Kind kind) {
		return new Turn(kind, null);
	}

	/**
	 * Whether the case has to wait for another one of its defect.
	 * @return true while another has the task
	 */
	public boolean waits() {
		return this.kind == Kind.WAITS;
	}

	/**
	 * What it can find.
	 */
	public enum Kind {

		/** Nobody has it: this case gets the task. */
		TAKES,
		/** Another case of the defect has the task. */
		WAITS,
		/** Engineering has answered. */
		ANSWERED,
		/** The fix has passed. */
		PASSED,
		/** The fix has failed, does not hold any more, or is one of another defect. */
		FAILED

	}

}
