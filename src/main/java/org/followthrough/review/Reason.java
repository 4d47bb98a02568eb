package org.followthrough.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why a reply is reviewed.
 */
public enum Reason {

	/** Whoever wrote it has not sent many yet. */
	NEW_COLLEAGUE,
	/** What the customer pays for. */
	PLAN,
	/** How severe the case is. */
	SEVERITY,
	/** It says why something can't be solved. */
	UNSOLVED,
	/** It was picked by chance. */
	SAMPLE;

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static String written(Set<Reason> reasons) {
		return reasons.stream().map(Reason::name).collect(Collectors.joining(","));
	}

	static Set<Reason> read(String written) {
		return Arrays.stream(written.split(",")).map(Reason::valueOf).collect(Collectors.toCollection(TreeSet::new));
	}

}
