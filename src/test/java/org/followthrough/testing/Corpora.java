package org.followthrough.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/**
 * Files that nobody on the team wrote, read where they lie: the folder that the system
 * property {@code followthrough.corpora} names, or {@code ../shared/corpora}.
 */
public final class Corpora {

	private static final Path FOLDER = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private Corpora() {
	}

	/**
	 * A collection; tests of one that isn't there are skipped.
	 * @param name what it is called
	 * @return its folder
	 */
	public static Path folder(String name) {
		Path folder = FOLDER.resolve(name);
		Assumptions.assumeTrue(Files.isDirectory(folder),
				() -> "There are no files at " + folder.toAbsolutePath().normalize());
		return folder;
	}

}
