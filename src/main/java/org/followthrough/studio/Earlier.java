package org.followthrough.studio;

import java.util.List;

import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.StudioRefusals.NotNow;

import org.springframework.stereotype.Component;

/**
 * The way back to an earlier version: a draft with its content, which goes the same way
 * as any other.
 */
@Component
class Earlier {

	private final Drafts drafts;

	private final DraftFiles files;

	private final PublishedModels models;

	Earlier(Drafts drafts, DraftFiles files, PublishedModels models) {
		this.drafts = drafts;
		this.files = files;
		this.models = models;
	}

	/**
	 * Begins such a draft.
	 * @param file the file
	 * @param version the version that shall run again
	 * @return the draft
	 */
	Draft back(String file, int version) {
		List<PublishedModel> versions = this.models.versions(file);
		if (!versions.isEmpty() && versions.get(0).version() == version) {
			throw new NotNow("Version " + version + " of " + file + " is the one that runs.");
		}
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.begin("Back to version " + version + " of " + file, "");
			this.files.take(draft.id(), file, version);
			return this.drafts.get(draft.id());
		});
	}

}
