package org.followthrough.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The owner of the tables gives the user that works with them its rights at each start.
 */
class WorkingRightsTests {

	private static EmbeddedMariaDb server;

	@BeforeAll
	static void aServerRuns() {
		Path data = TestSettings.TARGET.resolve("test-data").resolve(TestSettings.PROCESS + "-working-rights");
		TestSettings.forget(data);
		server = new EmbeddedMariaDb(new EmbeddedDatabaseSettings(data,
				new EmbeddedDatabaseSettings.Server(0, null, TestSettings.DATABASE_SERVER)));
	}

	@AfterAll
	static void itEnds() throws Exception {
		server.close();
	}

	@BeforeEach
	void tables() throws SQLException {
		as(server.owner(), "DROP TABLE IF EXISTS note, entry, head, history", "DROP SEQUENCE IF EXISTS place",
				"CREATE TABLE note (id INT)", "CREATE TABLE entry (id INT) COMMENT = 'add-only'",
				"CREATE TABLE head (id INT) COMMENT = 'rows stay'", "CREATE TABLE history (id INT)",
				"CREATE SEQUENCE place");
	}

	private static void as(String user, String... statements) throws SQLException {
		try (Connection connection = connect(user); Statement statement = connection.createStatement()) {
			for (String one : statements) {
				statement.execute(one);
			}
		}
	}

	private static Connection connect(String user) throws SQLException {
		return DriverManager.getConnection(server.url(), user, server.password());
	}

	private static void give(String worker) {
		new WorkingRights(source(worker), source(server.owner()), "history").give();
	}

	private static AbstractDataSource source(String user) {
		return new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = connect(user);
				connection.setAutoCommit(false);
				return connection;
			}

			@Override
			public Connection getConnection(String other, String password) throws SQLException {
				throw new SQLException("not asked for");
			}

		};
	}

	private static Set<String> rights(String table) throws SQLException {
		Set<String> rights = new TreeSet<>();
		try (Connection connection = connect(server.username());
				Statement statement = connection.createStatement();
				ResultSet result = statement
					.executeQuery("SELECT PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_NAME = '"
							+ table + "'")) {
			while (result.next()) {
				rights.add(result.getString(1));
			}
		}
		return rights;
	}

	@Test
	void eachTableSaysWhatMayBeDoneWithItsRows() throws SQLException {
		give(server.username());
		assertThat(rights("note")).containsExactly("DELETE", "INSERT", "SELECT", "UPDATE");
		assertThat(rights("entry")).containsExactly("INSERT", "SELECT");
		assertThat(rights("head")).containsExactly("INSERT", "SELECT", "UPDATE");
		assertThat(rights("history")).containsExactly("SELECT");
		as(server.username(), "INSERT INTO entry VALUES (NEXT VALUE FOR place)", "DELETE FROM note");
	}

	@Test
	void whatIsTooMuchIsTakenAtTheNextStart() throws SQLException {
		give(server.username());
		as(server.owner(), "GRANT UPDATE, DELETE ON entry TO '" + server.username() + "'@'127.0.0.1'");
		give(server.username());
		assertThat(rights("entry")).containsExactly("INSERT", "SELECT");
	}

	@Test
	void whereOneUserDoesAllThereIsNothingToGive() throws SQLException {
		give(server.owner());
		as(server.owner(), "UPDATE entry SET id = 1");
	}

	@Test
	void anOwnerWhoMayNotGiveIsToldWhatToDo() {
		WorkingRights others = new WorkingRights(source(server.owner()), source(server.username()), "history");
		assertThatExceptionOfType(DatabaseUnfit.class).isThrownBy(others::give)
			.withMessageContaining("WITH GRANT OPTION");
	}

}
