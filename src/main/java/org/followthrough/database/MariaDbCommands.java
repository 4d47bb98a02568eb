package org.followthrough.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How MariaDB's programs are called for a data folder.
 */
final class MariaDbCommands {

	private final MariaDbInstallation programs;

	private final MariaDbFolder folder;

	MariaDbCommands(MariaDbInstallation programs, MariaDbFolder folder) {
		this.programs = programs;
		this.folder = folder;
	}

	/** The server's program. */
	Path server() {
		return this.programs.server();
	}

	/**
	 * Makes the files of a new database.
	 * @param unfinished where
	 * @param output takes what the program prints
	 * @return the program
	 */
	Process install(Path unfinished, Path output) throws IOException {
		return process(installCommand(unfinished), output);
	}

	/**
	 * Starts the server.
	 * @param port the port on loopback
	 * @param bootstrap a file with the statements that it runs first
	 * @param output takes what it prints
	 * @return the server
	 */
	Process serve(int port, Path bootstrap, Path output) throws IOException {
		return process(serverCommand(port, bootstrap), output);
	}

	/**
	 * Statements that the server runs as root before it takes connections, so that root
	 * itself needs no password that would lie around. Whoever works with the tables gets
	 * the rest of its rights from their owner.
	 */
	String bootstrapSql(String schema, String owner, String worker, String password) {
		return String.join("\n",
				"CREATE DATABASE IF NOT EXISTS " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
				user(owner, password), user(worker, password),
				"GRANT ALL ON " + schema + ".* TO " + account(owner) + " WITH GRANT OPTION;",
				"GRANT SELECT ON " + schema + ".* TO " + account(worker) + ";", "");
	}

	private static String user(String name, String password) {
		return "CREATE USER IF NOT EXISTS " + account(name) + ";\nALTER USER " + account(name) + " IDENTIFIED BY '"
				+ password + "';";
	}

	private static String account(String user) {
		return "'" + user + "'@'127.0.0.1'";
	}

	private List<String> installCommand(Path unfinished) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(this.programs.install().toString(), "--no-defaults", "--skip-test-db"));
		if (onWindows()) {
			command.addAll(List.of("--basedir=" + this.programs.base(), "--datadir=" + unfinished));
			return command;
		}
		// It is a shell script that breaks paths at their spaces, so it gets short ones,
		// relative to the folder that it runs in.
		Path base = this.folder.temporary().resolve("base");
		Files.deleteIfExists(base);
		Files.createSymbolicLink(base, this.programs.base());
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
	private List<String> serverCommand(int port, Path bootstrap) {
		List<String> command = new ArrayList<>(List.of(this.programs.server().toString(), "--no-defaults",
				"--basedir=" + this.programs.base(), "--datadir=" + this.folder.data(),
				"--tmpdir=" + this.folder.temporary(), "--pid-file=" + this.folder.pidFile(), "--port=" + port,
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

	private Process process(List<String> command, Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.path().toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
		// A server that starts clears its temporary folder of what such servers left
		// there. In one that they share, that breaks off others that make their data.
		builder.environment().put("TMPDIR", this.folder.temporary().toString());
		return builder.start();
	}

}
