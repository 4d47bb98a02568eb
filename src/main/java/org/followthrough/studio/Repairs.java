package org.followthrough.studio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.journey.ModelKind;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is told to those who draw: problems, what would mend them, and advice.
 */
@Component
class Repairs {

	/** Who has more problems mends these first. */
	private static final int MOST = 20;

	private final DraftFiles files;

	private final PublishedModels models;

	Repairs(DraftFiles files, PublishedModels models) {
		this.files = files;
		this.models = models;
	}

	/**
	 * Problems, each with what would mend it, and advice.
	 * @param draft the draft
	 * @param problems what is wrong with it
	 * @return the problems in order, the first of them with a repair where there is one;
	 * then what would make its diagrams easier to read
	 */
	@Transactional(readOnly = true)
	List<ProblemResource> beside(long draft, List<ModelProblem> problems) {
		Map<String, PublishedModel> running = this.models.runningByFile();
		Map<String, byte[]> drafted = new LinkedHashMap<>();
		this.files.of(draft).forEach((file) -> drafted.put(file.name(), file.content()));
		Map<String, Optional<PutBack>> compared = new HashMap<>();
		List<ProblemResource> told = new ArrayList<>();
		for (ModelProblem problem : problems) {
			List<String> words = (told.size() < MOST) ? compared
				.computeIfAbsent(problem.resource(), (name) -> compared(name, running.get(name), drafted.get(name)))
				.map((diagram) -> diagram.words(problem.element()))
				.orElse(List.of()) : List.of();
			told.add(ProblemResource.of(problem, words));
		}
		drafted.forEach((name, content) -> {
			if (canBeRead(name, content)) {
				Readability.advice(name, content).stream().map(ProblemResource::advice).forEach(told::add);
			}
		});
		return told;
	}

	/**
	 * Puts back, as it runs, the part of a diagram around an element.
	 * @param draft the draft
	 * @param name the diagram
	 * @param revision the revision that whoever asks has seen
	 * @param element the element
	 * @return the file with its next revision
	 */
	@Transactional
	public DraftFile putBack(long draft, String name, int revision, String element) {
		byte[] repaired = compared(name, this.models.runningByFile().get(name), this.files.get(draft, name).content())
			.flatMap((diagram) -> diagram.done(element))
			.orElseThrow(() -> new NotNow("Nothing was changed there that could be put back."));
		return this.files.save(draft, name, revision, repaired);
	}

	private static Optional<PutBack> compared(String name, @Nullable PublishedModel running,
			byte @Nullable [] drafted) {
		return (running != null && drafted != null && canBeRead(name, drafted))
				? Optional.of(new PutBack(running.content(), drafted)) : Optional.empty();
	}

	private static boolean canBeRead(String name, byte[] content) {
		return ModelKind.of(name).orElse(null) == ModelKind.DIAGRAM
				&& PublishedModels.unreadable(name, content).isEmpty();
	}

}
