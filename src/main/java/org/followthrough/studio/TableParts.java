package org.followthrough.studio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A decision table taken apart: its columns and rows by their ids, so that some can be
 * made what they are in another version of it.
 */
final class TableParts {

	private static final Set<String> COLUMNS = Set.of("input", "output");

	private static final Set<String> CELLS = Set.of("inputEntry", "outputEntry");

	private final Element table;

	private final Map<String, Element> columns;

	private final Map<String, Element> rows;

	private TableParts(Element table) {
		this.table = table;
		this.columns = XmlTree.by("id",
				XmlTree.children(table).stream().filter((one) -> COLUMNS.contains(one.getLocalName())));
		this.rows = XmlTree.by("id",
				XmlTree.children(table).stream().filter((one) -> "rule".equals(one.getLocalName())));
	}

	/**
	 * Takes a table apart.
	 * @param content a file that can be read
	 * @throws IllegalArgumentException if it isn't one table whose parts have ids
	 */
	static TableParts of(byte[] content) {
		List<Element> tables = XmlTree.of(content)
			.all()
			.filter((one) -> "decisionTable".equals(one.getLocalName()))
			.toList();
		if (tables.size() != 1) {
			throw new IllegalArgumentException("It isn't one table");
		}
		TableParts parts = new TableParts(tables.get(0));
		long named = XmlTree.children(tables.get(0))
			.stream()
			.filter((one) -> COLUMNS.contains(one.getLocalName()) || "rule".equals(one.getLocalName()))
			.count();
		if (named != parts.columns.size() + parts.rows.size()) {
			throw new IllegalArgumentException("Some of its rows or columns can't be told apart");
		}
		parts.rows.values().forEach((row) -> {
			if (cells(row).size() != parts.columns.size()) {
				throw new IllegalArgumentException("Some of its rows are too short or too long");
			}
		});
		return parts;
	}

	/** Whether another version is the same. */
	boolean isLike(TableParts other) {
		return policy().equals(other.policy()) && List.copyOf(columns()).equals(List.copyOf(other.columns()))
				&& List.copyOf(rows()).equals(List.copyOf(other.rows()))
				&& columns().stream().allMatch((one) -> column(one).equals(other.column(one)))
				&& rows().stream().allMatch((one) -> row(one, columns()).equals(other.row(one, columns())));
	}

	Set<String> columns() {
		return this.columns.keySet();
	}

	Set<String> rows() {
		return this.rows.keySet();
	}

	/** How many rows count, and what is done with them. */
	String policy() {
		return (this.table.hasAttribute("hitPolicy") ? this.table.getAttribute("hitPolicy") : "UNIQUE") + " "
				+ this.table.getAttribute("aggregation");
	}

	void policy(TableParts other) {
		for (String name : List.of("hitPolicy", "aggregation")) {
			if (other.table.hasAttribute(name)) {
				this.table.setAttribute(name, other.table.getAttribute(name));
			}
			else {
				this.table.removeAttribute(name);
			}
		}
	}

	/** What a column is; empty for none. */
	String column(String id) {
		Element column = this.columns.get(id);
		return (column != null) ? text(column) : "";
	}

	private static String text(Element element) {
		StringBuilder text = new StringBuilder(element.getLocalName()).append(XmlTree.attributes(element));
		List<Element> children = XmlTree.children(element);
		children.forEach((child) -> text.append('<').append(text(child)).append('>'));
		return children.isEmpty() ? text.append(element.getTextContent().strip()).toString() : text.toString();
	}

	/** What a row says in some columns; empty for none. */
	String row(String id, Collection<String> columns) {
		Element row = this.rows.get(id);
		if (row == null) {
			return "";
		}
		StringBuilder text = new StringBuilder("row ");
		columns.forEach((column) -> text.append(column).append('=').append(cell(id, column)).append('|'));
		return text.append(XmlTree.text(row, "description")).toString();
	}

	/** What stands in a cell; empty for none. */
	String cell(String row, String column) {
		Element cell = entry(row, column);
		return (cell != null) ? XmlTree.text(cell, "text") : "";
	}

	private @Nullable Element entry(String row, String column) {
		Element found = this.rows.get(row);
		int at = List.copyOf(this.columns.keySet()).indexOf(column);
		return (found != null && at >= 0) ? cells(found).get(at) : null;
	}

	private static List<Element> cells(Element row) {
		return XmlTree.children(row).stream().filter((one) -> CELLS.contains(one.getLocalName())).toList();
	}

	/** The row itself. */
	Element element(String row) {
		return Objects.requireNonNull(this.rows.get(row));
	}

	/** The row in words. */
	String words(String row) {
		Element found = this.rows.get(row);
		String told = (found != null) ? XmlTree.text(found, "description") : "";
		return (found == null) ? row : TableDifference.row(found) + (told.isEmpty() ? "" : " – " + told);
	}

	/** The column in words. */
	String header(String column) {
		Element found = this.columns.get(column);
		return (found == null) ? column
				: found.hasAttribute("label") ? found.getAttribute("label") : found.getAttribute("name");
	}

	/** Makes a column what it is in another version, there or gone, with its cells. */
	void putColumn(String id, TableParts other) {
		Map<String, Map<String, Element>> cells = allCells();
		Element theirs = other.columns.get(id);
		Element mine = this.columns.get(id);
		if (theirs == null) {
			if (mine != null) {
				this.table.removeChild(mine);
				this.columns.remove(id);
			}
		}
		else {
			Element copy = (Element) document().importNode(theirs, true);
			if (mine != null) {
				this.table.replaceChild(copy, mine);
				this.columns.put(id, copy);
			}
			else {
				Map<String, Element> grown = new LinkedHashMap<>(this.columns);
				grown.put(id, copy);
				List<String> order = MergedOrder.of(this.columns.keySet(), this.columns.keySet(),
						other.columns.keySet(), grown.keySet());
				arrangeColumns(order, grown);
				this.rows.keySet().forEach((row) -> {
					Element cell = other.entry(row, id);
					if (cell != null) {
						cells.get(row).put(id, cell);
					}
				});
			}
		}
		this.rows.forEach((row, element) -> fill(element, cells.get(row)));
	}

	/** Inputs stand before outputs. */
	private void arrangeColumns(List<String> order, Map<String, Element> from) {
		this.columns.values().forEach(this.table::removeChild);
		this.columns.clear();
		for (String kind : List.of("input", "output")) {
			order.stream()
				.filter((one) -> kind.equals(from.get(one).getLocalName()))
				.forEach((one) -> this.columns.put(one, from.get(one)));
		}
		Element first = this.rows.values().stream().findFirst().orElse(null);
		this.columns.values().forEach((column) -> this.table.insertBefore(column, first));
	}

	private Map<String, Map<String, Element>> allCells() {
		Map<String, Map<String, Element>> all = new LinkedHashMap<>();
		this.rows.keySet().forEach((row) -> all.put(row, cellsOf(row)));
		return all;
	}

	private Map<String, Element> cellsOf(String row) {
		Map<String, Element> cells = new LinkedHashMap<>();
		this.columns.keySet().forEach((column) -> {
			Element cell = entry(row, column);
			if (cell != null) {
				cells.put(column, cell);
			}
		});
		return cells;
	}

	/** Makes a row what it is in another version, there or gone. */
	void putRow(String id, TableParts other) {
		Element theirs = other.rows.get(id);
		Element mine = this.rows.get(id);
		if (theirs == null) {
			if (mine != null) {
				this.table.removeChild(mine);
				this.rows.remove(id);
			}
			return;
		}
		Map<String, Element> cells = (mine != null) ? cellsOf(id) : new LinkedHashMap<>();
		cells.putAll(other.cellsOf(id));
		Element copy = (Element) document().importNode(theirs, true);
		fill(copy, cells);
		if (mine != null) {
			this.table.replaceChild(copy, mine);
			this.rows.put(id, copy);
		}
		else {
			Set<String> grown = new LinkedHashSet<>(this.rows.keySet());
			grown.add(id);
			List<String> order = MergedOrder.of(rows(), List.copyOf(rows()), other.rows(), grown);
			this.rows.put(id, copy);
			this.table.appendChild(copy);
			arrange(order);
		}
	}

	private void fill(Element row, Map<String, Element> cells) {
		List<Element> filled = new ArrayList<>();
		this.columns.forEach((id, column) -> {
			Element cell = cells.get(id);
			filled.add((cell != null) ? (Element) document().importNode(cell, true)
					: empty(row.getAttribute("id") + "-" + id, column));
		});
		Element behind = XmlTree.children(row)
			.stream()
			.filter((one) -> "annotationEntry".equals(one.getLocalName()))
			.findFirst()
			.orElse(null);
		cells(row).forEach(row::removeChild);
		filled.forEach((cell) -> row.insertBefore(cell, behind));
	}

	private Element empty(String id, Element column) {
		String prefix = (column.getPrefix() != null) ? column.getPrefix() + ":" : "";
		Element cell = document().createElementNS(column.getNamespaceURI(), prefix + column.getLocalName() + "Entry");
		cell.setAttribute("id", id);
		cell.appendChild(document().createElementNS(column.getNamespaceURI(), prefix + "text"));
		return cell;
	}

	/** Puts the rows in order. */
	void arrange(List<String> order) {
		Map<String, Element> before = new LinkedHashMap<>(this.rows);
		this.rows.clear();
		order.stream().filter(before::containsKey).forEach((id) -> this.rows.put(id, before.get(id)));
		before.forEach(this.rows::putIfAbsent);
		before.values().forEach(this.table::removeChild);
		this.rows.values().forEach(this.table::appendChild);
	}

	private Document document() {
		return this.table.getOwnerDocument();
	}

	/** The file. */
	byte[] content() {
		try {
			TransformerFactory factory = TransformerFactory.newInstance();
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			ByteArrayOutputStream content = new ByteArrayOutputStream();
			factory.newTransformer().transform(new DOMSource(document()), new StreamResult(content));
			return content.toByteArray();
		}
		catch (TransformerException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
