package org.followthrough.studio;

import java.util.List;

import org.followthrough.journey.ModelProblem;

/**
 * Something that keeps a draft from being published, or would make it easier to read.
 *
 * @param file the file
 * @param element the id of the element it is in; empty when it is in none
 * @param line where in the file, from 1; 0 when unknown
 * @param message what is wrong and what to do
 * @param repair what would mend it, a sentence for each thing that is put back as it
 * runs; empty when nothing is proposed
 * @param advice whether it keeps nothing from being published
 */
record ProblemResource(String file, String element, int line, String message, List<String> repair, boolean advice) {

	static ProblemResource of(ModelProblem problem, List<String> repair) {
		return new ProblemResource(problem.resource(), problem.element(), problem.line(), problem.message(), repair,
				false);
	}

	static ProblemResource advice(ModelProblem advice) {
		return new ProblemResource(advice.resource(), advice.element(), advice.line(), advice.message(), List.of(),
				true);
	}

}
