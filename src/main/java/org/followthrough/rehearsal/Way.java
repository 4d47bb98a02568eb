package org.followthrough.rehearsal;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a way that real cases took goes over a draft.
 *
 * @param added the steps that the draft has and the record hasn't
 * @param leftOut how many of the recorded acts the draft has no place for
 * @param parted the recorded act, from 0, at which the draft goes another way; -1 if it
 * doesn't
 * @param partedAt the element where the draft stands then; null if it doesn't part
 * @param groups who was at work in the draft, step by step
 * @param endsAs how it ends in the draft; empty if it parts before
 */
record Way(List<Added> added, int leftOut, int parted, @Nullable Element partedAt, List<String> groups, String endsAs) {

	boolean isSame() {
		return this.parted < 0 && this.added.isEmpty() && this.leftOut == 0;
	}

	/**
	 * A step that the draft has and the record hasn't.
	 *
	 * @param before the recorded act, from 0, that waits for it
	 * @param task the task
	 * @param group whose people do it
	 */
	record Added(int before, Element task, String group) {
	}

}
