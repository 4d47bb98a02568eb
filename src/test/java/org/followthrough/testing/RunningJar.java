package org.followthrough.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * The packaged application in a process of its own, as somebody starts it with
 * {@code java -jar}.
 */
public final class RunningJar implements AutoCloseable {

	private static final Path JAR = Path.of(System.getProperty("followthrough.jar", "target/followthrough.jar"));

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	/** Of Java; what is measured runs as it does by itself. */
	private static final String OPTION = System.getProperty("followthrough.java", "-server");

	private final Process process;

	private final int port;

	private final int smtpPort;

	private final int imapPort;

	private final Path log;

	private final long startedAt = System.nanoTime();

	private RunningJar(Process process, int port, int smtpPort, int imapPort, Path log) {
		this.process = process;
		this.port = port;
		this.smtpPort = smtpPort;
		this.imapPort = imapPort;
		this.log = log;
	}

	/**
	 * Starts the application.
	 * @param name for its log in the build folder
	 * @param environment variables beside those of this process
	 * @param settings in the form {@code --name=value}
	 * @return the process, which may not answer yet
	 */
	public static RunningJar start(String name, Map<String, String> environment, String... settings) {
		return start(JAR, name, environment, settings);
	}

	/**
	 * Starts another version of the application: a copy in which files were replaced or
	 * added.
	 * @param files contents by path, such as {@code processes/verification.bpmn}
	 * @param name for its log and the copy in the build folder
	 * @param settings in the form {@code --name=value}
	 * @return the process, which may not answer yet
	 */
	public static RunningJar startWith(Map<String, byte[]> files, String name, String... settings) {
		Path copy = TestSettings.TARGET.resolve(name + ".jar");
		try {
			Files.copy(JAR, copy, StandardCopyOption.REPLACE_EXISTING);
			try (FileSystem jar = FileSystems.newFileSystem(copy)) {
				for (Map.Entry<String, byte[]> file : files.entrySet()) {
					Path path = jar.getPath("BOOT-INF/classes/" + file.getKey());
					Files.createDirectories(path.getParent());
					Files.write(path, file.getValue());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return start(copy, name, Map.of(), settings);
	}

	private static RunningJar start(Path jar, String name, Map<String, String> environment, String... settings) {
		int port = TestSettings.freePort();
		int smtpPort = TestSettings.freePort();
		int imapPort = TestSettings.freePort();
		Path log = TestSettings.TARGET.resolve(name + ".log");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), OPTION, "-jar", jar.toString(),
				"--server.port=" + port, "--followthrough.database.packaged=" + TestSettings.DATABASE_SERVER,
				"--followthrough.demo.mail.smtp-port=" + smtpPort, "--followthrough.demo.mail.imap-port=" + imapPort));
		command.addAll(List.of(settings));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		try {
			return new RunningJar(builder.start(), port, smtpPort, imapPort, log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until it answers.
	 * @return how long that took from its start
	 */
	public Duration awaitFirstPage() {
		Awaitility.await("the first page")
			.atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> {
				if (!this.process.isAlive()) {
					throw new AssertionError("The application ended: " + log());
				}
				return answers();
			});
		return Duration.ofNanos(System.nanoTime() - this.startedAt);
	}

	private boolean answers() {
		try {
			return get("/login").statusCode() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/**
	 * Asks for a page as a stranger.
	 * @param path begins with a slash
	 * @return the answer
	 */
	public HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder(address(path)).build());
	}

	/**
	 * Sends any request.
	 * @param request with an address of this application
	 * @return the answer
	 */
	public HttpResponse<String> send(HttpRequest request) {
		try {
			return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An address of this application.
	 * @param path begins with a slash
	 * @return the address
	 */
	public URI address(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	/**
	 * A client of its REST interface.
	 * @return the client
	 */
	public Api api() {
		return new Api((path) -> address(path).toString());
	}

	/**
	 * Where the demonstration takes mail.
	 * @return the SMTP port on loopback
	 */
	public int smtpPort() {
		return this.smtpPort;
	}

	/**
	 * Where mailboxes are read.
	 * @return the port of IMAP
	 */
	public int imapPort() {
		return this.imapPort;
	}

	/**
	 * What it has printed.
	 * @return its log
	 */
	public String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The most memory that it has had at once, where Linux counts it (proc_pid_status(5),
	 * VmHWM).
	 * @return bytes
	 */
	public long mostResident() {
		try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(this.process.pid()), "status"))) {
			return lines.filter((line) -> line.startsWith("VmHWM:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills it as {@code kill -9} does.
	 */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Waits until it ends by itself.
	 * @return its exit code
	 */
	public int awaitEnd() {
		try {
			if (!this.process.waitFor(2, TimeUnit.MINUTES)) {
				throw new AssertionError("The application goes on: " + log());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Stops it in order, as Ctrl-C does.
	 */
	@Override
	public void close() {
		this.process.destroy();
		awaitEnd();
	}

}
