package org.followthrough.journey;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import org.followthrough.cases.SupportCase;

/**
 * Which cases the tests of the journey moved, and which tests have run.
 */
final class WaysTravelled {

	private static final Set<String> CASES = new ConcurrentSkipListSet<>();

	private static final Set<String> TESTS = new ConcurrentSkipListSet<>();

	private WaysTravelled() {
	}

	static SupportCase of(SupportCase moved) {
		CASES.add(moved.number());
		return moved;
	}

	static void by(Class<? extends JourneyTest> test) {
		TESTS.add(test.getName());
	}

	static Set<String> cases() {
		return CASES;
	}

	static Set<String> tests() {
		return TESTS;
	}

}
