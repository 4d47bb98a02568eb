package org.followthrough.cases;

import org.followthrough.web.Refusal;

/**
 * The case has ended, and what was asked for needs an open one.
 */
public class CaseClosed extends Refusal {

	CaseClosed(SupportCase ended) {
		super(Kind.CONFLICT, "Case " + ended.number() + " is closed. A message from the customer reopens it.");
	}

}
