package org.followthrough.signoff;

/**
 * What a customer's words say about the question whether it is solved.
 */
public enum Meaning {

	/** Unmistakably yes, and nothing else. */
	YES,
	/** Unmistakably no, whatever else. */
	NO,
	/** Nothing but courtesies: no answer by itself, and nothing against one. */
	COURTESY,
	/** Only a person can tell. */
	UNCLEAR

}
