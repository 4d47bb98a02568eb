package org.followthrough.studio;

import java.util.ArrayList;
import java.util.List;

import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.Mutants;
import org.followthrough.journey.Mutants.Mutant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The repair that is proposed beside a problem mends it, whatever was taken away. Each
 * build asks this of some; {@code -Dmutants.each=1} of all.
 */
@Tag("thorough")
class PutBackTests {

	private static final int EACH = Integer.getInteger("mutants.each", 9);

	@ParameterizedTest
	@ValueSource(strings = { "support-case.bpmn", "escalation.bpmn", "verification.bpmn", "sign-off.bpmn",
			"reply-review.bpmn" })
	void whateverWasTakenAwayCanBePutBack(String file) {
		byte[] running = Mutants.shipped(file);
		List<String> unmended = new ArrayList<>();
		List<Mutant> mutants = Mutants.of(file);
		for (int at = 0; at < mutants.size(); at += EACH) {
			Mutant mutant = mutants.get(at);
			byte[] draft = mutant.made().get();
			Mutants.problems(file, draft).stream().findFirst().ifPresent((problem) -> {
				List<ModelProblem> left = new PutBack(running, draft).done(problem.element())
					.map((repaired) -> Mutants.problems(file, repaired))
					.orElse(List.of(problem));
				if (!left.isEmpty()) {
					unmended.add(mutant + " at " + problem.element() + ": " + left);
				}
			});
		}
		assertThat(unmended).isEmpty();
	}

}
