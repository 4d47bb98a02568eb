package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * A DMN file with the table of targets. Rows of plain values are read and written as rows
 * of a form; all else in the file stays as it is. What a form couldn't show without loss,
 * such as expressions, is named, and such a file is never written.
 */
final class TargetFile {

	private static final List<String> INPUTS = List.of("severity", "customerPlan", "customerKind");

	private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");

	private static final Set<String> ROW_PARTS = Set.of("description", "inputEntry", "outputEntry");

	private final DmnModelInstance model;

	private final @Nullable DecisionTable table;

	private final List<String> columns = new ArrayList<>();

	private final List<String> obstacles = new ArrayList<>();

	private final List<TargetRow> rows = new ArrayList<>();

	/**
	 * Reads a file.
	 * @param content the file, which passed the contract
	 */
	TargetFile(byte[] content) {
		this.model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
		this.table = table();
		if (this.table != null) {
			this.table.getInputs().forEach((input) -> this.columns.add(asked(input)));
			this.table.getOutputs().forEach((output) -> this.columns.add(String.valueOf(output.getName())));
			checkColumns(this.table);
			if (this.obstacles.isEmpty()) {
				int number = 0;
				for (Rule rule : this.table.getRules()) {
					number++;
					read(rule, number);
				}
			}
		}
	}

	private @Nullable DecisionTable table() {
		Collection<Decision> decisions = this.model.getModelElementsByType(Decision.class);
		if (decisions.size() > 1) {
			this.obstacles.add("The file holds other decisions, too.");
		}
		Optional<DecisionTable> found = decisions.stream()
			.filter((decision) -> ModelWords.TARGETS.equals(decision.getId()))
			.map(Decision::getExpression)
			.filter(DecisionTable.class::isInstance)
			.map(DecisionTable.class::cast)
			.findFirst();
		if (found.isEmpty()) {
			this.obstacles.add("The targets are no table.");
		}
		return found.orElse(null);
	}

	private static String asked(Input input) {
		InputExpression expression = input.getInputExpression();
		return (expression != null && expression.getText() != null) ? expression.getText().getTextContent().strip()
				: "";
	}

	private void checkColumns(DecisionTable checked) {
		if (checked.getHitPolicy() != HitPolicy.FIRST) {
			this.obstacles.add("It isn't the first row that fits which answers, but those by the rule \""
					+ checked.getHitPolicy() + "\".");
		}
		Set<String> known = new LinkedHashSet<>(INPUTS);
		known.addAll(TargetRules.SPANS);
		known.add(TargetRules.HOURS);
		this.columns.stream()
			.filter((column) -> !known.contains(column))
			.forEach((column) -> this.obstacles.add("The column \"" + column + "\" is none of this page's."));
		known.stream()
			.filter((column) -> !this.columns.contains(column))
			.forEach((column) -> this.obstacles.add("The column \"" + column + "\" is missing."));
		if (this.obstacles.isEmpty() && this.columns.size() > known.size()) {
			this.obstacles.add("A column stands there twice.");
		}
		if (checked.getOutputs().stream().anyMatch((output) -> output.getDefaultOutputEntry() != null)) {
			this.obstacles.add("A column has a value for when no row fits.");
		}
		if (checked.getRules().size() > TargetDraft.MOST_ROWS) {
			this.obstacles.add("It has more than " + TargetDraft.MOST_ROWS + " rows.");
		}
	}

	private void read(Rule rule, int number) {
		int before = this.obstacles.size();
		if (!isPlain(rule)) {
			this.obstacles.add("Row " + number + " holds more than values.");
			return;
		}
		Map<String, String> values = new HashMap<>();
		List<String> cells = cells(rule);
		for (int at = 0; at < cells.size(); at++) {
			String column = this.columns.get(at);
			String cell = cells.get(at);
			Matcher literal = LITERAL.matcher(cell);
			boolean input = INPUTS.contains(column);
			if (literal.matches() && isUsable(column, literal.group(1))) {
				values.put(column, literal.group(1));
			}
			else if (!input || !(cell.isEmpty() || cell.equals("-"))) {
				this.obstacles.add("Row " + number + ", column \"" + column + "\" holds \"" + cell
						+ "\", which is no plain value.");
			}
		}
		if (this.obstacles.size() == before) {
			this.rows.add(new TargetRow(String.valueOf(rule.getId()), says(rule), values.get("severity"),
					values.get("customerPlan"), values.get("customerKind"),
					TargetRules.target(TargetRules.SPANS.stream().map((span) -> Span.parse(values.get(span))).toList(),
							TargetRules.ROUND_THE_CLOCK.equals(values.get(TargetRules.HOURS)))));
		}
	}

	private static boolean isUsable(String column, String value) {
		if (INPUTS.contains(column)) {
			return !value.isBlank();
		}
		return TargetRules.SPANS.contains(column) ? TargetRules.isSpan(value)
				: Set.of(TargetRules.TEAM, TargetRules.ROUND_THE_CLOCK).contains(value);
	}

	static String says(Rule rule) {
		return (rule.getDescription() != null) ? rule.getDescription().getTextContent().strip().replaceAll("\\s+", " ")
				: "";
	}

	/** Whether the form shows all that stands in a row. */
	private static boolean isPlain(Rule rule) {
		return rule.getDomElement()
			.getChildElements()
			.stream()
			.allMatch((part) -> ROW_PARTS.contains(part.getLocalName())
					&& ("description".equals(part.getLocalName()) || isPlainCell(part)));
	}

	private static boolean isPlainCell(DomElement cell) {
		return cell.getAttribute("expressionLanguage") == null
				&& cell.getChildElements().stream().allMatch((part) -> "text".equals(part.getLocalName()));
	}

	private static List<String> cells(Rule rule) {
		return Stream
			.concat(rule.getInputEntries().stream().map(InputEntry::getText),
					rule.getOutputEntries().stream().map(OutputEntry::getText))
			.map((text) -> (text != null) ? text.getTextContent().strip() : "")
			.toList();
	}

	/**
	 * Whether the targets are in the file.
	 * @return false for a file with other decisions
	 */
	boolean holdsTargets() {
		return this.model.getModelElementsByType(Decision.class)
			.stream()
			.anyMatch((decision) -> ModelWords.TARGETS.equals(decision.getId()));
	}

	/**
	 * What the form couldn't show.
	 * @return sentences; empty if it can show all
	 */
	List<String> obstacles() {
		return List.copyOf(this.obstacles);
	}

	/**
	 * The rows in order.
	 * @return the rows, if nothing stands against it
	 */
	List<TargetRow> rows() {
		return this.obstacles.isEmpty() ? List.copyOf(this.rows) : List.of();
	}

	/**
	 * The names of the columns as they stand in the file.
	 * @return what is asked, then what is answered
	 */
	List<String> columns() {
		return List.copyOf(this.columns);
	}

	/**
	 * The cells as they stand in the file.
	 * @return row by row
	 */
	List<List<String>> cells() {
		return (this.table != null) ? this.table.getRules().stream().map(TargetFile::cells).toList() : List.of();
	}

	/**
	 * The rows in sentences, numbered, for the history.
	 */
	List<String> words() {
		if (this.obstacles.isEmpty()) {
			return IntStream.range(0, this.rows.size())
				.mapToObj((at) -> (at + 1) + ". " + this.rows.get(at).words())
				.toList();
		}
		List<List<String>> raw = cells();
		return IntStream.range(0, raw.size()).mapToObj((at) -> (at + 1) + ". " + words(raw.get(at))).toList();
	}

	private String words(List<String> cells) {
		return String.join("; ",
				IntStream.range(0, Math.min(cells.size(), this.columns.size()))
					.mapToObj((at) -> this.columns.get(at) + ": " + (cells.get(at).isEmpty() ? "any" : cells.get(at)))
					.toList());
	}

	/**
	 * The file with other rows. Rows that it had keep their ids and those of their cells,
	 * so that two versions can be compared.
	 * @param wanted the rows
	 * @return the file
	 */
	byte[] with(List<TargetRow> wanted) {
		if (this.table == null || !this.obstacles.isEmpty()) {
			throw new IllegalStateException("The form doesn't show all of the file");
		}
		new TargetRowWriter(this.model, this.table, this.columns).write(wanted);
		return Dmn.convertToString(this.model).getBytes(StandardCharsets.UTF_8);
	}

}
