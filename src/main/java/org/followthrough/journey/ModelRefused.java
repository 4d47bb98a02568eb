package org.followthrough.journey;

import java.util.List;
import java.util.stream.Collectors;

import org.followthrough.web.Refusal;

/**
 * A model can't be published.
 */
public class ModelRefused extends Refusal {

	private final List<ModelProblem> problems;

	ModelRefused(List<ModelProblem> problems) {
		super(Kind.INVALID,
				problems.stream()
					.map(ModelProblem::toString)
					.collect(Collectors.joining("; ", "The model can't be published. ", "")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Refuses models.
	 * @param problems what is wrong with them, at least one
	 * @return the refusal
	 */
	public static ModelRefused because(List<ModelProblem> problems) {
		return new ModelRefused(problems);
	}

	/**
	 * What is wrong.
	 * @return the problems, at least one
	 */
	public List<ModelProblem> problems() {
		return this.problems;
	}

}
