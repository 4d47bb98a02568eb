package org.followthrough;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the README's walk-through, line by line.
 */
class ReadmeIT {

	private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

	@Test
	void theWalkThroughWorksAsItStands() throws IOException, InterruptedException {
		Path data = TestSettings.TARGET.resolve("it-data").resolve("readme");
		TestSettings.forget(data);
		try (RunningJar application = RunningJar.start("readme", Map.of(), "--followthrough.data=" + data)) {
			application.awaitFirstPage();
			List<String> blocks = BLOCK.matcher(Files.readString(Path.of("README.md")))
				.results()
				.map((block) -> block.group(1))
				.toList();
			assertThat(blocks).hasSizeGreaterThan(5);
			String script = "set -eu -o pipefail\n" + String.join("\n", blocks)
				.replace("http://localhost:8080", application.address("").toString())
				.replace("smtp://localhost:3025", "smtp://localhost:" + application.smtpPort());
			Path folder = Files.createDirectories(TestSettings.TARGET.resolve("readme"));
			Path output = folder.resolve("output.txt");
			Process shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			boolean ended = shell.waitFor(2, TimeUnit.MINUTES);
			shell.destroyForcibly();
			String printed = Files.readString(output);
			assertThat(ended).as("it ended by itself, after printing %s", printed).isTrue();
			assertThat(shell.exitValue()).as(printed).isZero();
			assertThat(printed).contains("\"kind\":\"acknowledgement\"", "You have the last word",
					"\"closedAs\":\"confirmed\"", "verified the fix on build 2026.11.5: passed",
					"\"key\":\"overdue-promise\"");
			Matcher number = Pattern.compile("FT-\\d{4}-\\d{6}").matcher(printed);
			assertThat(number.results().map(MatchResult::group).distinct()).hasSize(1);
		}
	}

}
