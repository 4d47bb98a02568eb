package org.followthrough.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.RepositoryService;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Models and strings that others wrote, to test other products or to break them, at our
 * doors. They are read where they lie and skipped where they don't.
 */
@Tag("thorough")
@FollowthroughTest
class HostileModelsTests {

	private static final Path CORPORA = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private static final Set<String> KINDS = Set.of(".bpmn", ".dmn", ".form", ".xml", ".xsl", ".xsd");

	private static final Models SHIPPED = Models.shipped();

	@Autowired
	private Api api;

	@Autowired
	private RepositoryService repository;

	@BeforeEach
	void thereIsSomethingToRead() {
		Assumptions.assumeTrue(Files.isDirectory(CORPORA.resolve("bpmn-miwg")),
				"Skipped: there are no foreign models at " + CORPORA.toAbsolutePath());
	}

	@Test
	void everyForeignDiagramIsKeptAsADraftOrRefusedWithAReason() throws IOException {
		CamundaSession manager = CamundaSession.of(this.api, "manager1");
		List<Path> files = files("bpmn-miwg", "bpmn-modeler", "bpmn-lint");
		assertThat(files).hasSizeGreaterThan(200);
		for (Path file : files) {
			long before = this.repository.createDeploymentQuery().count();
			Answer answer = manager.deploy(Map.of("deployment-name", "foreign"),
					Map.of("foreign.bpmn", Files.readAllBytes(file)));
			assertThat(answer.status()).as("%s: %s", file, answer.text()).isEqualTo(400);
			if (!answer.json().path("message").asText().contains("It is kept as draft")) {
				assertThat(answer.json().path("message").asText()).as("%s", file)
					.startsWith("The model can't be published. foreign.bpmn")
					.matches("(?s).*foreign\\.bpmn[^;]*: \\S.* .*");
			}
			assertThat(this.repository.createDeploymentQuery().count()).as("%s", file).isEqualTo(before);
		}
	}

	@Test
	void noBombGoesOff() throws IOException {
		List<Path> bombs = files("sec-xml-bombs");
		assertThat(bombs).hasSizeGreaterThan(8);
		for (Path bomb : bombs) {
			byte[] content = Files.readAllBytes(bomb);
			for (String name : List.of("bomb.bpmn", "bomb.dmn", "bomb.form")) {
				assertTimeoutPreemptively(Duration.ofSeconds(5),
						() -> assertThat(problems(name, content)).as("%s as %s", bomb, name).isNotEmpty());
			}
		}
	}

	private static List<ModelProblem> problems(String name, byte[] content) {
		return new JourneyContract(Models.steps()).check(Map.of(name, content), JourneyContract.Published.NOTHING);
	}

	/** Each string as an expression, inside one, and where a model holds text. */
	@Test
	void noNaughtyStringIsRunAsAnExpression() throws IOException {
		GuardedExpressions engine = new GuardedExpressions(Map.of());
		List<String> strings = strings();
		assertThat(strings).hasSizeGreaterThan(400);
		for (String naughty : strings) {
			for (String expression : List.of(naughty, "${" + naughty + "}", "#{" + naughty + "}",
					"${'" + naughty + "'}")) {
				assertThatCode(() -> ExpressionGuard.objection(expression)).as(expression).doesNotThrowAnyException();
				if (ExpressionGuard.objection(expression).isEmpty()) {
					assertThatCode(() -> engine.createExpression(expression)).as(expression).doesNotThrowAnyException();
					assertThat(expression).doesNotMatch("(?s).*[$#]\\{[^'\"]*[A-Za-z_]\\w*\\s*[.(\\[].*");
				}
			}
		}
	}

	@Test
	void noNaughtyStringMakesAFormOrADiagramFailWithoutAReason() throws IOException {
		ObjectMapper json = new ObjectMapper();
		for (String naughty : strings()) {
			byte[] form = SHIPPED.text("answer.form")
				.replaceFirst("\"label\": \"[^\"]*\"",
						Matcher.quoteReplacement("\"label\": " + json.writeValueAsString(naughty)))
				.getBytes(StandardCharsets.UTF_8);
			assertThatCode(() -> problems("answer.form", form)).as(naughty).doesNotThrowAnyException();
			byte[] diagram = SHIPPED.text("verification.bpmn")
				.replace("name=\"Passed\"",
						"name=\"" + naughty.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "\"")
				.getBytes(StandardCharsets.UTF_8);
			assertThatCode(() -> problems("verification.bpmn", diagram)).as(naughty).doesNotThrowAnyException();
			assertThatCode(() -> problems("x.bpmn", naughty.getBytes(StandardCharsets.UTF_8))).as(naughty)
				.doesNotThrowAnyException();
			assertThat(problems("x.bpmn", naughty.getBytes(StandardCharsets.UTF_8))).as(naughty).isNotEmpty();
		}
	}

	private static List<String> strings() throws IOException {
		List<String> strings = new ArrayList<>();
		for (JsonNode string : new ObjectMapper()
			.readTree(Files.readString(CORPORA.resolve("sec-blns").resolve("blns.json")))) {
			strings.add(string.asText());
		}
		return strings;
	}

	private static List<Path> files(String... folders) throws IOException {
		List<Path> files = new ArrayList<>();
		for (String folder : folders) {
			try (Stream<Path> found = Files.walk(CORPORA.resolve(folder))) {
				found.filter(Files::isRegularFile)
					.filter((file) -> KINDS.stream().anyMatch(file.toString()::endsWith))
					.sorted()
					.forEach(files::add);
			}
		}
		return files;
	}

}
