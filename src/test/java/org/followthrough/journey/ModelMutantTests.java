package org.followthrough.journey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.followthrough.journey.Mutants.Mutant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of the promises when somebody takes something away from the shipped
 * diagrams: all of it, since no such edit can be published. What keeps everything can.
 * Each build makes a third of the edits; {@code -Dmutants.each=1} makes all.
 */
@Tag("thorough")
class ModelMutantTests {

	private static final int EACH = Integer.getInteger("mutants.each", 3);

	/** Edits that take something away and break no promise. */
	private static final Map<String, String> STRICTER = Map.of("support-case one-hour: leave out",
			"the manager is called again at once", "support-case one-more-hour: leave out",
			"the manager above is called again at once", "support-case flow-written: lead to to-overdue",
			"the manager is called again at once", "support-case flow-late-word: lead to to-overdue",
			"the manager is called again at once", "support-case flow-answer-taken-back: lead to to-investigate",
			"an answer that was taken back is looked into again", "support-case flow-sent-back: lead to look-afresh",
			"whatever is sent back is looked at afresh");

	/**
	 * The flows on which nothing may come between, since what follows has to be at once.
	 */
	private static final Set<String> AT_ONCE = flows("""
			escalation: another joined nobody shift-ended step-time undecided
			reply-review: may-go not-yet reviewed reworked settled time-over to-review
			sign-off: confirmed given sent-back unanswered waited
			support-case: answer-taken-back answered asked duplicate engineering explained fixed incomplete
			  it-stands late look-again looked-afresh opened other-hands overdue-decided promise-looked
			  promise-overdue promise-soon promise-still promise-time question-taken-back reassigned receipt
			  regressed-before-answer regressed-in-sign-off regressed-in-verification same-hands sent-back
			  signed spam still-late to-engineering to-hand-over to-investigate to-overdue to-sign-off
			  to-still-no-word withdrawn
			verification: another joined nobody step-time to-verify
			""");

	private static Set<String> flows(String text) {
		Set<String> flows = new HashSet<>();
		String file = "";
		for (String word : text.strip().split("\\s+")) {
			if (word.endsWith(":")) {
				file = word.replace(":", "");
			}
			else {
				flows.add(file + " flow-" + word);
			}
		}
		return flows;
	}

	private static Stream<String> diagrams() {
		return Models.shipped().files().keySet().stream().filter((name) -> name.endsWith(".bpmn")).sorted();
	}

	private static Stream<Mutant> some(Function<String, List<Mutant>> edits) {
		AtomicInteger at = new AtomicInteger();
		return diagrams().flatMap((file) -> edits.apply(file).stream())
			.filter((mutant) -> at.getAndIncrement() % EACH == 0);
	}

	private static List<ModelProblem> problems(Mutant mutant) {
		return Mutants.problems(mutant.file(), mutant.made().get());
	}

	@Test
	void nothingThatGuardsAPromiseCanBeTakenAwayLedAroundOrWeakened() {
		Table table = new Table();
		List<String> accepted = new ArrayList<>();
		some(Mutants::of).forEach((mutant) -> {
			List<ModelProblem> problems = problems(mutant);
			table.count(mutant, problems.isEmpty());
			if (problems.isEmpty()) {
				accepted.add(mutant.toString());
			}
			assertThat(problems).as(mutant.toString())
				.allSatisfy((problem) -> assertThat(problem.element()).as(problem.toString()).isNotEmpty());
		});
		table.print();
		assertThat(accepted).isSubsetOf(STRICTER.keySet());
		assertThat(table.total() - accepted.size()).isGreaterThan(200);
	}

	@Test
	void whatKeepsEverythingCanBePublished() {
		Table table = new Table();
		some(Mutants::harmless).forEach((mutant) -> {
			List<ModelProblem> problems = problems(mutant);
			table.count(mutant, problems.isEmpty());
			if (isInTheWay(mutant)) {
				assertThat(problems).as(mutant.toString()).isNotEmpty();
			}
			else {
				assertThat(problems).as(mutant.toString()).isEmpty();
			}
		});
		table.print();
		assertThat(table.accepted()).isGreaterThan(50);
	}

	private static boolean isInTheWay(Mutant mutant) {
		return AT_ONCE.contains(mutant.file().replace(".bpmn", "") + " " + mutant.element());
	}

	/** How many edits of each kind there were, and what became of them. */
	private static final class Table {

		private final Map<String, int[]> rows = new TreeMap<>();

		void count(Mutant mutant, boolean accepted) {
			String kind = mutant.kind().replaceAll(" (to|for|before) .*", " $1 …").replaceAll("\\d+", "n");
			int[] row = this.rows.computeIfAbsent(mutant.file().replace(".bpmn", "") + ": " + kind,
					(key) -> new int[2]);
			row[0]++;
			row[1] += accepted ? 0 : 1;
		}

		int total() {
			return sum(0);
		}

		int accepted() {
			return total() - sum(1);
		}

		private int sum(int column) {
			return this.rows.values().stream().mapToInt((row) -> row[column]).sum();
		}

		void print() {
			System.out.printf("%-55s %6s %8s%n", "Edit", "made", "refused");
			this.rows.forEach((kind, row) -> System.out.printf("%-55s %6d %8d%n", kind, row[0], row[1]));
			System.out.printf("%-55s %6d %8d%n", "All", sum(0), sum(1));
		}

	}

}
