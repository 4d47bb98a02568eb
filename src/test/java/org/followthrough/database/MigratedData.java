package org.followthrough.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.flywaydb.core.Flyway;
import org.followthrough.testing.TestSettings;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The data folder of an embedded database with all tables and no rows. Made once, since
 * each application of the tests begins with one, and to make it takes longer than to copy
 * it.
 */
public final class MigratedData {

	private static final Path FOLDER = TestSettings.TARGET.resolve("migrated-data");

	private MigratedData() {
	}

	/**
	 * Puts a copy where an application is going to look for its data.
	 * @param data the application's folder, not there yet
	 */
	public static void copyTo(Path data) {
		try {
			Files.createDirectories(FOLDER);
			Path made = FOLDER.resolve(version());
			// The processes that run tests side by side share it.
			try (FileChannel file = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock lock = file.lock()) {
				if (!Files.exists(made)) {
					make(made);
				}
			}
			for (String part : new String[] { "mariadb", "database.password" }) {
				FileSystemUtils.copyRecursively(made.resolve(part), data.resolve(part));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void make(Path made) throws IOException {
		Path unfinished = FOLDER.resolve("unfinished");
		TestSettings.forget(unfinished);
		try (EmbeddedMariaDb server = new EmbeddedMariaDb(new EmbeddedDatabaseSettings(unfinished,
				new EmbeddedDatabaseSettings.Server(0, null, TestSettings.DATABASE_SERVER)))) {
			Flyway.configure()
				.dataSource(server.url(), server.owner(), server.password())
				.initSql("SET SESSION time_zone = '+00:00'")
				.javaMigrations(new EngineTables(new DefaultResourceLoader()))
				.load()
				.migrate();
		}
		Files.move(unfinished, made);
	}

	/** Another one for other migrations or another server. */
	private static String version() throws IOException {
		MessageDigest digest = sha256();
		for (Resource migration : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:db/migration/**/*.sql")) {
			digest.update(migration.getContentAsByteArray());
		}
		digest.update(new EngineTables(new DefaultResourceLoader()).getChecksum().toString().getBytes(UTF_8));
		digest.update(MariaDbInstallation.find(null, TestSettings.DATABASE_SERVER).server().toString().getBytes(UTF_8));
		return HexFormat.of().formatHex(digest.digest(), 0, 8);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
