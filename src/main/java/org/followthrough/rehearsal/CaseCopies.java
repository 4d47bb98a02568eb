package org.followthrough.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Copies of running processes, row by row as the engine keeps them: where they wait, with
 * their tasks, clocks and values. What was read is put into a scratch engine that holds
 * the same versions of the diagrams.
 */
final class CaseCopies {

	/** What stands in these columns refers to what isn't copied. */
	private static final Set<String> LEFT_OUT = Set.of("EXCEPTION_STACK_ID_", "LAST_FAILURE_LOG_ID_", "DEPLOYMENT_ID_",
			"LOCK_OWNER_", "LOCK_EXP_TIME_", "AT_", "OF_TYPE_");

	private final Map<String, List<Map<String, @Nullable Object>>> tables = new LinkedHashMap<>();

	private final List<CopyMapper.Version> versions;

	/**
	 * Reads running processes, with those that they call.
	 * @param rows how
	 * @param instances the engine's ids of them
	 */
	CaseCopies(CopyMapper rows, Collection<String> instances) {
		List<String> all = instances.isEmpty() ? List.of() : rows.families(instances);
		if (all.isEmpty()) {
			this.versions = List.of();
			return;
		}
		this.tables.put("ACT_RU_EXECUTION", rows.executions(all));
		this.tables.put("ACT_RU_TASK", rows.tasks(all));
		this.tables.put("ACT_RU_VARIABLE", rows.variables(all));
		this.tables.put("ACT_RU_EVENT_SUBSCR", rows.subscriptions(all));
		this.tables.put("ACT_RU_JOB", rows.jobs(all));
		Set<String> definitions = new TreeSet<>();
		this.tables.getOrDefault("ACT_RU_EXECUTION", List.of())
			.forEach((row) -> definitions.add(String.valueOf(row.get("PROC_DEF_ID_"))));
		this.versions = rows.files(definitions);
	}

	/**
	 * Puts the copies into an engine.
	 * @param engine the engine
	 * @return that engine's ids of the versions that they run by, by the real ones
	 */
	Map<String, String> putInto(ScratchEngine engine) {
		Map<String, String> definitions = new HashMap<>();
		this.versions.forEach((version) -> definitions.put(version.definition(),
				engine.version(version.process() + ".bpmn", version.content())));
		try {
			Connection connection = engine.keeper();
			Map<String, String> clocks = clocks(connection);
			try (Statement statement = connection.createStatement()) {
				statement.execute("SET REFERENTIAL_INTEGRITY FALSE");
				for (Map.Entry<String, List<Map<String, @Nullable Object>>> table : this.tables.entrySet()) {
					for (Map<String, @Nullable Object> row : table.getValue()) {
						insert(connection, table.getKey(), translated(row, definitions, clocks));
					}
				}
				connection.commit();
				statement.execute("SET REFERENTIAL_INTEGRITY TRUE");
			}
			connection.commit();
			return definitions;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The scratch engine takes no copies", ex);
		}
	}

	/** The scratch engine's job definitions by version, element and kind of job. */
	private static Map<String, String> clocks(Connection connection) throws SQLException {
		Map<String, String> clocks = new HashMap<>();
		try (Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("SELECT ID_, PROC_DEF_ID_, ACT_ID_, JOB_TYPE_ FROM ACT_RU_JOBDEF")) {
			while (row.next()) {
				clocks.put(row.getString(2) + " " + row.getString(3) + " " + row.getString(4), row.getString(1));
			}
		}
		return clocks;
	}

	private static Map<String, @Nullable Object> translated(Map<String, @Nullable Object> row,
			Map<String, String> definitions, Map<String, String> clocks) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
		for (String column : List.of("PROC_DEF_ID_", "PROCESS_DEF_ID_")) {
			copy.computeIfPresent(column, (key, id) -> definitions.get(String.valueOf(id)));
		}
		copy.computeIfPresent("JOB_DEF_ID_", (key, id) -> clocks
			.get(copy.get("PROCESS_DEF_ID_") + " " + row.get("AT_") + " " + row.get("OF_TYPE_")));
		copy.keySet().removeAll(LEFT_OUT);
		return copy;
	}

	private static void insert(Connection connection, String table, Map<String, @Nullable Object> row)
			throws SQLException {
		List<String> columns = List.copyOf(row.keySet());
		String sql = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
				+ String.join(", ", columns.stream().map((column) -> "?").toList()) + ")";
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < columns.size(); i++) {
				statement.setObject(i + 1, row.get(columns.get(i)));
			}
			statement.executeUpdate();
		}
	}

}
