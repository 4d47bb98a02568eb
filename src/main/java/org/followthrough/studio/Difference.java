package org.followthrough.studio;

import java.util.List;

/**
 * How a file of a draft differs from what runs.
 *
 * @param file the file
 * @param isNew whether nothing runs by that name yet
 * @param changes what differs, in words; empty when nothing does
 */
public record Difference(String file, boolean isNew, List<Change> changes) {

	/**
	 * One thing that differs.
	 *
	 * @param kind what happened
	 * @param element the id of what it happened to; empty when it concerns the whole
	 * @param words a sentence
	 */
	public record Change(Kind kind, String element, String words) {
	}

	/**
	 * What happened to something.
	 */
	public enum Kind {

		/** It is new. */
		ADDED,
		/** It is gone. */
		REMOVED,
		/** It is otherwise. */
		CHANGED,
		/** It is drawn elsewhere, and means the same. */
		MOVED

	}

}
