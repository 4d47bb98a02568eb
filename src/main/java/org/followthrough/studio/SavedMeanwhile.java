package org.followthrough.studio;

import org.followthrough.web.Refusal;

/**
 * Somebody else has saved a file since it was read. Nothing was overwritten.
 */
class SavedMeanwhile extends Refusal {

	private final transient DraftFile theirs;

	SavedMeanwhile(DraftFile theirs, String when) {
		super(Kind.CONFLICT, theirs.savedBy() + " saved " + theirs.name() + " " + when
				+ ". Yours was not saved over it: " + "look at theirs, or keep yours as a draft of its own.");
		this.theirs = theirs;
	}

	DraftFile theirs() {
		return this.theirs;
	}

}
