package org.followthrough.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Difference.Kind;
import org.w3c.dom.Element;

/**
 * How one decision table differs from another: its rows, told by their cells.
 */
final class TableDifference {

	private TableDifference() {
	}

	/**
	 * Compares two tables.
	 * @param before what runs
	 * @param after what shall
	 * @return what differs
	 */
	static List<Change> between(byte[] before, byte[] after) {
		XmlTree old = XmlTree.of(before);
		XmlTree now = XmlTree.of(after);
		List<Change> changes = new ArrayList<>();
		compare(changes, "The column ", columns(old), columns(now));
		compare(changes, "The row ", rows(old), rows(now));
		if (changes.isEmpty() && !rows(old).equals(rows(now))) {
			changes
				.add(new Change(Kind.CHANGED, "", "The rows stand in another order, and the first that fits counts."));
		}
		if (!policies(old).equals(policies(now))) {
			changes.add(new Change(Kind.CHANGED, "",
					"Which rows count is \"" + policies(now) + "\" now; before: \"" + policies(old) + "\"."));
		}
		if (changes.isEmpty()) {
			changes.add(new Change(Kind.MOVED, "", "The table says the same, written otherwise."));
		}
		return changes;
	}

	private static void compare(List<Change> changes, String what, List<String> before, List<String> after) {
		List<String> added = new ArrayList<>(after);
		before.forEach(added::remove);
		List<String> removed = new ArrayList<>(before);
		after.forEach(removed::remove);
		removed.forEach((one) -> changes.add(new Change(Kind.REMOVED, "", what + "\"" + one + "\" was removed.")));
		added.forEach((one) -> changes.add(new Change(Kind.ADDED, "", what + "\"" + one + "\" was added.")));
	}

	private static List<String> columns(XmlTree table) {
		return table.all()
			.filter((element) -> List.of("input", "output").contains(element.getLocalName()))
			.map((column) -> column.getAttribute("label") + " " + column.getAttribute("name")
					+ XmlTree.child(column, "inputExpression").map((input) -> XmlTree.text(input, "text")).orElse(""))
			.map(String::strip)
			.toList();
	}

	private static List<String> rows(XmlTree table) {
		return table.all()
			.filter((element) -> "rule".equals(element.getLocalName()))
			.map(TableDifference::row)
			.toList();
	}

	/** A row by its cells. */
	static String row(Element rule) {
		return XmlTree.children(rule)
			.stream()
			.filter((cell) -> cell.getLocalName().endsWith("Entry"))
			.map((cell) -> XmlTree.text(cell, "text"))
			.map((cell) -> cell.isEmpty() ? "any" : cell.replace("\"", ""))
			.collect(Collectors.joining(" | "));
	}

	private static String policies(XmlTree table) {
		return table.all()
			.filter((element) -> "decisionTable".equals(element.getLocalName()))
			.map((element) -> element.hasAttribute("hitPolicy") ? element.getAttribute("hitPolicy") : "UNIQUE")
			.collect(Collectors.joining(", "));
	}

}
