package org.followthrough.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.IsolationLevelDataSourceAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The embedded server itself, where somebody starts it.
 */
class EmbeddedMariaDbTests {

	private static Path freshFolder(String name) {
		Path data = TestSettings.TARGET.resolve("test-data").resolve(name);
		TestSettings.forget(data);
		return data;
	}

	private static EmbeddedMariaDb start(Path data, int port) {
		return new EmbeddedMariaDb(new EmbeddedDatabaseSettings(data,
				new EmbeddedDatabaseSettings.Server(port, null, TestSettings.DATABASE_SERVER)));
	}

	private static Connection connect(EmbeddedMariaDb server) throws SQLException {
		return DriverManager.getConnection(server.url(), server.username(), server.password());
	}

	@Test
	void dataMayLieInAFolderWithSpacesAndUmlauts() throws IOException, SQLException {
		Path data = freshFolder("alle Fälle von heute");
		// What a start that was broken off left behind is no data folder.
		Files.createDirectories(data.resolve("mariadb.new").resolve("mysql"));
		try (EmbeddedMariaDb server = start(data, 0); Connection connection = connect(server)) {
			assertThat(connection.isValid(5)).isTrue();
		}
		assertThat(data.resolve("mariadb").resolve("mysql")).isDirectory();
		assertThat(data.resolve("mariadb.new")).doesNotExist();
	}

	@Test
	void aTakenPortIsNamed() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(DatabaseUnfit.class)
				.isThrownBy(() -> start(freshFolder("taken-port"), taken.getLocalPort()))
				.withMessageContaining("port " + taken.getLocalPort())
				.withMessageContaining("--followthrough.database.port");
		}
	}

	@Test
	void aDatabaseThatTakesTextsForOthersIsRefused() throws IOException, SQLException {
		try (EmbeddedMariaDb server = start(freshFolder("collation"), 0)) {
			IsolationLevelDataSourceAdapter source = new IsolationLevelDataSourceAdapter();
			source.setTargetDataSource(new DriverManagerDataSource(server.url(), server.username(), server.password()));
			source.setIsolationLevelName("ISOLATION_READ_COMMITTED");
			assertThatNoException().isThrownBy(() -> DatabaseRequirements.check(source));
			try (Connection connection = DriverManager.getConnection(server.url(), server.owner(), server.password());
					Statement statement = connection.createStatement()) {
				statement.execute("ALTER DATABASE followthrough CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
			}
			assertThatExceptionOfType(DatabaseUnfit.class).isThrownBy(() -> DatabaseRequirements.check(source))
				.withMessageContaining("utf8mb4_general_ci")
				.withMessageContaining("ALTER DATABASE followthrough");
		}
	}

}
