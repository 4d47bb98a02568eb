package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.followthrough.cases.Impact;
import org.jspecify.annotations.Nullable;

/**
 * What the decision about a new case must answer: for whatever comes in, exactly one row,
 * and what that row says must be usable. A gap here would keep customers from opening a
 * case.
 */
final class TriageRules {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final DmnEngine ENGINE = engine();

	private TriageRules() {
	}

	private static DmnEngine engine() {
		DefaultDmnEngineConfiguration configuration = new DefaultDmnEngineConfiguration();
		configuration.setScriptEngineResolver((language) -> null);
		return configuration.buildEngine();
	}

	/**
	 * What is wrong with the decision.
	 * @param content the DMN file, which passed the scan
	 * @return a sentence, or nothing when it answers everything
	 */
	static Optional<String> objection(byte[] content) {
		for (Impact impact : Impact.values()) {
			for (String kind : List.of("customer", "colleague")) {
				String problem = problem(content, Map.of("impact", impact.word(), "customerKind", kind));
				if (problem != null) {
					return Optional.of("For impact " + impact.word() + " and customer kind " + kind + ": " + problem);
				}
			}
		}
		return Optional.empty();
	}

	private static @Nullable String problem(byte[] content, Map<String, Object> asked) {
		DmnDecisionResult rows;
		try {
			rows = ENGINE.evaluateDecision(ENGINE.parseDecision(ModelWords.TRIAGE, new ByteArrayInputStream(content)),
					asked);
		}
		catch (RuntimeException ex) {
			// Whatever its expressions fail with.
			return "the decision can't be evaluated.";
		}
		return (rows.size() == 1) ? problem(rows.getSingleResult().getEntryMap())
				: rows.size() + " rows answer. It must be exactly one.";
	}

	private static @Nullable String problem(Map<String, Object> row) {
		if (!isText(row.get("severity"), 20) || !isText(row.get("team"), 60)) {
			return "severity (up to 20 characters) and team (up to 60) must be text.";
		}
		if (!(row.get("priority") instanceof Number priority) || priority.intValue() < 0 || priority.intValue() > 100) {
			return "priority must be a number from 0 to 100.";
		}
		if (!isTime(row.get("acknowledgeWithin")) || !isTime(row.get("updateEvery"))) {
			return "acknowledgeWithin and updateEvery must be times such as \"PT4H\" or \"P1D\".";
		}
		return null;
	}

	private static boolean isText(@Nullable Object value, int longest) {
		return value instanceof String text && !text.isBlank() && text.length() <= longest;
	}

	private static boolean isTime(@Nullable Object value) {
		try {
			return isText(value, 20) && Duration.parse((String) value).compareTo(SHORTEST) >= 0;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
