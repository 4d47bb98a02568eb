package org.followthrough.running;

import java.util.Locale;

/**
 * What becomes of running cases when a new version of their diagram is published.
 */
public enum Fate {

	/** They go on by the new version. */
	MOVES,
	/** They go on by the version that they run by, since a manager wants it so. */
	STAYS,
	/** They go on by theirs, too, until somebody has seen to it. */
	NEEDS_PERSON;

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
