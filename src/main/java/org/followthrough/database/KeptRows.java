package org.followthrough.database;

import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Whether rows that are only ever added are kept from the application itself, by the
 * database.
 */
@Component
public class KeptRows {

	private static final Set<String> CHANGES = Set.of("UPDATE", "DELETE", "DROP", "ALTER", "TRIGGER");

	private final JdbcTemplate database;

	KeptRows(JdbcTemplate database) {
		this.database = database;
	}

	/**
	 * Whether the database user that the application works as may change or delete rows
	 * of a table, or the table itself, by rights on the table, the database or the
	 * server.
	 * @param table the table's name
	 * @return whether it has no such right
	 */
	public boolean areKept(String table) {
		return this.database.queryForList("""
				SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES
				UNION SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES
				  WHERE DATABASE() LIKE TABLE_SCHEMA
				UNION SELECT PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES
				  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
				UNION SELECT PRIVILEGE_TYPE FROM information_schema.COLUMN_PRIVILEGES
				  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
				""", String.class, table, table).stream().noneMatch(CHANGES::contains);
	}

}
