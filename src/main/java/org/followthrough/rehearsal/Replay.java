package org.followthrough.rehearsal;

import java.util.List;

/**
 * How real cases go over a draft.
 *
 * @param cases how many there were
 * @param ways in how many ways they had gone
 * @param same how many go the same way, step by step
 * @param changed how many go the same way with steps added or left out
 * @param other how many go another way
 * @param milliseconds how long it took
 * @param partings where they go another way, the most frequent first
 * @param added the steps that only the draft has, the most frequent first
 * @param sideBySide what would have changed for those that don't go another way
 */
public record Replay(int cases, int ways, int same, int changed, int other, long milliseconds, List<Parting> partings,
		List<AddedStep> added, List<Pair> sideBySide) {

	/**
	 * Where cases go another way.
	 *
	 * @param recorded what came next in the record, as people call it
	 * @param process the diagram in which the draft stands then
	 * @param element the element where it stands
	 * @param name what people call that
	 * @param cases how many cases
	 * @param examples the numbers of a few of them
	 */
	public record Parting(String recorded, String process, String element, String name, int cases,
			List<String> examples) {
	}

	/**
	 * A step that only the draft has.
	 *
	 * @param name what people call it
	 * @param cases how many cases would have it
	 * @param minutes how long it is taken to wait and be done, in working time: the
	 * median of what the same group's tasks took in the record
	 */
	public record AddedStep(String name, int cases, long minutes) {
	}

	/**
	 * A figure as it was and as it would have been.
	 *
	 * @param what the figure
	 * @param was as recorded
	 * @param wouldBe over the draft
	 */
	public record Pair(String what, String was, String wouldBe) {
	}

}
