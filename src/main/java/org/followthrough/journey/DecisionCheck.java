package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a table before it is published what it will be asked afterwards: for whatever
 * comes in, exactly one row must answer, and what that row says must be usable.
 */
final class DecisionCheck {

	private static final String UNREADABLE = "the decision can't be evaluated.";

	private static final DmnEngine ENGINE = engine();

	private final @Nullable DmnDecision decision;

	/**
	 * A check of one table.
	 * @param content the DMN file, which passed the scan
	 * @param decision the decision's id
	 */
	DecisionCheck(byte[] content, String decision) {
		this.decision = parsed(content, decision);
	}

	private static @Nullable DmnDecision parsed(byte[] content, String decision) {
		try {
			return ENGINE.parseDecision(decision, new ByteArrayInputStream(content));
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static DmnEngine engine() {
		DefaultDmnEngineConfiguration configuration = new DefaultDmnEngineConfiguration();
		configuration.setScriptEngineResolver((language) -> null);
		return configuration.buildEngine();
	}

	/**
	 * What is wrong with the answer to a question.
	 * @param asked the inputs
	 * @param objection what is wrong with a row; null if nothing is
	 * @return a sentence, or nothing when the row can be used
	 */
	Optional<String> objection(Map<String, Object> asked, Function<Map<String, Object>, @Nullable String> objection) {
		if (this.decision == null) {
			return Optional.of(UNREADABLE);
		}
		DmnDecisionResult rows;
		try {
			rows = ENGINE.evaluateDecision(this.decision, asked);
		}
		catch (RuntimeException ex) {
			// Whatever its expressions fail with.
			return Optional.of(UNREADABLE);
		}
		return Optional.ofNullable((rows.size() == 1) ? objection.apply(rows.getSingleResult().getEntryMap())
				: rows.size() + " rows answer. It must be exactly one.");
	}

	/**
	 * Whether a value is text of a certain length.
	 */
	static boolean isText(@Nullable Object value, int longest) {
		return value instanceof String text && !text.isBlank() && text.length() <= longest;
	}

}
