package org.followthrough.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.followthrough.database.MigratedData;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Gives each application context of the tests a database without rows and mail ports of
 * its own. They share the unpacked database server.
 */
public class TestSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int FIRST_PORT = 20_000;

	private static final int PORTS = 10_000;

	/** Somewhere else in each process, so that two don't look at the same ones. */
	private static final AtomicInteger NEXT_PORT = new AtomicInteger(
			(int) (ProcessHandle.current().pid() * 101 % PORTS));

	/** Where tests keep what they need; never the system's folder for temporary files. */
	public static final Path TARGET = Path.of("target").toAbsolutePath();

	/** Of the processes that run tests side by side, the one that this is. */
	public static final String PROCESS = System.getProperty("followthrough.process", "process-1");

	/** Where the packaged database server is unpacked, once for all tests. */
	public static final Path DATABASE_SERVER = TARGET.resolve("mariadb-server");

	private static final AtomicInteger CONTEXTS = new AtomicInteger();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Path data = TARGET.resolve("test-data").resolve(PROCESS + "-context-" + CONTEXTS.incrementAndGet());
		forget(data);
		MigratedData.copyTo(data);
		TestPropertyValues.of("followthrough.data=" + data, "followthrough.database.packaged=" + DATABASE_SERVER,
				"followthrough.demo.mail.smtp-port=" + freePort(), "followthrough.demo.mail.imap-port=" + freePort())
			.applyTo(context);
	}

	/**
	 * Deletes a data folder, and ends the server that an interrupted run left behind on
	 * it, or that is still stopping.
	 * @param data the folder
	 */
	public static void forget(Path data) {
		try {
			if (Files.exists(data)) {
				ProcessHandle.allProcesses()
					.filter((process) -> process.info().commandLine().orElse("").contains("--datadir=" + data + "/"))
					.forEach((server) -> {
						server.destroyForcibly();
						server.onExit().join();
					});
				FileSystemUtils.deleteRecursively(data);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A port that nobody holds right now. It lies below those that systems hand out by
	 * themselves, so that nobody gets it by chance before it is used.
	 * @return the port
	 */
	public static int freePort() {
		for (int tries = 0; tries < PORTS; tries++) {
			int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// Somebody has it.
			}
		}
		throw new IllegalStateException("No port is free");
	}

}
