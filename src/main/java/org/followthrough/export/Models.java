package org.followthrough.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.followthrough.journey.DiagramShape;
import org.followthrough.journey.DiagramShape.Flow;
import org.followthrough.journey.DiagramShape.StepKind;
import org.followthrough.journey.Diagrams;

/**
 * The models that cases went by, each read once for an export.
 */
final class Models {

	private final Diagrams diagrams;

	private final Map<String, Model> read = new HashMap<>();

	Models(Diagrams diagrams) {
		this.diagrams = diagrams;
	}

	/**
	 * A version of a process.
	 * @return the model; one without elements if there is no such version any more
	 */
	Model of(String process, int version) {
		return this.read.computeIfAbsent(process + "/" + version,
				(key) -> this.diagrams.file(process, version)
					.map((file) -> Model.of(DiagramShape.of(file)))
					.orElseGet(() -> new Model(Map.of(), Map.of())));
	}

	/**
	 * A version of a process.
	 *
	 * @param steps where something is done, by id
	 * @param flows the sequence flows by id
	 */
	record Model(Map<String, Step> steps, Map<String, Flow> flows) {

		static Model of(DiagramShape shape) {
			Map<String, Step> steps = new HashMap<>();
			for (Flow flow : shape.flows()) {
				for (String end : List.of(flow.from(), flow.to())) {
					if (shape.step(end) != StepKind.NONE) {
						steps.put(end,
								new Step(shape.step(end),
										Optional.of(shape.name(end)).filter((name) -> !name.isEmpty()).orElse(end),
										shape.groups(end).stream().findFirst().orElse("")));
					}
				}
			}
			return new Model(steps, shape.flows().stream().collect(Collectors.toMap(Flow::id, (flow) -> flow)));
		}

	}

	/**
	 * Where something is done.
	 *
	 * @param kind how
	 * @param name what people call it
	 * @param group who may do it; empty if nobody is named
	 */
	record Step(StepKind kind, String name, String group) {
	}

}
