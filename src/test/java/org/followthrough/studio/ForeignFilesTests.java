package org.followthrough.studio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.followthrough.testing.Api.Answer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Files from elsewhere are refused with a reason when somebody brings them into a draft,
 * or opened with a report of what is wrong with them, and never make anybody wait.
 */
@Tag("thorough")
class ForeignFilesTests extends StudioTest {

	private static final Path CORPORA = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private static final Duration AT_ONCE = Duration.ofSeconds(10);

	@BeforeEach
	void thereIsSomethingToRead() {
		Assumptions.assumeTrue(Files.isDirectory(CORPORA.resolve("bpmn-miwg")),
				"Skipped: there are no foreign files at " + CORPORA.toAbsolutePath());
	}

	@Test
	void eachIsOpenedWithAReportOrRefusedWithAReason() throws IOException {
		long draft = begin(VERIFICATION);
		int opened = 0;
		for (Path file : files("bpmn-miwg", "bpmn-modeler", "bpmn-lint")) {
			opened += isOpened(draft, "foreign.bpmn", Files.readAllBytes(file), file) ? 1 : 0;
		}
		assertThat(opened).isGreaterThan(100);
	}

	@Test
	void noBombIsOpened() throws IOException {
		long draft = begin(VERIFICATION);
		for (Path file : files("sec-xml-bombs")) {
			for (String name : List.of("bomb.bpmn", "bomb.dmn", "bomb.form")) {
				assertThat(isOpened(draft, name, Files.readAllBytes(file), file) && !isHarmless(file))
					.as("%s as %s", file, name)
					.isFalse();
			}
		}
	}

	/** Some of them are XML that others fall over, and we read like any other. */
	private static boolean isHarmless(Path file) throws IOException {
		String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		return !text.contains("<!DOCTYPE") && !text.contains("<!ENTITY");
	}

	private boolean isOpened(long draft, String name, byte[] content, Path file) {
		Answer brought = assertTimeoutPreemptively(AT_ONCE, () -> bring("manager1", draft, name, content),
				() -> "to bring in " + file);
		if (brought.status() != 200) {
			assertThat(brought.status()).as("%s: %s", file, brought.text()).isIn(413, 422);
			assertThat(brought.json().path("detail").asText()).as("%s", file).isNotBlank();
			return false;
		}
		String path = "/studio/drafts/" + draft;
		String kept = brought.json().path("name").asText();
		for (String asked : List.of("/problems", "/difference", "/files/" + kept)) {
			Answer told = assertTimeoutPreemptively(AT_ONCE, () -> this.api.get("manager1", path + asked),
					() -> asked + " of " + file);
			assertThat(told.status()).as("%s of %s: %s", asked, file, told.text()).isEqualTo(200);
		}
		assertThat(this.api.send("DELETE", "manager1", path + "/files/" + kept, null, Map.of()).status())
			.isEqualTo(204);
		return true;
	}

	private static List<Path> files(String... corpora) throws IOException {
		List<Path> files = new ArrayList<>();
		for (String corpus : corpora) {
			try (Stream<Path> found = Files.walk(CORPORA.resolve(corpus))) {
				found.filter(Files::isRegularFile)
					.filter((file) -> file.toString().matches(".*\\.(bpmn|xml|dmn|xsl|svg|xsd)"))
					.sorted()
					.forEach(files::add);
			}
		}
		return files;
	}

}
