package org.followthrough.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.promises.Target;
import org.followthrough.teams.Span;
import org.followthrough.teams.SpanWords;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of targets. The first row that fits a case answers for it.
 *
 * @param id what the row is called in the file; empty for one that isn't in it yet
 * @param description what the row is for; empty when nobody said
 * @param severity the severity it is for; null for any
 * @param plan the plan it is for; null for any
 * @param kind the kind of customer it is for; null for any
 * @param target what it says
 */
public record TargetRow(String id, String description, @Nullable String severity, @Nullable String plan,
		@Nullable String kind, Target target) {

	/** What makes a span of a target, by the name of its column. */
	private static final Map<String, Function<Target, Span>> SPANS = spans();

	private static Map<String, Function<Target, Span>> spans() {
		List<Function<Target, Span>> parts = List.of(Target::acknowledgeWithin, Target::answerWithin,
				Target::updateEvery, Target::wordAfterAnswer, Target::remindCustomerEvery, Target::waitAtMost,
				Target::engineeringAnswersWithin, Target::engineeringReportsEvery, Target::verifyWithin,
				Target::callNextAfter);
		Map<String, Function<Target, Span>> spans = new LinkedHashMap<>();
		for (String name : TargetRules.SPANS) {
			spans.put(name, parts.get(spans.size()));
		}
		return spans;
	}

	/**
	 * The spans of the row.
	 * @return by the name of their column, in the table's order
	 */
	public Map<String, Span> times() {
		Map<String, Span> times = new LinkedHashMap<>();
		SPANS.forEach((name, part) -> times.put(name, part.apply(this.target)));
		return times;
	}

	/**
	 * The value of the column {@code hours}.
	 * @return whose time passes
	 */
	public String hours() {
		return this.target.roundTheClock() ? TargetRules.ROUND_THE_CLOCK : TargetRules.TEAM;
	}

	/**
	 * The row as people write it.
	 * @return the same in words
	 */
	public TargetDraft draft() {
		Map<String, String> spans = new LinkedHashMap<>();
		times().forEach((name, span) -> spans.put(name, SpanWords.of(span)));
		return new TargetDraft(this.id, this.description, orAny(this.severity), orAny(this.plan), orAny(this.kind),
				spans, hours());
	}

	private static String orAny(@Nullable String value) {
		return (value != null) ? value : "";
	}

	/** The row in a sentence, for the history. */
	String words() {
		return "severity " + ((this.severity != null) ? this.severity : "any") + ", plan "
				+ ((this.plan != null) ? this.plan : "any") + ", " + ((this.kind != null) ? this.kind : "anybody")
				+ (this.description.isEmpty() ? "" : " (" + this.description + ")") + ": "
				+ times().entrySet()
					.stream()
					.map((time) -> spoken(time.getKey()) + " " + SpanWords.of(time.getValue()))
					.collect(Collectors.joining("; "))
				+ "; " + (this.target.roundTheClock() ? "round the clock" : "team's hours");
	}

	private static String spoken(String column) {
		return column.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
	}

}
