package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.followthrough.cases.Closing;

/**
 * How cases stand: open, closed, and how they were closed.
 */
final class Outcomes {

	static final String OPEN = "open";

	static final String CLOSED = "closed";

	private Outcomes() {
	}

	/** All words for it. */
	static List<String> all() {
		List<String> all = new ArrayList<>(List.of(OPEN, CLOSED));
		Arrays.stream(Closing.values()).map(Closing::word).forEach(all::add);
		return all;
	}

}
