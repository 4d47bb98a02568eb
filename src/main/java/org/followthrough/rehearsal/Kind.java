package org.followthrough.rehearsal;

/**
 * What can be wrong with a draft.
 */
public enum Kind {

	/** Something of ours goes out before a person has acknowledged the case. */
	UNACKNOWLEDGED("Not acknowledged by a person first"),
	/** A fix is offered that Support has not seen work. */
	UNVERIFIED("A fix reaches the customer unverified"),
	/** A case closes, or its journey ends, without the customer's word. */
	UNSIGNED("A case ends without the customer's word"),
	/** A case waits, and no clock runs for its next word. */
	SILENT("Nobody is called when the customer hears nothing"),
	/** Something the customer says, or that happens, is not heard. */
	UNHEARD("Nobody hears what the customer says"),
	/** A case can't come to its end any more. */
	STUCK("A case can't come to its end"),
	/** A case ends while somebody's work on it is left undone. */
	LOST("Work is left undone"),
	/** The same thing is to be done twice at once. */
	TWICE("The same is to be done twice"),
	/** The engine can't go on. */
	STOPPED("The journey can't go on"),
	/** It goes in a circle without ever waiting. */
	ENDLESS("It goes in a circle"),
	/** Part of the diagram that no case ever comes to. */
	UNREACHED("No case ever comes here");

	private final String title;

	Kind(String title) {
		this.title = title;
	}

	/**
	 * What it is called.
	 * @return a few words for people
	 */
	public String title() {
		return this.title;
	}

}
