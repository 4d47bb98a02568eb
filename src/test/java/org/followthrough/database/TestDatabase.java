package org.followthrough.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.followthrough.testing.TestSettings;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * An embedded database without the application, set up as the application's own is.
 */
public final class TestDatabase implements AutoCloseable {

	private final EmbeddedMariaDb server;

	private TestDatabase(EmbeddedMariaDb server) {
		this.server = server;
	}

	/**
	 * Starts an empty one.
	 * @param name of its folder in the build folder
	 * @return the running database
	 */
	public static TestDatabase start(String name) {
		Path data = TestSettings.TARGET.resolve("it-data").resolve(name);
		TestSettings.forget(data);
		return new TestDatabase(new EmbeddedMariaDb(new EmbeddedDatabaseSettings(data,
				new EmbeddedDatabaseSettings.Server(0, null, TestSettings.DATABASE_SERVER))));
	}

	/**
	 * Makes the engine's tables as the application does.
	 */
	public void makeEngineTables() {
		try (Connection connection = connect()) {
			new EngineTables(new DefaultResourceLoader()).migrate(new EngineTablesContext(connection));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A connection of one's own.
	 * @return the connection
	 * @throws SQLException if there is none to be had
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(url(), username(), password());
	}

	/**
	 * Where it is.
	 * @return the JDBC address
	 */
	public String url() {
		return this.server.url();
	}

	/**
	 * Who signs in, and owns the tables.
	 * @return the user
	 */
	public String username() {
		return this.server.owner();
	}

	/**
	 * With which password.
	 * @return the password
	 */
	public String password() {
		return this.server.password();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What Flyway would hand to the migration.
	 */
	private record EngineTablesContext(Connection connection) implements org.flywaydb.core.api.migration.Context {

		@Override
		public org.flywaydb.core.api.configuration.Configuration getConfiguration() {
			throw new IllegalStateException("not asked for");
		}

		@Override
		public Connection getConnection() {
			return this.connection;
		}

	}

}
