package org.followthrough.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads from the scratch engine's tables where its one case stands. Ids don't matter, nor
 * does the order of rows, nor do values that nothing reads any more; so that a case that
 * comes back to where it was is known again.
 */
final class MarkingReader {

	private final Blueprint blueprint;

	private final PreparedStatement executions;

	private final PreparedStatement tasks;

	private final PreparedStatement jobs;

	private final PreparedStatement messages;

	private final PreparedStatement values;

	MarkingReader(Connection connection, Blueprint blueprint) throws SQLException {
		this.blueprint = blueprint;
		this.executions = connection.prepareStatement("""
				SELECT ID_, PARENT_ID_, SUPER_EXEC_, PROC_INST_ID_, PROC_DEF_ID_, ACT_ID_, IS_ACTIVE_
				FROM ACT_RU_EXECUTION""");
		this.tasks = connection.prepareStatement("SELECT EXECUTION_ID_, ID_, TASK_DEF_KEY_ FROM ACT_RU_TASK");
		this.jobs = connection.prepareStatement("SELECT EXECUTION_ID_, ID_, HANDLER_CFG_ FROM ACT_RU_JOB");
		this.messages = connection.prepareStatement("""
				SELECT EXECUTION_ID_, EVENT_NAME_, ACTIVITY_ID_ FROM ACT_RU_EVENT_SUBSCR
				WHERE EXECUTION_ID_ IS NOT NULL""");
		this.values = connection
			.prepareStatement("SELECT EXECUTION_ID_, NAME_, TEXT_, LONG_ FROM ACT_RU_VARIABLE WHERE TASK_ID_ IS NULL");
	}

	Marking read() {
		try {
			return marking();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The scratch engine's tables can't be read", ex);
		}
	}

	private Marking marking() throws SQLException {
		Map<String, Node> nodes = nodes();
		List<Waiting> waiting = new ArrayList<>();
		List<Marking.Place> places = new ArrayList<>();
		tasks(nodes, waiting);
		messages(nodes, waiting);
		jobs(nodes, waiting);
		Map<String, Set<String>> at = new LinkedHashMap<>();
		for (Node node : nodes.values()) {
			if (node.activity != null && node.isPlace()) {
				at.computeIfAbsent(node.instance, (key) -> new HashSet<>()).add(node.activity);
			}
			if (node.activity != null && node.children.isEmpty()) {
				places.add(new Marking.Place(new Element(node.process, node.activity), node.instance));
			}
		}
		values(nodes, at);
		String key = nodes.values()
			.stream()
			.filter((node) -> node.isRoot)
			.map(Node::key)
			.sorted()
			.reduce("", String::concat);
		waiting.sort(java.util.Comparator.comparing((Waiting one) -> one.kind())
			.thenComparing((one) -> one.at().toString())
			.thenComparing((one) -> one.message()));
		String root = nodes.values()
			.stream()
			.filter((node) -> node.isRoot)
			.map((node) -> node.process)
			.findFirst()
			.orElse("");
		return new Marking(key, places, waiting, root);
	}

	private Map<String, Node> nodes() throws SQLException {
		Map<String, Node> nodes = new LinkedHashMap<>();
		Map<String, String> parents = new LinkedHashMap<>();
		try (ResultSet row = this.executions.executeQuery()) {
			while (row.next()) {
				String id = row.getString(1);
				String parent = (row.getString(2) != null) ? row.getString(2) : row.getString(3);
				String definition = row.getString(5);
				nodes.put(id, new Node(definition.substring(0, definition.indexOf(':')), row.getString(4),
						row.getString(6), row.getBoolean(7), parent == null, row.getString(3) != null));
				if (parent != null) {
					parents.put(id, parent);
				}
			}
		}
		parents.forEach((id, parent) -> nodes.get(parent).children.add(nodes.get(id)));
		return nodes;
	}

	private void tasks(Map<String, Node> nodes, List<Waiting> waiting) throws SQLException {
		try (ResultSet row = this.tasks.executeQuery()) {
			while (row.next()) {
				Node node = nodes.get(row.getString(1));
				node.marks.add("task " + row.getString(3));
				waiting.add(new Waiting(Waiting.Kind.TASK, new Element(node.process, row.getString(3)), "",
						row.getString(2)));
			}
		}
	}

	private void messages(Map<String, Node> nodes, List<Waiting> waiting) throws SQLException {
		try (ResultSet row = this.messages.executeQuery()) {
			while (row.next()) {
				Node node = nodes.get(row.getString(1));
				node.marks.add("message " + row.getString(3));
				waiting.add(new Waiting(Waiting.Kind.MESSAGE,
						this.blueprint.event(new Element(node.process, row.getString(3))), row.getString(2),
						row.getString(1)));
			}
		}
	}

	private void jobs(Map<String, Node> nodes, List<Waiting> waiting) throws SQLException {
		try (ResultSet row = this.jobs.executeQuery()) {
			while (row.next()) {
				Node node = nodes.get(row.getString(1));
				String at = row.getString(3);
				at = (at.indexOf('$') > 0) ? at.substring(0, at.indexOf('$')) : at;
				node.marks.add("job " + at);
				boolean known = this.blueprint.find(new Element(node.process, at)) != null;
				Element event = new Element(node.process, (known || node.activity == null) ? at : node.activity);
				waiting.add(new Waiting(Waiting.Kind.TIMER, this.blueprint.event(event), "", row.getString(2)));
			}
		}
	}

	private void values(Map<String, Node> nodes, Map<String, Set<String>> at) throws SQLException {
		Map<String, Set<String>> live = new LinkedHashMap<>();
		try (ResultSet row = this.values.executeQuery()) {
			while (row.next()) {
				Node node = nodes.get(row.getString(1));
				String name = row.getString(2);
				Set<String> reads = live.computeIfAbsent(node.instance,
						(instance) -> this.blueprint.live(node.process, at.getOrDefault(instance, Set.of())));
				if (reads.contains(name)) {
					node.values.put(name, row.getString(3) + "/" + row.getString(4));
				}
			}
		}
	}

	/**
	 * One of the engine's executions.
	 */
	private static final class Node {

		private final String process;

		private final String instance;

		private final @Nullable String activity;

		private final boolean isActive;

		private final boolean isRoot;

		private final boolean isCalled;

		private final List<Node> children = new ArrayList<>();

		private final List<String> marks = new ArrayList<>();

		private final Map<String, String> values = new TreeMap<>();

		Node(String process, String instance, @Nullable String activity, boolean isActive, boolean isRoot,
				boolean isCalled) {
			this.process = process;
			this.instance = instance;
			this.activity = activity;
			this.isActive = isActive;
			this.isRoot = isRoot;
			this.isCalled = isCalled;
		}

		/** What it waits for itself, or by calling another process. */
		boolean isPlace() {
			return this.children.stream().allMatch((child) -> child.isCalled);
		}

		String key() {
			List<String> inner = new ArrayList<>(this.marks);
			this.children.forEach((child) -> inner.add(child.key()));
			inner.sort(null);
			return "(" + (this.isCalled ? this.process + ":" : "") + this.activity + (this.isActive ? "" : "~")
					+ (this.values.isEmpty() ? "" : this.values) + inner + ")";
		}

	}

}
