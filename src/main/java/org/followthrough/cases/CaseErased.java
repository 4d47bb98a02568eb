package org.followthrough.cases;

import org.followthrough.web.Refusal;

/**
 * What was written on a case is gone for good, and nothing is written there any more.
 */
public class CaseErased extends Refusal {

	/**
	 * Says so.
	 * @param erased the case
	 */
	public CaseErased(SupportCase erased) {
		super(Kind.GONE,
				"What was written on " + erased.number() + " was erased. Nothing can be added to it any more.");
	}

}
