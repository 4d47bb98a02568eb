package org.followthrough.studio;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.Difference.Change;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How drafts differ from what runs, in words. Whoever approves one reads this first.
 */
@Component
public class Differences {

	private final DraftMapper drafts;

	private final PublishedModels models;

	Differences(DraftMapper drafts, PublishedModels models) {
		this.drafts = drafts;
		this.models = models;
	}

	/**
	 * What a draft changes. Once it is published, nothing differs any more.
	 * @param draft its number
	 * @return its files, each with what differs
	 */
	@Transactional(readOnly = true)
	public List<Difference> of(long draft) {
		Map<String, PublishedModel> running = this.models.runningByFile();
		return this.drafts.files(draft).stream().map((file) -> of(file, running.get(file.name()))).toList();
	}

	private static Difference of(DraftFile file, @Nullable PublishedModel running) {
		if (running == null) {
			return new Difference(file.name(), true, List.of());
		}
		return between(file, running.content());
	}

	/**
	 * What a file of a draft changes of any other version of it.
	 * @param file the file
	 * @param before the other version
	 * @return what differs
	 */
	static Difference between(DraftFile file, byte[] before) {
		return new Difference(file.name(), false,
				Arrays.equals(before, file.content()) ? List.of() : changes(file, before));
	}

	private static List<Change> changes(DraftFile file, byte[] before) {
		List<Change> changes = switch (file.kind()) {
			case DIAGRAM -> DiagramDifference.between(before, file.content());
			case DECISION -> TableDifference.between(before, file.content());
			case FORM -> FormDifference.between(before, file.content());
		};
		return changes.isEmpty()
				? List.of(new Change(Difference.Kind.MOVED, "", "It says the same, written otherwise.")) : changes;
	}

}
