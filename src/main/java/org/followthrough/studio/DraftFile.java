package org.followthrough.studio;

import java.time.Instant;

import org.followthrough.journey.ModelEdit;
import org.followthrough.journey.ModelKind;

/**
 * A file of a draft.
 *
 * @param draftId the draft
 * @param name the file's name: the id of what is in it, and its kind
 * @param madeFrom the published version that it was made from; 0 for a new file
 * @param revision counts how often it was saved, from 1
 * @param savedBy who saved it last
 * @param savedAt when
 * @param content the file
 */
public record DraftFile(long draftId, String name, int madeFrom, int revision, String savedBy, Instant savedAt,
		byte[] content) {

	/**
	 * What it is.
	 * @return the kind that its name tells
	 */
	public ModelKind kind() {
		return ModelKind.of(this.name).orElseThrow();
	}

	/**
	 * The file for whoever publishes it.
	 * @return name, content and the version it was made from
	 */
	ModelEdit edit() {
		return new ModelEdit(this.name, this.content, this.madeFrom);
	}

}
