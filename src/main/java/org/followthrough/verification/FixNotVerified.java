package org.followthrough.verification;

import org.followthrough.web.Refusal;

/**
 * A fix can't be offered to a customer before it was verified.
 */
public class FixNotVerified extends Refusal {

	FixNotVerified() {
		super(Kind.CONFLICT, "The fix for this case has not passed verification. It can be offered to the customer "
				+ "once a support engineer has seen it work, or a manager and a second support engineer have decided "
				+ "to offer it unverified.");
	}

}
