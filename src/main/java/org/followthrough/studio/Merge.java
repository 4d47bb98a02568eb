package org.followthrough.studio;

import java.util.List;
import java.util.Set;

/**
 * What came of merging a file three ways: what an upgrade changed of it, and what was
 * changed here.
 *
 * @param content the file, with all that could come over by itself and ours wherever both
 * had changed the same
 * @param came what came over, a sentence each; empty when nothing did
 * @param conflicts what both had changed, each in its own way
 */
record Merge(byte[] content, List<String> came, List<Conflict> conflicts) {

	/** Nothing to do: ours is what both want. */
	static Merge ours(byte[] content) {
		return new Merge(content, List.of(), List.of());
	}

	/** Ours for now, and somebody has to look at the file as a whole. */
	static Merge undecided(byte[] content, String shipped, String ours, String why) {
		return new Merge(content, List.of(), List.of(new Conflict("", Set.of(), shipped, ours, why)));
	}

	boolean bringsNothing() {
		return this.came.isEmpty() && this.conflicts.isEmpty();
	}

	/**
	 * What both have changed.
	 *
	 * @param element where it is shown: the element, field, column or row; empty for the
	 * file as a whole
	 * @param elements all that is settled together; empty for the whole file
	 * @param shipped what the upgrade wants, in words
	 * @param ours what was done here, in words
	 * @param why why both can't be, in words
	 */
	record Conflict(String element, Set<String> elements, String shipped, String ours, String why) {
	}

}
