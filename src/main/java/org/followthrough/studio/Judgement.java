package org.followthrough.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What keeps a draft from being published: what the journey's rules say against it, and
 * that something else was published since it was begun.
 */
@Component
class Judgement {

	private final DraftMapper drafts;

	private final PublishedModels models;

	Judgement(DraftMapper drafts, PublishedModels models) {
		this.drafts = drafts;
		this.models = models;
	}

	/**
	 * What is wrong with a draft.
	 * @param draft its number
	 * @return the problems; empty when it may be published
	 */
	@Transactional(readOnly = true)
	List<ModelProblem> of(long draft) {
		List<DraftFile> files = this.drafts.files(draft);
		Map<String, PublishedModel> running = this.models.runningByFile();
		Map<String, byte[]> contents = new LinkedHashMap<>();
		List<ModelProblem> problems = new ArrayList<>();
		for (DraftFile file : files) {
			contents.put(file.name(), file.content());
			PublishedModel now = running.get(file.name());
			if (now != null && now.version() != file.madeFrom()) {
				problems.add(new ModelProblem(file.name(), "", 0, overtaken(file, now)));
			}
		}
		problems.addAll(this.models.check(contents));
		return problems;
	}

	private static String overtaken(DraftFile file, PublishedModel now) {
		return "Version " + now.version() + " was published since this was begun"
				+ ((file.madeFrom() > 0) ? " from version " + file.madeFrom() : "")
				+ ". Look at it, and say whether yours stands over it.";
	}

	/**
	 * The files of a draft that differ from what runs: only these are published.
	 * @param draft its number
	 * @return the files by name
	 */
	@Transactional(readOnly = true)
	List<DraftFile> changed(long draft) {
		Map<String, PublishedModel> running = this.models.runningByFile();
		return this.drafts.files(draft)
			.stream()
			.filter((file) -> !running.containsKey(file.name())
					|| !Arrays.equals(running.get(file.name()).content(), file.content()))
			.toList();
	}

}
