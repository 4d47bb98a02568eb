package org.followthrough.studio;

import java.util.Locale;

/**
 * How far a draft is.
 */
public enum DraftState {

	/** Managers work on it. */
	EDITING,
	/** A manager who had no hand in it reads it; nobody changes it meanwhile. */
	IN_REVIEW,
	/** It is published at its time. */
	APPROVED,
	/** It is published. */
	PUBLISHED,
	/** Nobody wants it any more. */
	DISCARDED;

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whether it may still come to something.
	 * @return false once it is published or discarded
	 */
	public boolean isOpen() {
		return this == EDITING || this == IN_REVIEW || this == APPROVED;
	}

}
