package org.followthrough.studio;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.Mutants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadabilityTests {

	private static final String FILE = "verification.bpmn";

	private static final String SHIPPED = new String(Mutants.shipped(FILE), StandardCharsets.UTF_8);

	private static List<ModelProblem> advice(String text) {
		return Readability.advice(FILE, text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "support-case.bpmn", "escalation.bpmn", "verification.bpmn", "sign-off.bpmn",
			"reply-review.bpmn" })
	void whatIsShippedCanBeRead(String file) {
		assertThat(Readability.advice(file, Mutants.shipped(file))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "name=\"Verify the fix\"|name=\"\"|verify-fix|no name",
					"name=\"Verify the fix\"|name=\"verify-fix\"|verify-fix|name for machines",
					"name=\"Verify the fix\"|name=\"verifyTheFix\"|verify-fix|name for machines",
					"name=\"Does it work?\"|name=\" \"|does-it-work|asks nothing",
					"id=\"flow-passed\" name=\"yes\"|id=\"flow-passed\"|flow-passed|says when it is taken" })
	void whatHasNoWordsForPeopleIsNamed(String part, String by, String element, String words) {
		assertThat(SHIPPED).contains(part);
		assertThat(advice(SHIPPED.replace(part, by))).singleElement()
			.satisfies((advice) -> assertThat(advice.element()).isEqualTo(element))
			.satisfies((advice) -> assertThat(advice.message()).contains(words));
	}

	@Test
	void whatIsNotDrawnIsNamed() {
		String undrawn = SHIPPED.replaceFirst("(?s)<bpmndi:BPMNShape id=\"passed_di\".*?</bpmndi:BPMNShape>", "");
		assertThat(advice(undrawn)).singleElement()
			.satisfies((advice) -> assertThat(advice.element()).isEqualTo("passed"))
			.satisfies((advice) -> assertThat(advice.message()).contains("isn't drawn"));
	}

	@Test
	void whatLiesOnSomethingElseIsNamed() {
		String moved = SHIPPED
			.replaceFirst("(bpmnElement=\"second-opinion\"[^>]*>\\s*<dc:Bounds )x=\"[^\"]*\" y=\"[^\"]*\"",
					"$1" + SHIPPED.replaceAll(
							"(?s).*bpmnElement=\"verify-fix\"[^>]*>\\s*<dc:Bounds (x=\"[^\"]*\" y=\"[^\"]*\").*",
							"$1"));
		assertThat(moved).isNotEqualTo(SHIPPED);
		assertThat(advice(moved)).anySatisfy((advice) -> assertThat(advice.message()).contains("It lies on the task"));
	}

}
