package org.followthrough.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import javax.sql.DataSource;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * What a database must be for the promises to hold on it: MariaDB, new enough to skip
 * locked rows, committing durably, read committed, telling every text from every other.
 */
final class DatabaseRequirements {

	private static final int OLDEST_MAJOR = 10;

	private static final int OLDEST_MINOR = 6;

	/** The oldest version that will do. */
	static final String OLDEST = OLDEST_MAJOR + "." + OLDEST_MINOR;

	private static final String COLLATION = "utf8mb4_bin";

	/**
	 * What MariaDB says where a right to a schema, table, view or sequence is missing.
	 */
	private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 1370);

	private static final int EXISTS = 1050;

	private static final String OR_EMPTY = ", or begin with an empty database (or another --followthrough.data).";

	private DatabaseRequirements() {
	}

	/**
	 * Tells why the tables could not be made, where we know.
	 * @param ex what went wrong
	 * @return an exception to throw: what to do, where that is known
	 */
	static RuntimeException explained(FlywayException ex) {
		if (ex instanceof FlywayValidateException) {
			return new DatabaseUnfit(
					"The database's tables are not those of this version, or a start was broken off "
							+ "while it made them (" + firstLine(ex) + "): run the version that made them" + OR_EMPTY,
					ex);
		}
		for (Throwable at = ex; at != null; at = at.getCause()) {
			if (at instanceof SQLException refused && DENIED.contains(refused.getErrorCode())) {
				return new DatabaseUnfit("The tables could not be made in the database (" + refused.getMessage()
						+ "): give its user all rights on it, as by GRANT ALL ON followthrough.* TO followthrough"
						+ ", and begin with an empty database again.", ex);
			}
			if (at instanceof SQLException found && found.getErrorCode() == EXISTS) {
				return new DatabaseUnfit("The database holds tables that are not ours, or a start was broken off while "
						+ "it made them (" + found.getMessage() + "): name another database" + OR_EMPTY, ex);
			}
		}
		return ex;
	}

	private static String firstLine(FlywayException ex) {
		return ex.getMessage().lines().filter((line) -> !line.isBlank()).skip(1).findFirst().orElse("").strip();
	}

	static boolean isNewEnough(int major, int minor) {
		return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
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
			if (!"MariaDB".equals(product) || !isNewEnough(major, minor)) {
				throw new DatabaseUnfit("The configured database is " + product + " " + major + "." + minor
						+ ": Followthrough needs MariaDB " + OLDEST + " or newer.");
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
			try (ResultSet result = statement.executeQuery("SELECT DATABASE(), @@collation_database")) {
				result.next();
				String schema = result.getString(1);
				if (schema == null) {
					throw new DatabaseUnfit("SPRING_DATASOURCE_URL names no database: write its name after the last "
							+ "slash, as in jdbc:mariadb://host:3306/followthrough.");
				}
				if (!COLLATION.equals(result.getString(2))) {
					throw new DatabaseUnfit("The database \"" + schema + "\" has the collation " + result.getString(2)
							+ ", in which some texts would be taken for others or not fit: run ALTER DATABASE " + schema
							+ " CHARACTER SET utf8mb4 COLLATE " + COLLATION + " while it is empty.");
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
