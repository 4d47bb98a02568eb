package org.followthrough.history;

import java.util.List;

/**
 * Whether what was written on a case, and the files that belong to it, are what its
 * history has recorded.
 *
 * @param number the case
 * @param messages how many messages are as they were recorded
 * @param files how many files are as they were recorded
 * @param uncovered how many were recorded by a version that did not record hashes yet
 * @param erased whether what was written has been erased, so that there is nothing to
 * compare
 * @param complete whether everything was looked at; false for a case with more than
 * thousands of entries
 * @param differences what isn't as it was recorded
 */
public record Contents(String number, int messages, int files, int uncovered, boolean erased, boolean complete,
		List<Difference> differences) {

	/**
	 * Something that isn't as it was recorded.
	 *
	 * @param what message, attachment or evidence
	 * @param id its row
	 * @param how what is wrong with it
	 * @param seq the entry that recorded it last; 0 if none did
	 * @param words the same in a sentence
	 */
	public record Difference(String what, long id, How how, int seq, String words) {

		static Difference of(ContentCheck.Thing thing, How how, int seq) {
			return new Difference(thing.what(), thing.id(), how, seq, "The " + thing.what() + " " + how.words);
		}

	}

	/**
	 * What is wrong.
	 */
	public enum How {

		/** It holds something else. */
		CHANGED("holds something else than was recorded."),
		/** It was recorded and isn't there. */
		GONE("was recorded and is not there any more."),
		/** It is there and was never recorded. */
		UNRECORDED("is there, and no entry tells of it.");

		private final String words;

		How(String words) {
			this.words = words;
		}

	}

}
