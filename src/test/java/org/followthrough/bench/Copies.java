package org.followthrough.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many copies of what stands in the tables about one case, or one process, made by SQL:
 * living fifty thousand cases up to there would take an hour. A copy's rows differ from
 * the original's in the values that say whose they are.
 */
final class Copies {

	/** The columns of the engine that name an instance of something. */
	private static final Set<String> INSTANCES = Set.of("ID_", "PROC_INST_ID_", "EXECUTION_ID_", "PARENT_ID_",
			"SUPER_EXEC_", "ROOT_PROC_INST_ID_", "TASK_ID_", "PROCESS_INSTANCE_ID_", "VAR_SCOPE_", "ACT_INST_ID_",
			"SUPER_PROCESS_INSTANCE_ID_");

	private static final List<String> ENGINE_TABLES = List.of("ACT_RU_EXECUTION", "ACT_RU_TASK", "ACT_RU_VARIABLE",
			"ACT_RU_EVENT_SUBSCR", "ACT_HI_PROCINST", "ACT_HI_TASKINST", "ACT_HI_VARINST");

	private static final int AT_ONCE = 5000;

	private final Connection connection;

	private final int first;

	private final int last;

	/** Copies with the numbers from the first to the last. */
	Copies(Connection connection, int first, int last) {
		this.connection = connection;
		this.first = first;
		this.last = last;
	}

	/**
	 * Copies what the engine knows of a process that nobody has called and that has
	 * called none.
	 * @param instance its id
	 * @param key the business key of a copy, in SQL
	 * @param dueAt when a copy's timers are due, in SQL
	 */
	void ofProcess(String instance, String key, String dueAt) throws SQLException {
		Map<String, String> values = new HashMap<>();
		INSTANCES.forEach((column) -> values.put(column, "CONCAT(r." + column + ", '-', s.seq)"));
		values.put("BUSINESS_KEY_", "IF(r.BUSINESS_KEY_ IS NULL, NULL, " + key + ")");
		values.put("DUEDATE_", dueAt);
		Map<String, String> variables = new HashMap<>(values);
		variables.put("TEXT_", "IF(r.NAME_ = 'caseNumber', " + key + ", r.TEXT_)");
		for (String table : ENGINE_TABLES) {
			of(table, "r.PROC_INST_ID_ = '" + instance + "'", table.endsWith("VARIABLE") ? variables : values);
		}
		of("ACT_RU_JOB", "r.PROCESS_INSTANCE_ID_ = '" + instance + "'", values);
		of("ACT_RU_IDENTITYLINK",
				"r.TASK_ID_ IN (SELECT t.ID_ FROM ACT_RU_TASK t WHERE t.PROC_INST_ID_ = '" + instance + "')", values);
	}

	/**
	 * Copies rows.
	 * @param table of which table
	 * @param which a condition on the originals, r
	 * @param values what differs, in SQL of r and the number of the copy, s.seq
	 */
	void of(String table, String which, Map<String, String> values) throws SQLException {
		List<String> columns = columns(table);
		String selected = columns.stream()
			.map((column) -> values.getOrDefault(column, "r." + column))
			.collect(Collectors.joining(", "));
		for (int from = this.first; from <= this.last; from += AT_ONCE) {
			int to = Math.min(this.last, from + AT_ONCE - 1);
			try (Statement statement = this.connection.createStatement()) {
				statement.executeUpdate("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
						+ selected + " FROM " + table + " r JOIN seq_" + from + "_to_" + to + " s WHERE " + which);
			}
		}
	}

	private List<String> columns(String table) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (PreparedStatement statement = this.connection.prepareStatement("""
				SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
				AND COALESCE(GENERATION_EXPRESSION, '') = '' ORDER BY ORDINAL_POSITION
				""")) {
			statement.setString(1, table);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					columns.add(rows.getString(1));
				}
			}
		}
		return columns;
	}

}
