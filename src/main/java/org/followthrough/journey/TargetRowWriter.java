package org.followthrough.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Writes rows of a form into a table of targets.
 */
final class TargetRowWriter {

	private final DmnModelInstance model;

	private final DecisionTable table;

	private final List<String> columns;

	TargetRowWriter(DmnModelInstance model, DecisionTable table, List<String> columns) {
		this.model = model;
		this.table = table;
		this.columns = columns;
	}

	/**
	 * Gives the table other rows.
	 * @param wanted the rows; those that it had keep their ids and those of their cells
	 */
	void write(List<TargetRow> wanted) {
		Map<String, Rule> had = new HashMap<>();
		this.table.getRules().forEach((rule) -> had.put(rule.getId(), rule));
		List<Rule> before = List.copyOf(this.table.getRules());
		before.forEach(this.table.getRules()::remove);
		Set<String> used = new HashSet<>();
		for (TargetRow row : wanted) {
			Rule rule = used.add(row.id()) ? had.get(row.id()) : null;
			this.table.getRules().add(filled((rule != null) ? rule : blank(), row));
		}
		if (this.model.getDocument().getDomSource().getNode() instanceof Document document) {
			unindent(document.getDocumentElement());
		}
	}

	/** Else the indentation of each version comes on top of that of the one before. */
	private static void unindent(Element element) {
		List<Node> children = IntStream.range(0, element.getChildNodes().getLength())
			.mapToObj(element.getChildNodes()::item)
			.toList();
		boolean holdsElements = children.stream().anyMatch(Element.class::isInstance);
		for (Node child : children) {
			if (child instanceof Element part) {
				unindent(part);
			}
			else if (holdsElements && child.getNodeType() == Node.TEXT_NODE && child.getNodeValue().isBlank()) {
				element.removeChild(child);
			}
		}
	}

	private Rule blank() {
		Rule rule = this.model.newInstance(Rule.class);
		for (Input column : this.table.getInputs()) {
			InputEntry cell = this.model.newInstance(InputEntry.class);
			cell.setText(this.model.newInstance(Text.class));
			rule.getInputEntries().add(cell);
		}
		for (Output column : this.table.getOutputs()) {
			OutputEntry cell = this.model.newInstance(OutputEntry.class);
			cell.setText(this.model.newInstance(Text.class));
			rule.getOutputEntries().add(cell);
		}
		return rule;
	}

	private Rule filled(Rule rule, TargetRow row) {
		if (!row.description().equals(TargetFile.says(rule))) {
			describe(rule, row.description());
		}
		Map<String, String> values = new HashMap<>();
		values.put("severity", literal(row.severity()));
		values.put("customerPlan", literal(row.plan()));
		values.put("customerKind", literal(row.kind()));
		row.times().forEach((column, span) -> values.put(column, literal(span.toString())));
		values.put(TargetRules.HOURS, literal(row.hours()));
		List<DmnElement> cells = new ArrayList<>(rule.getInputEntries());
		cells.addAll(rule.getOutputEntries());
		for (int at = 0; at < cells.size(); at++) {
			write(cells.get(at), values.get(this.columns.get(at)));
		}
		return rule;
	}

	private void describe(Rule rule, String words) {
		if (words.isEmpty()) {
			rule.removeChildElement(rule.getDescription());
			return;
		}
		Description description = this.model.newInstance(Description.class);
		description.setTextContent(words);
		rule.setDescription(description);
	}

	private void write(DmnElement cell, @Nullable String value) {
		Text text = this.model.newInstance(Text.class);
		text.setTextContent((value != null) ? value : "");
		if (cell instanceof InputEntry input) {
			input.setText(text);
		}
		else if (cell instanceof OutputEntry output) {
			output.setText(text);
		}
	}

	private static String literal(@Nullable String value) {
		return (value != null) ? "\"" + value + "\"" : "";
	}

}
