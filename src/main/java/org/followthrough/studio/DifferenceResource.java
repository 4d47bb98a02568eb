package org.followthrough.studio;

import java.util.List;
import java.util.Locale;

/**
 * How a file of a draft differs from what runs, over REST.
 *
 * @param file the file
 * @param isNew whether nothing runs by that name yet
 * @param changes what differs
 */
record DifferenceResource(String file, boolean isNew, List<ChangeResource> changes) {

	static DifferenceResource of(Difference difference) {
		return new DifferenceResource(difference.file(), difference.isNew(),
				difference.changes()
					.stream()
					.map((change) -> new ChangeResource(change.kind().name().toLowerCase(Locale.ROOT), change.element(),
							change.words()))
					.toList());
	}

	/**
	 * One thing that differs.
	 *
	 * @param kind added, removed, changed or moved
	 * @param element the id of what it happened to; empty when it concerns the whole
	 * @param words a sentence
	 */
	record ChangeResource(String kind, String element, String words) {
	}

}
