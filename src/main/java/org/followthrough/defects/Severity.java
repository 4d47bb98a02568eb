package org.followthrough.defects;

import java.util.List;

/**
 * How severe a defect is. It is never less than what triage made of the worst of its
 * cases, and it grows with the customers on it: from five on it is high, from twenty on
 * critical, where a customer who pays for more than the standard plan counts as three.
 */
final class Severity {

	/** From the least to the worst. */
	static final List<String> WORDS = List.of("low", "normal", "high", "critical");

	private static final int PAYING_COUNTS_AS = 3;

	private static final int HIGH_FROM = 5;

	private static final int CRITICAL_FROM = 20;

	private Severity() {
	}

	/**
	 * The severity by those whom a defect hits.
	 */
	static String of(DefectMapper.Affected affected) {
		int weight = affected.onStandard() + PAYING_COUNTS_AS * (affected.customers() - affected.onStandard());
		int byWeight = (weight >= CRITICAL_FROM) ? 4 : (weight >= HIGH_FROM) ? 3 : 1;
		return WORDS.get(Math.max(byWeight, affected.worst()) - 1);
	}

}
