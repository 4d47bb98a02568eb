package org.followthrough.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.sql.DataSource;

/**
 * What the database user that the application works as may do with each table. The owner,
 * who makes the tables, gives it that, and no more than the table's comment says: rows of
 * the audit are added and read by it, and changed by nobody who isn't the owner.
 * <p>
 * Where one user does both, there is nothing to give, and nothing is kept from it.
 */
final class WorkingRights {

	private static final Set<String> ALL = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");

	private static final Map<String, Set<String>> BY_COMMENT = Map.of("add-only", Set.of("SELECT", "INSERT"),
			"rows stay", Set.of("SELECT", "INSERT", "UPDATE"));

	private final DataSource worker;

	private final DataSource owner;

	private final String history;

	/**
	 * Rights of a user.
	 * @param worker connects as the user that works
	 * @param owner connects as the one who makes tables
	 * @param history the table where it is noted which were made: the owner's
	 */
	WorkingRights(DataSource worker, DataSource owner, String history) {
		this.worker = worker;
		this.owner = owner;
		this.history = history;
	}

	/**
	 * Gives what is missing, and takes what is too much.
	 * @throws DatabaseUnfit if the owner may not
	 */
	void give() {
		try (Connection working = this.worker.getConnection(); Connection owning = this.owner.getConnection()) {
			String account = account(working);
			if (account.equals(account(owning))) {
				return;
			}
			Map<String, Set<String>> has = has(working);
			for (Map.Entry<String, Set<String>> table : needed(owning).entrySet()) {
				Set<String> now = has.getOrDefault(table.getKey(), Set.of());
				if (!now.equals(table.getValue())) {
					give(owning, table.getKey(), account, now, table.getValue());
				}
			}
			working.rollback();
		}
		catch (SQLException ex) {
			throw new DatabaseUnfit(
					"The user that owns the tables could not give the one that works with them its rights ("
							+ ex.getMessage() + "): let it give what it has, as by GRANT ALL ON followthrough.* "
							+ "TO followthrough WITH GRANT OPTION.",
					ex);
		}
	}

	/** As grants name it. */
	private static String account(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT CURRENT_USER()")) {
			result.next();
			String account = result.getString(1);
			int at = account.lastIndexOf('@');
			return "`" + account.substring(0, at) + "`@`" + account.substring(at + 1) + "`";
		}
	}

	private static Map<String, Set<String>> has(Connection working) throws SQLException {
		Map<String, Set<String>> has = new HashMap<>();
		try (Statement statement = working.createStatement(); ResultSet result = statement.executeQuery("""
				SELECT TABLE_NAME, PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES
				WHERE TABLE_SCHEMA = DATABASE()""")) {
			while (result.next()) {
				has.computeIfAbsent(result.getString(1), (table) -> new TreeSet<>()).add(result.getString(2));
			}
		}
		return has;
	}

	private Map<String, Set<String>> needed(Connection owning) throws SQLException {
		Map<String, Set<String>> needed = new TreeMap<>();
		try (Statement statement = owning.createStatement(); ResultSet result = statement.executeQuery("""
				SELECT TABLE_NAME, TABLE_COMMENT FROM information_schema.TABLES
				WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SEQUENCE')""")) {
			while (result.next()) {
				needed.put(result.getString(1), BY_COMMENT.getOrDefault(result.getString(2), ALL));
			}
		}
		needed.put(this.history, Set.of("SELECT"));
		return needed;
	}

	private static void give(Connection owning, String table, String account, Set<String> now, Set<String> needed)
			throws SQLException {
		try (Statement statement = owning.createStatement()) {
			if (!needed.containsAll(now)) {
				statement.execute("REVOKE ALL PRIVILEGES ON `" + table + "` FROM " + account);
			}
			statement.execute("GRANT " + String.join(", ", needed) + " ON `" + table + "` TO " + account);
		}
	}

}
