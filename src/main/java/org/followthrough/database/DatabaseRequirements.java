package org.followthrough.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/**
 * What a database must be for the promises to hold on it: MariaDB, new enough to skip
 * locked rows, committing durably, read committed.
 */
final class DatabaseRequirements {

	private static final int OLDEST_MAJOR = 10;

	private static final int OLDEST_MINOR = 6;

	private DatabaseRequirements() {
	}

	/**
	 * Refuses a database on which an acknowledged promise could be lost.
	 * @throws DatabaseUnfit with what to change
	 */
	static void check(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			int major = connection.getMetaData().getDatabaseMajorVersion();
			int minor = connection.getMetaData().getDatabaseMinorVersion();
			String product = connection.getMetaData().getDatabaseProductName();
			if (!"MariaDB".equals(product)
					|| (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR))) {
				throw new DatabaseUnfit("The configured database is " + product + " " + major + "." + minor
						+ ": Followthrough needs MariaDB " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer.");
			}
			if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
				throw new DatabaseUnfit("Connections to the database don't read committed: leave "
						+ "spring.datasource.hikari.transaction-isolation as it comes.");
			}
			try (ResultSet result = statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit")) {
				result.next();
				if (result.getInt(1) != 1) {
					throw new DatabaseUnfit("The database may forget what it committed: set "
							+ "innodb_flush_log_at_trx_commit=1 on the server.");
				}
			}
			connection.rollback();
		}
		catch (SQLException ex) {
			throw new DatabaseUnfit("The database could not be reached (" + ex.getMessage()
					+ "): check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.", ex);
		}
	}

}
