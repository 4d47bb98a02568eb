package org.followthrough.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The folder of an embedded server: what lies where in it. One application at a time has
 * it, for as long as this is open.
 */
final class MariaDbFolder implements AutoCloseable {

	/** The longest path that a Unix socket may have is 107 bytes. */
	private static final int LONGEST_SOCKET_PATH = 100;

	private final Path path;

	private final FileChannel lockFile;

	/**
	 * Takes a folder, which is made if it isn't there.
	 * @throws DatabaseUnfit if another application has it
	 */
	MariaDbFolder(Path path) throws IOException {
		this.path = path;
		Files.createDirectories(temporary());
		this.lockFile = lock(path);
	}

	private static FileChannel lock(Path folder) throws IOException {
		FileChannel channel = FileChannel.open(folder.resolve("followthrough.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		@Nullable FileLock lock;
		try {
			lock = channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			lock = null;
		}
		if (lock == null) {
			channel.close();
			throw new DatabaseUnfit("Another Followthrough is running on the data folder " + folder
					+ ": stop it, or give this one a folder of its own with --followthrough.data.");
		}
		return channel;
	}

	/** The password of the application's user, made with the folder. */
	String password() throws IOException {
		Path file = this.path.resolve("database.password");
		if (!Files.exists(file)) {
			byte[] secret = new byte[24];
			new SecureRandom().nextBytes(secret);
			writePrivately(file, HexFormat.of().formatHex(secret));
		}
		return Files.readString(file).trim();
	}

	/** Statements for the server's next start, which hold the password. */
	Path bootstrap(String sql) throws IOException {
		Path file = this.path.resolve("database.init.sql");
		writePrivately(file, sql);
		return file;
	}

	private static void writePrivately(Path file, String text) throws IOException {
		Files.deleteIfExists(file);
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		Files.writeString(file, text);
	}

	/** The server that runs here, or once did. */
	Optional<ProcessHandle> process() throws IOException {
		return number(pidFile()).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
	}

	/** The port that it has, or once had. */
	Optional<Integer> port() throws IOException {
		return number(portFile()).map(Long::intValue);
	}

	void keepPort(int port) throws IOException {
		Files.writeString(portFile(), Integer.toString(port));
	}

	void forgetPort() throws IOException {
		Files.deleteIfExists(portFile());
	}

	private static Optional<Long> number(Path file) throws IOException {
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		String text = Files.readString(file).trim();
		return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
	}

	Path path() {
		return this.path;
	}

	Path temporary() {
		return this.path.resolve("tmp");
	}

	Path data() {
		return this.path.resolve("mariadb");
	}

	Path pidFile() {
		return this.path.resolve("mariadb.pid");
	}

	private Path portFile() {
		return this.path.resolve("mariadb.port");
	}

	Path errorLog() {
		return this.path.resolve("mariadb.log");
	}

	Path socket() {
		Path inFolder = this.path.resolve("mariadb.sock");
		if (inFolder.toString().length() <= LONGEST_SOCKET_PATH) {
			return inFolder;
		}
		String name = "followthrough-" + Integer.toHexString(this.path.hashCode()) + ".sock";
		return Path.of(System.getProperty("java.io.tmpdir"), name);
	}

	@Override
	public void close() throws IOException {
		this.lockFile.close();
	}

}
