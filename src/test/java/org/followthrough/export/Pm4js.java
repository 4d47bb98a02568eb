package org.followthrough.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process mining library that none of us wrote, which runs in Node and is installed
 * with npm from {@code src/test/pm4js}.
 */
final class Pm4js {

	private static final Path SOURCE = Path.of("src/test/pm4js");

	/** It keeps the whole document and a tree of objects beside it. */
	private static final String MEMORY = "--max-old-space-size=12000";

	private Pm4js() {
	}

	/**
	 * Has the library load a log.
	 * @param xes the file
	 * @return what it found, or nothing where it can't be installed
	 */
	static Optional<Found> load(Path xes) throws IOException {
		Path folder = TestSettings.TARGET.resolve("pm4js");
		Files.createDirectories(folder);
		for (String file : List.of(".npmrc", "package.json", "package-lock.json", "count.mjs")) {
			Files.copy(SOURCE.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
		}
		Path log = folder.resolve("log.txt").toAbsolutePath();
		if (!run(folder, log, log.toFile(), "npm", "ci")) {
			System.out.println("pm4js can't be installed with npm; see " + log);
			return Optional.empty();
		}
		File result = folder.resolve("found.json").toFile();
		assertThat(run(folder, log, result, "node", MEMORY, "count.mjs", xes.toAbsolutePath().toString()))
			.as("pm4js loads %s; see %s", xes, log)
			.isTrue();
		return Optional.of(new ObjectMapper().readValue(result, Found.class));
	}

	private static boolean run(Path folder, Path log, File output, String... command) {
		try {
			Process process = new ProcessBuilder(command).directory(folder.toFile())
				.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.redirectOutput(output)
				.start();
			if (!process.waitFor(30, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				return false;
			}
			return process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What it found.
	 *
	 * @param numbers the cases' numbers, in their order
	 * @param events how many events there are
	 * @param actions how many there are of each kind
	 * @param outcomes how many cases ended in each way
	 * @param badTimes how many times of events it couldn't read
	 */
	record Found(List<String> numbers, int events, Map<String, Long> actions, Map<String, Long> outcomes,
			int badTimes) {
	}

}
