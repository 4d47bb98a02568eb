package org.followthrough.journey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.followthrough.customers.Customers;
import org.followthrough.promises.Target;
import org.followthrough.teams.Span;
import org.followthrough.teams.SpanWords;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of targets as somebody wrote it, right or wrong.
 *
 * @param id what the row is called in the published file; empty for a new one
 * @param description what it is for
 * @param severity the severity it is for; empty for any
 * @param plan the plan it is for; empty for any
 * @param kind the kind of customer it is for; empty for any
 * @param spans the times by the name of their column, in words or as ISO 8601
 * @param hours {@code team} or {@code round-the-clock}
 */
public record TargetDraft(String id, String description, String severity, String plan, String kind,
		Map<String, String> spans, String hours) {

	/** More rows than that are no table that a person can keep in mind. */
	static final int MOST_ROWS = 50;

	/** As triage may name them. */
	private static final Pattern SEVERITY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,19}");

	private static final int LONGEST_DESCRIPTION = 200;

	private static final Set<String> HOURS = Set.of(TargetRules.TEAM, TargetRules.ROUND_THE_CLOCK);

	/**
	 * A row that fits everybody and says nothing yet.
	 * @return the row
	 */
	public static TargetDraft blank() {
		Map<String, String> spans = new LinkedHashMap<>();
		TargetRules.SPANS.forEach((span) -> spans.put(span, ""));
		return new TargetDraft("", "", "", "", "", spans, TargetRules.TEAM);
	}

	/**
	 * A new row that says the same and fits everybody.
	 * @return the row
	 */
	public TargetDraft copiedForAll() {
		return new TargetDraft("", "", "", "", "", this.spans, this.hours);
	}

	/**
	 * The columns that hold spans of time.
	 * @return their names, in the table's order
	 */
	public static List<String> columns() {
		return TargetRules.SPANS;
	}

	/**
	 * Whether the row is for such a case.
	 * @param severity its severity
	 * @param plan the customer's plan
	 * @param kind the customer's kind
	 * @return true if no row before it fits and it answers
	 */
	public boolean fits(String severity, String plan, String kind) {
		return fits(this.severity, severity) && fits(this.plan, plan) && fits(this.kind, kind);
	}

	private static boolean fits(String wanted, String given) {
		return wanted.isBlank() || wanted.strip().equals(given);
	}

	/**
	 * Which row answers for such a case.
	 * @param rows the rows in order
	 * @param severity its severity
	 * @param plan the customer's plan
	 * @param kind the customer's kind
	 * @return the row's place, from 0, or nothing when none does
	 */
	public static Optional<Integer> answering(List<TargetDraft> rows, String severity, String plan, String kind) {
		for (int at = 0; at < rows.size(); at++) {
			if (rows.get(at).fits(severity, plan, kind)) {
				return Optional.of(at);
			}
		}
		return Optional.empty();
	}

	/**
	 * Rows that never answer, since one before them fits whatever they fit.
	 * @param rows the rows in order
	 * @return the place of the row before, from 0, by the row's place
	 */
	public static Map<Integer, Integer> hidden(List<TargetDraft> rows) {
		Map<Integer, Integer> hidden = new LinkedHashMap<>();
		for (int at = 0; at < rows.size(); at++) {
			for (int before = 0; before < at && !hidden.containsKey(at); before++) {
				if (rows.get(before).covers(rows.get(at))) {
					hidden.put(at, before);
				}
			}
		}
		return hidden;
	}

	private boolean covers(TargetDraft other) {
		return covers(this.severity, other.severity) && covers(this.plan, other.plan) && covers(this.kind, other.kind);
	}

	private static boolean covers(String wanted, String other) {
		return wanted.isBlank() || wanted.strip().equals(other.strip());
	}

	/**
	 * Reads rows.
	 * @param drafts as somebody wrote them
	 * @return the rows
	 * @throws Invalid naming each row and field that can't be used
	 */
	static List<TargetRow> read(List<TargetDraft> drafts) {
		if (drafts.isEmpty()) {
			throw new Invalid("rows", "A table needs at least one row: one for everybody.");
		}
		if (drafts.size() > MOST_ROWS) {
			throw new Invalid("rows", "A table holds up to " + MOST_ROWS + " rows.");
		}
		Map<String, String> errors = new LinkedHashMap<>();
		List<TargetRow> rows = new ArrayList<>();
		for (int at = 0; at < drafts.size(); at++) {
			String row = "rows[" + at + "].";
			String where = "Row " + (at + 1) + ": ";
			rows.add(drafts.get(at).read((field, sentence) -> errors.put(row + field, where + sentence)));
		}
		if (!errors.isEmpty()) {
			throw new Invalid(errors);
		}
		return rows;
	}

	private TargetRow read(Errors errors) {
		String says = this.description.strip();
		if (says.length() > LONGEST_DESCRIPTION || !says.codePoints().allMatch(TargetDraft::isWritable)) {
			errors.add("description",
					"what it is for takes up to " + LONGEST_DESCRIPTION + " ordinary characters in one line.");
		}
		String forSeverity = this.severity.strip();
		if (!forSeverity.isEmpty() && !SEVERITY.matcher(forSeverity).matches()) {
			errors.add("severity", "a severity is a word that triage uses, such as high, or empty for any.");
		}
		String forPlan = this.plan.strip();
		if (!forPlan.isEmpty() && !Customers.isPlan(forPlan)) {
			errors.add("plan", Customers.PLAN_RULE + " Leave it empty for any.");
		}
		String forKind = this.kind.strip();
		if (!forKind.isEmpty() && !Customers.KINDS.contains(forKind)) {
			errors.add("kind", "a customer's kind is " + String.join(" or ", Customers.KINDS) + ", or empty for any.");
		}
		if (!HOURS.contains(this.hours)) {
			errors.add("hours", "hours are " + TargetRules.TEAM + " or " + TargetRules.ROUND_THE_CLOCK + ".");
		}
		List<Span> times = TargetRules.SPANS.stream().map((column) -> span(column, errors)).toList();
		return new TargetRow(this.id, says, orNull(forSeverity), orNull(forPlan), orNull(forKind),
				TargetRules.target(times, TargetRules.ROUND_THE_CLOCK.equals(this.hours)));
	}

	private Span span(String column, Errors errors) {
		Optional<Span> read = SpanWords.parse(this.spans.getOrDefault(column, ""));
		if (read.isEmpty()) {
			errors.add(column, "write a time such as 30 min, 4 h, 2 days or 1 day 4 h.");
		}
		else if (!TargetRules.isSpan(read.get().toString())) {
			errors.add(column, "a time is between a minute and a year.");
		}
		return read.orElse(Span.ofDays(1));
	}

	/** What XML can hold and a line can show. */
	private static boolean isWritable(int point) {
		return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE
				&& (point & 0xFFFE) != 0xFFFE;
	}

	private static @Nullable String orNull(String text) {
		return text.isEmpty() ? null : text;
	}

	/**
	 * Takes what is wrong with a field.
	 */
	@FunctionalInterface
	private interface Errors {

		void add(String field, String sentence);

	}

}
