package org.followthrough.studio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.followthrough.studio.Difference.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What differs between two versions of a file, in words.
 */
class DifferenceTests {

	private static final String VERIFICATION = shipped("processes/verification.bpmn");

	static Stream<Arguments> edits() {
		return Stream.of(
				arguments("name=\"Verify the fix\"", "name=\"Check it\"",
						"The task \"Verify the fix\" is called \"Check it\" now."),
				arguments("candidateGroups=\"support-engineers\"", "candidateGroups=\"engineers\"",
						"The task \"Verify the fix\" is for \"engineers\" now; before: \"support-engineers\"."),
				arguments("${joinVerification}", "${triage}",
						"The automatic step \"Look at the defect's fix\" does \"triage\" now; before: \"joinVerification\"."),
				arguments("${verification == 'cannot-verify'}", "${verification == 'failed'}",
						"The way from \"Does it work?\" to \"Decide without verification\" is taken when "
								+ "\"verification == 'failed'\" now; before: \"verification == 'cannot-verify'\"."),
				arguments("sourceRef=\"talk-it-over\" targetRef=\"failed\"",
						"sourceRef=\"talk-it-over\" targetRef=\"passed\"",
						"The way from \"Talk it over\" to \"Failed\" leads from \"Talk it over\" to \"Passed\" now."),
				arguments("default=\"flow-failed\"", "default=\"flow-passed\"",
						"The choice \"Does it work?\" goes on, when nothing else holds, by \"flow-passed\" now; before: "
								+ "\"flow-failed\"."),
				arguments("messageRef=\"message-defect-verified\"", "messageRef=\"other\"",
						"The wait \"News of the defect\" waits for \"other\" now; before: \"message-defect-verified\"."),
				arguments("Fixes keep failing.", "They fail.", "The task \"Talk it over\" says \"They fail."),
				arguments("<bpmn:endEvent id=\"accepted\" name=\"Accepted without verification\">",
						"<bpmn:endEvent id=\"agreed\" name=\"Agreed\">",
						"The end \"Agreed\" was added.|The end \"Accepted without verification\" was removed."),
				arguments("<dc:Bounds x=\"", "<dc:Bounds x=\"1", "elements are drawn elsewhere."));
	}

	@ParameterizedTest
	@MethodSource("edits")
	void aDiagramIsToldElementByElement(String part, String by, String words) {
		List<Change> changes = between(DiagramDifference::between, VERIFICATION, part, by);
		for (String sentence : words.split("\\|")) {
			assertThat(changes).extracting(Change::words).anySatisfy((said) -> assertThat(said).contains(sentence));
		}
	}

	@Test
	void nothingIsToldWhereNothingDiffers() {
		assertThat(DiagramDifference.between(bytes(VERIFICATION), bytes(VERIFICATION.replace("\n", "\n\n")))).isEmpty();
	}

	@Test
	void aTableIsToldRowByRow() {
		String triage = shipped("processes/triage.dmn");
		assertThat(between(TableDifference::between, triage, "<text>80</text>", "<text>90</text>"))
			.extracting(Change::words)
			.containsExactly("The row \"blocked | any | high | 80 | support\" was removed.",
					"The row \"blocked | any | high | 90 | support\" was added.");
		assertThat(between(TableDifference::between, triage, "hitPolicy=\"FIRST\"", "hitPolicy=\"ANY\""))
			.extracting(Change::words)
			.containsExactly("Which rows count is \"ANY\" now; before: \"FIRST\".");
	}

	@Test
	void aFormIsToldFieldByField() {
		String form = shipped("forms/verify-fix.form");
		assertThat(between(FormDifference::between, form, "\"label\": \"Build you checked\"", "\"label\": \"Build\""))
			.extracting(Change::words)
			.containsExactly(
					"The field \"Build you checked\" is otherwise: label is \"Build\", and was \"Build you checked\".");
		assertThat(between(FormDifference::between, form, "\"key\": \"build\"", "\"key\": \"number\""))
			.extracting(Change::words)
			.containsExactly("The field \"Build you checked\" was added.",
					"The field \"Build you checked\" was removed.");
	}

	private static List<Change> between(BiFunction<byte[], byte[], List<Change>> difference, String before, String part,
			String by) {
		assertThat(before).contains(part);
		return difference.apply(bytes(before), bytes(before.replace(part, by)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String shipped(String file) {
		try {
			return Files.readString(Path.of(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
