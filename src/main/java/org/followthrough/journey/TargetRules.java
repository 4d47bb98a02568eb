package org.followthrough.journey;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.followthrough.promises.Target;
import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the table of targets must answer: for every severity, plan and kind of customer
 * that it names, and for such as it doesn't.
 */
final class TargetRules {

	/** The values of the output {@code hours}. */
	static final String ROUND_THE_CLOCK = "round-the-clock";

	/** Time passes by the calendar of the case's team. */
	static final String TEAM = "team";

	/** The outputs that are spans of working time, in the order of {@link Target}. */
	static final List<String> SPANS = List.of("acknowledgeWithin", "answerWithin", "updateEvery", "wordAfterAnswer",
			"remindCustomerEvery", "waitAtMost", "engineeringAnswersWithin", "engineeringReportsEvery", "verifyWithin",
			"callNextAfter");

	private static final List<String> SEVERITIES = List.of("critical", "high", "normal", "low");

	/** The output that says whose time passes. */
	static final String HOURS = "hours";

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/** A year is longer than anybody would wait. */
	private static final int MOST_DAYS = 366;

	private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

	private static final String ANY_OTHER = "any other";

	private TargetRules() {
	}

	/**
	 * What the table is asked.
	 */
	static Map<String, Object> inputs(String severity, String plan, String kind) {
		return Map.of("severity", severity, "customerPlan", plan, "customerKind", kind);
	}

	/**
	 * What is wrong with the table.
	 * @param content the DMN file, which passed the scan
	 * @param model the same, read
	 * @return a sentence, or nothing when it answers everything
	 */
	static Optional<String> objection(byte[] content, DmnModelInstance model) {
		Set<String> severities = words(model, "severity");
		severities.addAll(SEVERITIES);
		Set<String> plans = words(model, "customerPlan");
		DecisionCheck check = new DecisionCheck(content, ModelWords.TARGETS);
		for (String severity : severities) {
			for (String plan : plans) {
				for (String kind : List.of("customer", "colleague")) {
					Optional<String> problem = check.objection(inputs(severity, plan, kind), TargetRules::objection);
					if (problem.isPresent()) {
						return problem.map((what) -> "For severity " + severity + ", plan " + plan
								+ " and customer kind " + kind + ": " + what);
					}
				}
			}
		}
		return Optional.empty();
	}

	/** The words that the cells of an input know, and one that they don't. */
	private static Set<String> words(DmnModelInstance model, String input) {
		Set<String> words = new LinkedHashSet<>(Set.of(ANY_OTHER));
		for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
			List<String> inputs = table.getInputs()
				.stream()
				.map((column) -> column.getInputExpression().getTextContent())
				.toList();
			for (Rule rule : table.getRules()) {
				int column = 0;
				for (InputEntry cell : rule.getInputEntries()) {
					// A column that reckons with several inputs may mean any of them.
					if (column < inputs.size() && inputs.get(column).contains(input)) {
						LITERAL.matcher(cell.getTextContent()).results().forEach((word) -> words.add(word.group(1)));
					}
					column++;
				}
			}
		}
		return words;
	}

	private static @Nullable String objection(Map<String, Object> row) {
		for (String span : SPANS) {
			if (!isSpan(row.get(span))) {
				return span + " must be working time such as \"PT4H\" or \"P1D\", of a minute to a year.";
			}
		}
		return ROUND_THE_CLOCK.equals(row.get(HOURS)) || TEAM.equals(row.get(HOURS)) ? null
				: "hours must be \"" + TEAM + "\" or \"" + ROUND_THE_CLOCK + "\".";
	}

	static boolean isSpan(@Nullable Object value) {
		try {
			return DecisionCheck.isText(value, 20) && isBetween(Span.parse((String) Objects.requireNonNull(value)));
		}
		catch (DateTimeException | ArithmeticException ex) {
			return false;
		}
	}

	private static boolean isBetween(Span span) {
		boolean longEnough = span.days() > 0 || span.time().compareTo(SHORTEST) >= 0;
		return longEnough && span.days() + span.time().toDays() <= MOST_DAYS;
	}

	/**
	 * A row of the table, which passed.
	 */
	static Target target(Map<String, Object> row) {
		return target(SPANS.stream().map((span) -> Span.parse((String) row.get(span))).toList(),
				ROUND_THE_CLOCK.equals(row.get(HOURS)));
	}

	static Target target(List<Span> spans, boolean roundTheClock) {
		return new Target(spans.get(0), spans.get(1), spans.get(2), spans.get(3), spans.get(4), spans.get(5),
				spans.get(6), spans.get(7), spans.get(8), spans.get(9), roundTheClock);
	}

}
