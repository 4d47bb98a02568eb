package org.followthrough.verification;

import org.followthrough.web.Refusal;

/**
 * Whoever had a hand in a fix can't be the one who judges it.
 */
public class Involved extends Refusal {

	Involved(String hand, String judgement) {
		super(Kind.FORBIDDEN, "You " + hand + ", so somebody else has to " + judgement
				+ ". Please leave it to another person of your group.");
	}

}
